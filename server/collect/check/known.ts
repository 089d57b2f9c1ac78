import {
  FEWEST_FIGURES,
  type FormCheck,
  type FormEntry,
  figureKey,
  HISTORY_PERIODS,
  type KnownFigure,
  type KnownFigures,
  type KnownFigureText,
  type RobustSummary,
  summarizeRobustly,
} from '@gangju/net/form'
import { lastDay, type Period, previousPeriod, shiftPeriod, yearBefore } from '@gangju/net/period'
import { type Decimal, formatDecimal, parseDecimal } from '@gangju/net/quantity'
import type { Scope } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { listTargets } from '../../net/cell.store.ts'
import { listClasses, listKnownFigures, listPeerFigures, type WantedFigure } from './known-figures.store.ts'

export interface KnownWords {
  readonly catalog: Catalog
  /** Its entry in the version that the return is filled in. */
  readonly form: Pick<CatalogForm, 'entry' | 'sourceId'>
  readonly countyId: number
  readonly places: readonly { readonly placeId: number; readonly code: string }[]
  readonly period: Period
}

/** What the checks of a return judge by. */
export interface CheckGround {
  readonly known: KnownFigures
  /** Class of a place by its code. */
  readonly classes: ReadonlyMap<string, string>
}

/**
 * All figures that the rules of a form ask for, in at most four statements: the places' own figures, their year's targets,
 * their classes, and the figures of those classes. What no rule asks for is not read.
 */
export async function loadKnown({ db, trx }: Pick<Scope, 'db' | 'trx'>, words: KnownWords): Promise<CheckGround> {
  const { catalog, form, countyId, places, period } = words
  const placeIds = places.map(({ placeId }) => placeId)
  const rules = form.entry.checks
  const day = lastDay(period)
  const idOf = (code: string) => catalog.indicator(code).indicatorId
  const byClass = rules.filter((rule) => rule.kind === 'outlier' && rule.against === 'class')
  const asksClass = byClass.length > 0 || rules.some(({ when }) => when?.classes)
  // Those of other places come last: what is asked beside them is behind the wall again.
  const [rows, classRows, targets, peerRows] = await Promise.all([
    listKnownFigures(db, { countyId, placeIds, wanted: wantedFigures(words) }),
    asksClass ? listClasses(db, { placeIds, day }) : [],
    listYearTargets(db, words),
    listPeerFigures(trx, {
      countyId,
      level: form.entry.collects,
      indicatorIds: indicatorsOf(byClass).map(idOf),
      sourceId: form.sourceId,
      period: period.id,
      day,
      fewest: FEWEST_FIGURES,
    }),
  ])
  const classes = new Map(classRows.map((row) => [row.code, row.class]))
  const peers = new Map(
    peerRows.map((row) => [`${row.class} ${row.indicatorId}`, summarizeRobustly(row.figures.map(parseDecimal))]),
  )
  const codes = new Map(allIndicators(form.entry).map((code) => [idOf(code), code]))
  const series = new Map<string, Map<string, Decimal>>()
  const columns = new Set(form.entry.columns.filter((column) => !column.known).map(({ indicator }) => indicator))
  const placeCodes = new Map(places.map(({ placeId, code }) => [placeId, code]))
  for (const { placeId, indicatorId, sourceId, period: id, value } of rows) {
    const code = codes.get(indicatorId)!
    if (columns.has(code) && sourceId !== form.sourceId) continue
    const key = figureKey(placeCodes.get(placeId)!, code)
    const figures = series.get(key) ?? new Map<string, Decimal>()
    series.set(key, figures.set(id, parseDecimal(value)))
  }
  const known = places.flatMap(({ placeId, code: place }) =>
    [...codes].map(([indicatorId, code]): [string, KnownFigure] => {
      const key = figureKey(place, code)
      const group = `${classes.get(place) ?? ''} ${indicatorId}`
      const target = targets.get(`${placeId} ${indicatorId}`) ?? null
      return [key, { series: series.get(key) ?? new Map(), peers: peers.get(group) ?? null, target }]
    }),
  )
  return { known: new Map(known), classes }
}

/** Every indicator that a form's columns and rules speak of, those of other forms included. */
function allIndicators({ columns, checks }: FormEntry): readonly string[] {
  const others = checks.flatMap((check) => (check.kind === 'acrossForms' ? [check.other] : []))
  return [...new Set([...columns.map(({ indicator }) => indicator), ...others])]
}

/** Of the period, the one before and the year before; of the whole history where a rule looks back. */
function wantedFigures({ catalog, form: { entry }, period }: KnownWords): readonly WantedFigure[] {
  const history = new Set(
    entry.checks.flatMap((rule) => (rule.kind === 'outlier' && rule.against === 'history' ? [rule.indicator] : [])),
  )
  const usual = [period.id, previousPeriod(period).id, yearBefore(period).id]
  // One more than the history: the increase of its first period is against the one before.
  const long = Array.from({ length: HISTORY_PERIODS + 1 }, (_, index) => shiftPeriod(period, -1 - index).id)
  return allIndicators(entry).flatMap((code) => {
    const { indicatorId } = catalog.indicator(code)
    const periods = history.has(code) ? [...long, ...usual] : usual
    return [...new Set(periods)].map((id) => ({ indicatorId, period: id }))
  })
}

const indicatorsOf = (rules: readonly FormCheck[]): readonly string[] => [
  ...new Set(rules.flatMap((rule) => ('indicator' in rule ? [rule.indicator] : []))),
]

/** The level promised for the end of the year, by place and indicator; a firm one before others. */
async function listYearTargets(
  db: Scope['db'],
  { catalog, form, countyId, places, period }: KnownWords,
): Promise<ReadonlyMap<string, Decimal>> {
  const indicators = indicatorsOf(form.entry.checks.filter(({ kind }) => kind === 'target'))
  if (indicators.length === 0) return new Map()
  const indicatorIds = indicators.map((code) => catalog.indicator(code).indicatorId)
  const query = { countyIds: [countyId], placeIds: places.map(({ placeId }) => placeId), indicatorIds }
  const targets = (await listTargets(db, query)).filter(
    ({ year, measure, comparator }) =>
      year === period.year && measure === 'level' && !['le', 'lt', 'range'].includes(comparator),
  )
  const firmLast = targets.toSorted((a, b) => Number(a.commitment === 'firm') - Number(b.commitment === 'firm'))
  return new Map(firmLast.map((one) => [`${one.placeId} ${one.indicatorId}`, parseDecimal(one.value)]))
}

/** As it crosses the wire to the browser's checks; places and indicators of which nothing is known are left out. */
export function knownOnWire(known: KnownFigures): KnownFigureText[] {
  return [...known].flatMap(([key, { series, peers, target }]) => {
    if (series.size === 0 && peers === null && target === null) return []
    const [place = '', indicator = ''] = key.split(' ')
    const figures = [...series.keys()].toSorted().map((id) => ({ period: id, value: formatDecimal(series.get(id)!) }))
    return [
      {
        place,
        indicator,
        series: figures,
        peers: peers && peersOnWire(peers),
        target: target && formatDecimal(target),
      },
    ]
  })
}

function peersOnWire({ count, median, deviation, deviationSum }: RobustSummary): KnownFigureText['peers'] {
  return {
    count,
    median: formatDecimal(median),
    deviation: formatDecimal(deviation),
    deviationSum: formatDecimal(deviationSum),
  }
}
