import type { DifferenceRow } from '@gangju/contract/figures'
import { monthsOf, parsePeriod } from '@gangju/net/period'
import { type Decimal, subtractDecimals } from '@gangju/net/quantity'
import type { Db } from '../../db/connection.ts'
import type { Lang } from '../../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../../net/catalog.ts'
import { loadFigures } from '../../net/figures.ts'
import { textOf } from '../../net/readings.ts'
import { getScenePlace, listChildren } from '../../net/scene.store.ts'
import { type LastChange, listLastChanges } from './difference.store.ts'

export interface DifferenceQuestion {
  readonly catalog: Catalog
  readonly placeId: number
  readonly period: string
  readonly from: Date
  readonly to: Date
  readonly indicator: CatalogIndicator | undefined
  readonly granted: '*' | readonly number[]
  readonly lang: Lang
}

/** What a place and those under it read otherwise at two moments, derived figures too, and the last change that made it so [FG15]. */
export async function loadDifferences(
  db: Db,
  question: DifferenceQuestion,
): Promise<{ items: DifferenceRow[]; looked: number }> {
  const { catalog, placeId, period, from, to, lang } = question
  const places = [await getScenePlace(db, placeId), ...(await listChildren(db, placeId))]
  const periods = [...new Set([period, ...monthsOf(parsePeriod(period)).map(({ id }) => id)])]
  const placeIds = places.map((place) => place.placeId)
  const changes = await listLastChanges(db, { placeIds, periods, from, to })
  const indicators = touched(question, new Set(changes.map(({ indicatorId }) => indicatorId)))
  const asked = { catalog, places, indicators, periods: [period] }
  const before = await loadFigures(db, { ...asked, asOf: from })
  const after = await loadFigures(db, { ...asked, asOf: to })
  const items = places.flatMap((place) =>
    indicators.flatMap((indicator): DifferenceRow[] => {
      const [old, now] = [before, after].map((figures) => figures.get(place.placeId, indicator, period).value)
      if (textOf(old!) === textOf(now!)) return []
      const change = lastChange(changes, place.placeId, catalog.partsOf(indicator, period))
      return [
        {
          place: { code: place.code, name: place.name, level: place.level as never },
          indicator: indicator.code,
          indicatorName: lang === 'zh' ? indicator.entry.name : indicator.entry.nameEn,
          unit: indicator.entry.unit,
          period,
          before: textOf(old!),
          after: textOf(now!),
          difference: textOf(differenceOf(old!, now!)),
          changedAt: change?.changedAt.toISOString() ?? null,
          by: change?.filedBy ?? null,
          why: change ? whyWords(change, lang) : null,
        },
      ]
    }),
  )
  return { items, looked: places.length * indicators.length }
}

const differenceOf = (old: Decimal | null, now: Decimal | null) =>
  old === null || now === null ? null : subtractDecimals(now, old)

/** What changed, and what is made of it. */
function touched({ catalog, indicator, granted, period }: DifferenceQuestion, changed: ReadonlySet<number>) {
  return (indicator ? [indicator] : catalog.indicators).filter((one) => {
    const parts = catalog.partsOf(one, period)
    const isSeen = granted === '*' || parts.every(({ indicatorId }) => granted.includes(indicatorId))
    return isSeen && parts.some(({ indicatorId }) => changed.has(indicatorId))
  })
}

function lastChange(changes: readonly LastChange[], placeId: number, parts: readonly CatalogIndicator[]) {
  return changes
    .filter((change) => change.placeId === placeId && parts.some((part) => part.indicatorId === change.indicatorId))
    .reduce<LastChange | undefined>((last, one) => (last && last.changedAt >= one.changedAt ? last : one), undefined)
}

function whyWords({ late, isCorrection, explanation }: LastChange, lang: Lang): string | null {
  const words = lang === 'zh' ? { late: '迟报', corrected: '更正' } : { late: 'late', corrected: 'corrected' }
  const said = [late ? words.late : null, isCorrection ? words.corrected : null, explanation].filter(Boolean)
  return said.length === 0 ? null : said.join(lang === 'zh' ? '；' : '; ')
}
