import { takeDataValues } from '@gangju/contract/exchange'
import { Problem } from '@gangju/net/problem'
import { decodeText } from '../../http/document/decode-text.ts'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { askedPlace, ExchangeIdentity } from '../../net/exchange/identity.ts'
import { completeReturn } from './complete-return.ts'
import { incomingOfCsv } from './csv-values.ts'
import { ImportTally } from './import-tally.ts'
import { type IncomingValue, incomingOfSet } from './incoming-value.ts'
import { type IncomingReturn, refusePlace, sortValues } from './sort-values.ts'
import { takeReturn } from './take-return.ts'

/** Figures in, in the shapes of DHIS2: filing by another road, with the rights and rules of filing. */
export const takeValuesRoutes: Routes = (app) => {
  serve(app, takeDataValues, handleTake, { jsonBytes: 20 * 1_048_576, atOnce: 4 })
}

type TakeCall = Call<typeof takeDataValues>

async function handleTake(call: TakeCall) {
  const { body, query, catalog, lang, now } = call
  const identity = new ExchangeIdentity(catalog, query.idScheme)
  const scope = await reachOf(call)
  const tally = new ImportTally(lang)
  const strategy = query.importStrategy ?? 'CREATE_AND_UPDATE'
  const form = namedForm(identity, body?.dataSet ?? query.dataSet)
  const sorting = { catalog, identity, tally, lang, form, today: officeDay(now) }
  const returns = await sortValues(scope, incomingOf(call, form), sorting)
  for (const one of returns) {
    const filing = await filingScope(call, one, tally)
    if (filing) await takeReturn(filing, one, { ...call, tally, strategy })
  }
  const completes = body?.completeDate !== undefined && returns.length > 0
  if (completes) for (const one of returns) await completeReturn(call, one, { tally, told: {} })
  const dryRun = query.dryRun ?? false
  const options = { dryRun, importStrategy: strategy, ...(query.idScheme ? { idScheme: query.idScheme } : {}) }
  const report = tally.report(options, completes && tally.isClean ? 'true' : 'false')
  call.record({
    verb: 'exchange.take',
    placeId: scope.place.placeId,
    detail: { ...tally.counts, returns: returns.length },
  })
  call.reply.status(report.httpStatusCode)
  // Last of all: what was done is counted as it would be, and nothing of it is kept.
  if (dryRun) await call.readOnly()
  return report
}

/** The rectangle that the whole import lies in; each return is written within its own. */
export function reachOf(
  call: Pick<TakeCall, 'within'> & { readonly query: { readonly orgUnit?: string | undefined } },
): Promise<Scope> {
  const { orgUnit } = call.query
  return call.within({ mode: 'read', ...(orgUnit === undefined ? {} : { place: askedPlace(orgUnit) }) })
}

/** @throws Problem `form.unknown` */
function namedForm(identity: ExchangeIdentity, text: string | undefined): CatalogForm | undefined {
  if (text === undefined) return undefined
  const form = identity.findForm(text)
  if (!form) throw new Problem('form.unknown', { what: text })
  return form
}

function incomingOf({ body, file }: TakeCall, form: CatalogForm | undefined): readonly IncomingValue[] {
  return file ? incomingOfCsv(decodeText(file), form?.entry) : incomingOfSet(body)
}

/** Undefined where the person may not fill in the return: that is told as if there were no such place. */
export async function filingScope(
  call: Pick<TakeCall, 'within'>,
  one: IncomingReturn,
  tally: ImportTally,
): Promise<Scope | undefined> {
  try {
    return await call.within({ place: one.filer })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    for (const value of one.values) refusePlace(value, tally)
    return undefined
  }
}
