import { parseExchangePeriod } from '@gangju/net/exchange'
import type { Period } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { readTypedFigure } from '@gangju/net/quantity'
import type { Lang, Scope } from '../../http/serve.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { type ExchangeIdentity, isDefaultCombo } from '../../net/exchange/identity.ts'
import { faultText } from '../fault-text.ts'
import { readReturnPeriod } from '../return-form.ts'
import { listFilingPlaces } from './filing-place.store.ts'
import type { ImportTally } from './import-tally.ts'
import type { IncomingValue } from './incoming-value.ts'

/** A value whose form, period, indicator and place are known. */
export interface KnownValue extends IncomingValue {
  readonly form: CatalogForm
  readonly periodOf: Period
  readonly indicator: string
  readonly place: string
}

/** The values of one return. */
export interface IncomingReturn {
  readonly form: CatalogForm
  readonly period: Period
  readonly filer: string
  readonly values: readonly KnownValue[]
}

export interface Sorting {
  readonly catalog: Catalog
  readonly identity: ExchangeIdentity
  readonly tally: ImportTally
  readonly lang: Lang
  /** Of the office. */
  readonly today: string
  /** Named for all of them; else each goes to the form that its indicator is at home in. */
  readonly form: CatalogForm | undefined
}

const longestComment = 500

/** Sorts values by the return that they belong to, in the order of form, period and place; what belongs to none is told. */
export async function sortValues(
  { db, places }: Scope,
  values: readonly IncomingValue[],
  sorting: Sorting,
): Promise<readonly IncomingReturn[]> {
  const known = values.flatMap((value) => knownValue(value, sorting) ?? [])
  const filers = new Map<CatalogForm, ReadonlyMap<string, string>>()
  for (const form of new Set(known.map((one) => one.form))) {
    const codes = [...new Set(known.filter((one) => one.form === form).map(({ place }) => place))]
    const found = await listFilingPlaces(db, { codes, level: form.entry.filedBy, rootIds: places })
    filers.set(form, new Map(found.map(({ code, filerCode }) => [code, filerCode])))
  }
  const returns = new Map<string, IncomingReturn & { values: KnownValue[] }>()
  const cells = new Set<string>()
  for (const value of known) {
    const { form, periodOf, place, indicator } = value
    const filer = filers.get(form)?.get(place)
    const cell = `${form.entry.code} ${periodOf.id} ${place} ${indicator}`
    if (filer === undefined) refusePlace(value, sorting.tally)
    else if (cells.has(cell)) sorting.tally.refuse(value, new Problem('exchange.twice'), { object: value.dataElement })
    else {
      cells.add(cell)
      const key = `${form.entry.code} ${periodOf.id} ${filer}`
      const one = returns.get(key) ?? { form, period: periodOf, filer, values: [] }
      one.values.push(value)
      returns.set(key, one)
    }
  }
  return [...returns].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

export function refusePlace(value: IncomingValue, tally: ImportTally): void {
  const refusal = { object: value.orgUnit, property: 'orgUnit', errorCode: 'E7612' } as const
  tally.refuse(value, new Problem('place.unknown'), refusal)
}

/** Undefined where it was told why not. The codes are those of DHIS2. */
function knownValue(value: IncomingValue, { identity, tally, today, form: named, lang }: Sorting) {
  const { dataElement, period: periodText, combos, comment, text, isDeleted } = value
  const refuse = (error: unknown, property: Parameters<ImportTally['refuse']>[2]['property'], errorCode?: string) => {
    const object = property === 'period' ? periodText : dataElement
    tally.refuse(value, error, { object, ...(property ? { property } : {}), errorCode })
    return undefined
  }
  if (!combos.every(isDefaultCombo)) return refuse(new Problem('exchange.combo'), 'categoryOptionCombo', 'E7613')
  const indicator = identity.findIndicator(dataElement)?.code
  const form = indicator === undefined ? undefined : (named ?? identity.homeOf(indicator))
  const column = form?.entry.columns.find((one) => one.indicator === indicator)
  if (indicator === undefined || !form || !column) {
    return refuse(new Problem('indicator.unknown', { what: dataElement }), 'dataElement', 'E7610')
  }
  const periodOf = attemptPeriod(() => readReturnPeriod(form.entry, parseExchangePeriod(periodText).id, today))
  if (periodOf instanceof Problem) {
    return refuse(periodOf, 'period', periodOf.code === 'period.wrongKind' ? 'E7632' : 'E7611')
  }
  if (comment.length > longestComment) return refuse(new Problem('exchange.comment'), 'comment', 'E7620')
  const figure = readTypedFigure(text, column.unit)
  if (!isDeleted && figure.kind === 'fault') {
    const { code, suggestion } = figure
    const detail = { unit: column.unit, ...(suggestion === undefined ? {} : { suggestion }) }
    const message = faultText({ severity: 'error', code, text, detail }, lang)
    tally.fault(value, { object: dataElement, property: 'value', errorCode: 'E7619', code, message })
    return undefined
  }
  if (!isDeleted && figure.kind === 'blank' && comment === '') {
    return refuse(new Problem('exchange.empty'), 'value', 'E7618')
  }
  const isBlank = figure.kind === 'blank'
  const known: KnownValue = {
    ...value,
    form,
    periodOf,
    indicator,
    place: identity.placeCode(value.orgUnit),
    text: isBlank ? '' : text,
  }
  return known
}

function attemptPeriod(read: () => Period): Period | Problem {
  try {
    return read()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
