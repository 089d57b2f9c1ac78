import { parsePeriod, previousPeriod } from '@gangju/net/period'
import type { Db, Trx } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import { loadFigures } from './figures.ts'
import type { Lang } from './light-words.ts'
import { type RankWords, ranksOf } from './ranks.ts'
import { deriving } from './rollup.store.ts'
import type { ScenePlace } from './scene.store.ts'
import { listSiblings } from './sibling.store.ts'

export interface SiblingQuestion {
  readonly catalog: Catalog
  readonly place: ScenePlace
  readonly indicators: readonly CatalogIndicator[]
  readonly period: string
  readonly asOf: Date | null
  readonly lang: Lang
}

/**
 * Where a place stands among those of its parent and class, by indicator. Ranks are published to each of them, cells are
 * not: the figures of the others are read while the wall is open for deriving, and only the place's own rank leaves here [GR5].
 */
export async function listSiblingRanks(db: Db, question: SiblingQuestion): Promise<Map<number, RankWords>> {
  const { catalog, place, indicators, period, asOf, lang } = question
  if (place.parentId === null || place.level === 'zone' || indicators.length === 0) return new Map()
  const siblings = await listSiblings(db as Trx, { parentId: place.parentId, level: place.level })
  if (siblings.length < 2) return new Map()
  const periods = [period, previousPeriod(parsePeriod(period)).id]
  const figures = await deriving(db as Trx, () =>
    loadFigures(db, { catalog, places: siblings, indicators, periods, asOf }),
  )
  return new Map(
    indicators.flatMap((indicator) => {
      const rank = ranksOf(figures, { places: siblings, indicator, period, lang }).get(place.placeId)
      return rank ? [[indicator.indicatorId, rank] as const] : []
    }),
  )
}
