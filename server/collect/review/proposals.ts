import type { ChaseItem, ChaseProposal } from '@gangju/contract/review'
import type { PlaceLevel } from '@gangju/contract/values'
import { closingDay } from '@gangju/net/form'
import { isWithinGoal } from '@gangju/net/goal'
import { formatPeriod, lastDay, type Period } from '@gangju/net/period'
import type { Lang, Scope } from '../../http/serve.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { ownIndicatorIds } from '../return-form.ts'
import { formTitle } from '../return-layout.ts'
import { type DueRow, listDueRows } from '../return-place.store.ts'
import { findSubmissions } from '../submission.store.ts'
import { listHolders, listParents, listReminders, type PlaceAbove } from './chase.store.ts'
import { type ChaseStage, chaseText, daysBetween, stageName, stagesDue } from './chase.ts'
import { dueState } from './due-return.ts'
import { listPaths } from './reach.store.ts'

/** A return that is not in the net yet. */
export interface OpenReturn extends ChaseItem {
  readonly placeId: number
  readonly countyId: number
}

export interface ChaseQuestion {
  readonly catalog: Catalog
  readonly forms: readonly CatalogForm[]
  readonly period: Period
  readonly today: string
  readonly lang: Lang
}

/** Every return under a place that is out or waits for an approval, by form and place. */
export async function listOpenReturns(scope: Scope, question: ChaseQuestion): Promise<readonly OpenReturn[]> {
  const { catalog, forms, period, today, lang } = question
  const open: OpenReturn[] = []
  for (const form of forms) {
    const rows = (await listDueRows(scope.db, dueQuery(scope, form, question))).filter(
      (row) => dueState(row) !== 'approved',
    )
    const turns = await nextLevels(scope, rows, catalog)
    const paths = await listPaths(
      scope.db,
      rows.map(({ placeId }) => placeId),
    )
    const closes = closingDay(form.entry, period, catalog.calendar)
    for (const row of rows) {
      open.push({
        form: form.entry.code,
        formName: formTitle(form.entry, lang),
        place: { code: row.code, name: row.name, level: row.level as PlaceLevel },
        path: paths.get(row.placeId) ?? '',
        period: period.id,
        closes,
        daysLeft: daysBetween(today, closes),
        state: dueState(row) as ChaseItem['state'],
        waitsFor: turns.get(row.submissionId ?? '') ?? (row.level as PlaceLevel),
        placeId: row.placeId,
        countyId: row.countyId,
      })
    }
  }
  return open
}

export const dueQuery = ({ place }: Scope, form: CatalogForm, { catalog, period }: ChaseQuestion) => ({
  rootIds: [place.placeId],
  form,
  indicatorIds: ownIndicatorIds(catalog, form.entry),
  period: period.id,
  day: lastDay(period),
})

/** Of those handed in: the level of the approval that comes next. */
async function nextLevels({ db, rectangle }: Scope, rows: readonly DueRow[], catalog: Catalog) {
  const ids = rows.flatMap((row) => (row.state === 'submitted' && row.submissionId ? [row.submissionId] : []))
  const submissions = await findSubmissions(db, rectangle, ids)
  return new Map(
    submissions.map((row): [string, PlaceLevel | null] => [
      row.submissionId,
      catalog.formVersion(catalog.form(row.formCode), row.formVersion).review[row.step] ?? null,
    ]),
  )
}

/** A proposal with what is needed to send it. */
export interface Proposal extends ChaseProposal {
  readonly to: ChaseProposal['to'] & { readonly placeId: number; readonly countyId: number }
  readonly formId: number
  readonly stage: string
  readonly personIds: readonly string[]
  readonly words: { readonly zh: string; readonly en: string }
}

/** The reminders that the rules propose today and nobody has sent [RM3]; to the office above one for all its places. */
export async function proposeReminders(
  scope: Scope,
  open: readonly OpenReturn[],
  question: ChaseQuestion,
): Promise<readonly Proposal[]> {
  const { catalog, forms, period, today } = question
  const rule = catalog.chase
  const out = open.filter(({ state }) => state !== 'submitted')
  if (rule === undefined || out.length === 0) return []
  const parents = await listParents(
    scope.db,
    out.map(({ placeId }) => placeId),
  )
  // An office above the place asked about is not the sender's to write to.
  const { counties, places } = scope.rectangle
  const isInside = (to: PlaceAbove) => counties.includes(to.countyId) || places.includes(to.placeId)
  const groups = groupByStage(out, parents, (daysLeft) => stagesDue(daysLeft, rule)).filter(({ to }) => isInside(to))
  const placeIds = [...new Set(groups.map(({ to }) => to.placeId))]
  const sent = new Set(
    (await listReminders(scope.db, { placeIds, period: period.id })).map(
      (one) => `${one.stage} ${one.formId} ${one.placeId}`,
    ),
  )
  const fillers = await holdersAt(scope, placeIds, ['submission.draft', 'submission.submit'], today)
  const approvers = await holdersAt(scope, placeIds, ['submission.approve'], today)
  return groups.flatMap(({ stage, to, about }) => {
    const form = forms.find(({ entry }) => entry.code === about[0]!.form)!
    const name = stageName(stage)
    if (sent.has(`${name} ${form.formId} ${to.placeId}`)) return []
    const { closes, formName } = about[0]!
    const goalPath = catalog.findGoal(form.entry.goal)?.path ?? ''
    const holders = stage.kind === 'escalation' ? approvers : fillers
    const held = holders.filter((one) => one.placeId === to.placeId && isWithinGoal(goalPath, one.goalPath))
    const personIds = [...new Set(held.map(({ personId }) => personId))]
    const words = chaseText(stage, {
      form: form.entry,
      period: { zh: formatPeriod(period, 'zh'), en: formatPeriod(period, 'en') },
      closes,
      places: about.map(({ place }) => place.name),
    })
    const key = `${name}:${form.entry.code}:${to.code}`
    const shown = { key, ...stage, form: form.entry.code, formName, about: about.map(({ place }) => place) }
    return [
      {
        ...shown,
        to: { ...to, level: to.level as PlaceLevel },
        recipients: personIds.length,
        text: words[question.lang],
        formId: form.formId,
        stage: name,
        personIds,
        words,
      },
    ]
  })
}

function groupByStage(
  out: readonly OpenReturn[],
  parents: ReadonlyMap<number, PlaceAbove>,
  stagesOf: (daysLeft: number) => readonly ChaseStage[],
) {
  const groups = new Map<string, { stage: ChaseStage; to: PlaceAbove; about: OpenReturn[] }>()
  for (const one of out) {
    for (const stage of stagesOf(one.daysLeft)) {
      const { placeId, countyId, place } = one
      const to = stage.kind === 'escalation' ? parents.get(placeId) : { placeId, countyId, ...place }
      if (to === undefined) continue
      const key = `${stageName(stage)} ${one.form} ${to.placeId}`
      const group = groups.get(key) ?? { stage, to, about: [] }
      group.about.push(one)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}

const holdersAt = ({ db }: Scope, placeIds: readonly number[], verbs: readonly string[], day: string) =>
  listHolders(db, { placeIds, verbs, day })
