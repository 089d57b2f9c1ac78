import type { IndicatorCheck } from '@gangju/contract/figures'
import { parsePeriod, periodsBetween } from '@gangju/net/period'
import type { Formula } from '@gangju/net/rollup'
import type { Db } from '../../db/connection.ts'
import type { Catalog, CatalogIndicator } from '../../net/catalog.ts'
import { loadFigures } from '../../net/figures.ts'
import { textOf } from '../../net/readings.ts'
import type { ScenePlace } from '../../net/scene.store.ts'

const MOST_PERIODS = 24

export interface PreviewQuestion {
  readonly catalog: Catalog
  readonly places: readonly ScenePlace[]
  readonly indicator: CatalogIndicator
  readonly formula: Formula
  readonly period: string
  readonly from: string
}

/** What some places would read by another formula, beside what they read now; nothing is stored [FG12]. */
export async function previewDefinition(db: Db, question: PreviewQuestion): Promise<IndicatorCheck['preview']> {
  const { catalog, places, indicator, formula, period } = question
  const periods = periodsOf(question)
  const proposed: CatalogIndicator = { ...indicator, formula, versions: [] }
  const figures = await loadFigures(db, { catalog, places, indicators: [indicator, proposed], periods, asOf: null })
  const read = (one: CatalogIndicator, placeId: number, id: string) => textOf(figures.get(placeId, one, id).value)
  const changed = places.flatMap(({ placeId }) =>
    periods.filter((id) => read(indicator, placeId, id) !== read(proposed, placeId, id)),
  )
  return {
    period,
    rows: places.map(({ placeId, code, name, level }) => ({
      place: { code, name, level: level as never },
      before: read(indicator, placeId, period),
      after: read(proposed, placeId, period),
    })),
    cells: places.length * periods.length,
    changed: changed.length,
  }
}

function periodsOf({ period: id, from }: PreviewQuestion): string[] {
  const [first, last] = [parsePeriod(from), parsePeriod(id)]
  if (first.kind !== last.kind || from > id) return [id]
  return periodsBetween(first, last)
    .map((one) => one.id)
    .slice(-MOST_PERIODS)
}
