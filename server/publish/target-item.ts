import type { TargetItem } from '@gangju/contract/goals'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Lang } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { sourceWords } from '../net/source-words.ts'
import type { PlacedTarget } from './target.store.ts'

/** A promise as the wire names it, with the contradictions that the documents are known to hold about it. */
export function targetItem(row: PlacedTarget, catalog: Catalog, lang: Lang): TargetItem {
  const indicator = catalog.indicatorById(row.indicatorId)
  return {
    id: row.targetId,
    place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as PlaceLevel },
    goal: row.goalId === null ? null : catalog.goalById(row.goalId).code,
    indicator: indicator.code,
    indicatorName: lang === 'zh' ? indicator.entry.name : indicator.entry.nameEn,
    year: row.year,
    comparator: row.comparator,
    value: row.value,
    valueMax: row.valueMax,
    unit: row.unit,
    commitment: row.commitment,
    baseYear: row.baseYear,
    measure: row.measure,
    printed: row.printed,
    source: row.sourceId === null ? null : sourceWords(catalog, row.sourceId, row.position),
    note: row.note,
    conflicts: catalog.conflicts
      .filter(({ targets }) => targets.includes(row.code))
      .map(({ kind, note }) => ({ kind, note })),
  }
}
