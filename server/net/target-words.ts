import type { Catalog } from './catalog.ts'
import type { TargetRow } from './cell.store.ts'
import type { Lang } from './light-words.ts'
import { sourceWords } from './source-words.ts'

interface NamedPlace {
  readonly code: string
  readonly name: string
  readonly level: string
}

/** A promise as every page names it, with the contradictions that the documents are known to hold about it. */
export function targetWords({ catalog, lang }: { catalog: Catalog; lang: Lang }, place: NamedPlace, row: TargetRow) {
  const { code, entry } = catalog.indicatorById(row.indicatorId)
  return {
    id: row.targetId,
    place: { code: place.code, name: place.name, level: place.level as never },
    goal: row.goalId === null ? null : catalog.goalById(row.goalId).code,
    indicator: code,
    indicatorName: lang === 'zh' ? entry.name : entry.nameEn,
    year: row.year,
    comparator: row.comparator,
    value: row.value,
    valueMax: row.valueMax,
    unit: row.unit,
    commitment: row.commitment,
    baseYear: row.baseYear,
    measure: row.measure,
    printed: row.printed,
    source: row.sourceId === null ? null : sourceWords(catalog, row.sourceId, row),
    note: row.note,
    conflicts: catalog.conflicts
      .filter(({ targets }) => targets.includes(row.code))
      .map(({ kind, note }) => ({ kind, note })),
  }
}
