import type { MappingChoice } from '@gangju/contract/sheets'
import type { ColumnChoice, ReadSheet, RememberedChoice, SheetChoice } from './import-task.ts'
import { columnKeys, rowKey } from './sheet-plan.ts'

type SentSheet = NonNullable<MappingChoice['sheets']>[number]

/** What was chosen before with what is chosen now; a row is known by its words, so that it is known next month. */
export function mergeChoice(
  before: SheetChoice | undefined,
  sent: SentSheet,
  read: ReadSheet | undefined,
): SheetChoice {
  const columns: Record<string, ColumnChoice> = { ...before?.columns }
  for (const { column, ...choice } of sent.columns ?? []) columns[column] = choice
  const places: Record<string, string | null> = { ...before?.places }
  const indicators: Record<string, string> = { ...before?.indicators }
  const texts = new Map(read?.openRows.map(({ row, text }) => [row, rowKey(text)]))
  for (const { row, place, indicator } of sent.rows ?? []) {
    const key = texts.get(row)
    if (key === undefined) continue
    if (indicator === undefined) places[key] = place
    else indicators[key] = indicator
  }
  return { isUsed: sent.isUsed ?? before?.isUsed, columns, places, indicators }
}

/** A choice as next month's sheet can use it: columns by their paths, without the period that they had this time [XL7]. */
export function rememberedChoice(
  choice: SheetChoice,
  { columns }: ReadSheet,
  before: RememberedChoice | undefined,
): RememberedChoice {
  const keys = columnKeys(columns.map(({ column, path }) => [column, path] as const))
  const kept: Record<string, ColumnChoice> = { ...before?.columns }
  for (const [column, { period: _, ...words }] of Object.entries(choice.columns ?? {})) {
    const key = keys.get(column)
    if (key !== undefined) kept[key] = words
  }
  return {
    columns: kept,
    places: { ...before?.places, ...choice.places },
    indicators: { ...before?.indicators, ...choice.indicators },
  }
}
