import type { DataValueOut, downloadDataValues, readDataValues } from '@gangju/contract/exchange'
import { formatExchangePeriod, parseExchangePeriod, periodsBetween } from '@gangju/net/exchange'
import { type PeriodKind, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { Call } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { formatCursor, parseCursor } from '../../net/cursor.ts'
import { askedPlace, comboOut, ExchangeIdentity } from '../../net/exchange/identity.ts'
import { type ExportedFigure, listExportedFigures } from './exported-figure.store.ts'

type ValuesCall = Call<typeof readDataValues> | Call<typeof downloadDataValues>

const mostValues = 50_000
const kindOf: Readonly<Record<CatalogForm['entry']['period'], PeriodKind>> = {
  M: 'month',
  Q: 'quarter',
  S: 'half',
  Y: 'year',
}

/**
 * The figures of some forms under a place [EX4]. An answer is either all that was asked for or, where a page was asked
 * for, tells the next one; more than 50,000 at once are refused and not cut off.
 */
export async function readExportedValues(
  call: ValuesCall,
): Promise<{ dataValues: DataValueOut[]; next: string | null }> {
  const { catalog, query } = call
  const identity = new ExchangeIdentity(catalog, query.idScheme)
  const scope = await call.within({ place: askedPlace(query.orgUnit) })
  const forms = listOf(query.dataSet).map((text) => {
    const form = identity.findForm(text)
    if (!form) throw new Problem('form.unknown', { what: text })
    return form
  })
  const limit = query.limit ?? mostValues
  const { indicators } = scope.rectangle
  const granted = indicators === '*' ? undefined : new Set(indicators)
  const found = await listExportedFigures(scope.db, scope.rectangle, {
    rootIds: [scope.place.placeId],
    extent: query.children ? 'subtree' : 'itself',
    asked: forms.flatMap(({ sourceId, entry }) =>
      entry.columns
        .filter(({ known }) => !known)
        .map(({ indicator }) => ({ sourceId, indicatorId: catalog.indicator(indicator).indicatorId }))
        .filter(({ indicatorId }) => granted === undefined || granted.has(indicatorId)),
    ),
    periods: periodsOf(query, forms),
    since: query.lastUpdated === undefined ? undefined : momentOf(query.lastUpdated),
    after: parseCursor(query.cursor, 3),
    limit: limit + 1,
  })
  const isMore = found.length > limit
  if (isMore && query.limit === undefined) throw new Problem('exchange.tooMany', { most: mostValues })
  const shown = found.slice(0, limit)
  const combo = comboOut(query.idScheme)
  const valueOf = ({ placeCode, indicatorId, period, value, recordedAt, explanation }: ExportedFigure) => ({
    dataElement: identity.indicatorOut(catalog.indicatorById(indicatorId).code),
    period: formatExchangePeriod(parsePeriod(period)),
    orgUnit: identity.placeOut(placeCode),
    categoryOptionCombo: combo,
    attributeOptionCombo: combo,
    value,
    lastUpdated: recordedAt.toISOString(),
    ...(explanation === null ? {} : { comment: explanation }),
    followup: false,
  })
  const last = shown.at(-1)
  const next = isMore && last ? formatCursor([last.placeCode, last.period, String(last.indicatorId)]) : null
  return { dataValues: shown.map(valueOf), next }
}

const listOf = (given: string | readonly string[]): readonly string[] => (typeof given === 'string' ? [given] : given)

/** @throws Problem `exchange.periodMissing` unless periods are named, or both days. */
function periodsOf({ period, startDate, endDate }: ValuesCall['query'], forms: readonly CatalogForm[]): string[] {
  if (period !== undefined) return listOf(period).map((text) => parseExchangePeriod(text).id)
  if (startDate === undefined || endDate === undefined) throw new Problem('exchange.periodMissing')
  const kinds = new Set(forms.map(({ entry }) => kindOf[entry.period]))
  return [...kinds].flatMap((kind) => periodsBetween(kind, startDate, endDate)).map(({ id }) => id)
}

/** DHIS2 writes moments without an offset: they are of the offices' clock. */
function momentOf(text: string): Date {
  if (!text.includes('T')) return new Date(`${text}T00:00:00+08:00`)
  return new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}+08:00`)
}
