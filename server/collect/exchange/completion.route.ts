import { completeReturns, listCompleteRegistrations } from '@gangju/contract/exchange'
import { formatExchangePeriod, parseExchangePeriod } from '@gangju/net/exchange'
import { parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { askedPlace, comboOut, ExchangeIdentity } from '../../net/exchange/identity.ts'
import { readReturnPeriod } from '../return-form.ts'
import { listHandedIn } from '../submission.store.ts'
import { completeReturn } from './complete-return.ts'
import { reachOf } from './data-values.route.ts'
import { listFilingPlaces } from './filing-place.store.ts'
import { ImportTally } from './import-tally.ts'

const mostRegistrations = 50_000

/** Handing in, in the shape of DHIS2: a data set is complete when its return was handed in. */
export const completionRoutes: Routes = (app) => {
  serve(app, listCompleteRegistrations, handleList)
  serve(app, completeReturns, handleComplete, { atOnce: 4 })
}

async function handleList(call: Call<typeof listCompleteRegistrations>) {
  const { catalog, query } = call
  const identity = new ExchangeIdentity(catalog, query.idScheme)
  const scope = await call.within({ place: askedPlace(query.orgUnit) })
  const form = identity.findForm(query.dataSet)
  if (!form) throw new Problem('form.unknown', { what: query.dataSet })
  const found = await listHandedIn(scope.db, scope.rectangle, {
    rootId: scope.place.placeId,
    period: parseExchangePeriod(query.period).id,
    formCode: form.entry.code,
    states: ['submitted', 'approved'],
    limit: mostRegistrations + 1,
  })
  if (found.length > mostRegistrations) throw new Problem('exchange.tooMany', { most: mostRegistrations })
  const asked = query.children ? found : found.filter(({ placeId }) => placeId === scope.place.placeId)
  return {
    completeDataSetRegistrations: asked.map(({ placeCode, period, filedAt }) => ({
      dataSet: identity.formOut(form.entry.code),
      period: formatExchangePeriod(parsePeriod(period)),
      organisationUnit: identity.placeOut(placeCode),
      attributeOptionCombo: comboOut(query.idScheme),
      date: officeDay(filedAt),
      completed: true,
    })),
  }
}

async function handleComplete(call: Call<typeof completeReturns>) {
  const { catalog, query, body, lang, now } = call
  const identity = new ExchangeIdentity(catalog, query.idScheme)
  const scope = await reachOf(call)
  const tally = new ImportTally(lang)
  for (const [index, one] of body.completeDataSetRegistrations.entries()) {
    const told = { index }
    try {
      const form = identity.findForm(one.dataSet)
      if (!form) throw new Problem('form.unknown', { what: one.dataSet })
      if (one.completed === false) throw new Problem('exchange.undone')
      const period = readReturnPeriod(form.entry, parseExchangePeriod(one.period).id, officeDay(now))
      const codes = [identity.placeCode(one.organisationUnit)]
      const { filedBy } = form.entry
      const reach = await reachOf(call)
      const [known] = await listFilingPlaces(reach.db, { codes, level: filedBy, rootIds: reach.places })
      if (!known || known.filerCode !== known.code) throw new Problem('place.unknown')
      if (await completeReturn(call, { form, period, filer: known.code }, { tally, told })) tally.count('imported')
    } catch (error) {
      tally.refuse(told, error, { object: one.organisationUnit })
    }
  }
  const dryRun = query.dryRun ?? false
  const report = tally.report({ dryRun, importStrategy: 'CREATE' }, tally.isClean ? 'true' : 'false')
  call.record({ verb: 'exchange.complete', placeId: scope.place.placeId, detail: { ...tally.counts } })
  call.reply.status(report.httpStatusCode)
  if (dryRun) await call.readOnly()
  return report
}
