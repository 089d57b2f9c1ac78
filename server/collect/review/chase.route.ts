import { readChase, sendReminders } from '@gangju/contract/review'
import { parsePeriod } from '@gangju/net/period'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { channelsOf, insertMessages } from '../../net/message.store.ts'
import { insertReminders } from './chase.store.ts'
import { type ChaseQuestion, listOpenReturns, proposeReminders } from './proposals.ts'

/** Who has not reported, and reminders that a person sends. */
export const chaseRoutes: Routes = (app) => {
  serve(app, readChase, handleRead)
  serve(app, sendReminders, handleSend)
}

type ChaseCall = Pick<Call<typeof readChase>, 'catalog' | 'lang' | 'now'>

const formPeriods = { month: 'M', quarter: 'Q', half: 'S', year: 'Y' } as const

function questionOf(
  { catalog, lang, now }: ChaseCall,
  asked: { readonly period: string; readonly form?: string | undefined },
): ChaseQuestion {
  const period = parsePeriod(asked.period)
  const isDue = ({ entry, archivedAt }: CatalogForm) => entry.period === formPeriods[period.kind] && archivedAt === null
  const forms = (asked.form === undefined ? catalog.forms : [catalog.form(asked.form)]).filter(isDue)
  return { catalog, forms, period, today: officeDay(now), lang }
}

async function handleRead(call: Call<typeof readChase>) {
  const scope = await call.within({ place: call.query.place })
  const question = questionOf(call, call.query)
  const open = await listOpenReturns(scope, question)
  const proposals = await proposeReminders(scope, open, question)
  return { items: [...open], proposals: [...proposals] }
}

async function handleSend(call: Call<typeof sendReminders>) {
  const { actor, body, catalog, now } = call
  const scope = await call.within({ place: body.place })
  const question = questionOf(call, body)
  const proposals = await proposeReminders(scope, await listOpenReturns(scope, question), question)
  const asked = new Set(body.keys)
  const chosen = proposals.filter(({ key, recipients }) => asked.has(key) && recipients > 0)
  const period = question.period.id
  const reminders = chosen.map(({ to, formId, stage }) => ({
    countyId: to.countyId,
    placeId: to.placeId,
    formId,
    period,
    stage,
  }))
  await insertReminders(scope.trx, reminders, { sentBy: actor.personId, sentAt: now })
  const messages = chosen.flatMap(({ to, formId, kind, words, personIds }) =>
    personIds.map((personId) => ({
      countyId: to.countyId,
      placeId: to.placeId,
      personId,
      sentBy: actor.personId,
      kind: kind === 'escalation' ? ('escalation' as const) : ('reminder' as const),
      words,
      formId,
      period,
      submissionId: null,
      sentAt: now,
    })),
  )
  await insertMessages(scope.trx, messages, channelsOf(catalog.settings))
  const keys = chosen.map(({ key }) => key)
  const detail = { period, keys: keys.slice(0, 100), messages: messages.length }
  call.record({ verb: 'chase.send', subject: `chase/${period}`, placeId: scope.place.placeId, detail })
  const done = new Set(keys)
  return { sent: messages.length, skipped: body.keys.filter((key) => !done.has(key)) }
}
