import type { TargetItem } from '@gangju/contract/goals'
import type { Lang } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { targetWords } from '../net/target-words.ts'
import type { PlacedTarget } from './target.store.ts'

/** A promise of a list, which brings its place along. */
export function targetItem(row: PlacedTarget, catalog: Catalog, lang: Lang): TargetItem {
  return targetWords({ catalog, lang }, { code: row.placeCode, name: row.placeName, level: row.placeLevel }, row)
}
