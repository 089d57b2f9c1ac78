import type { ImportColumn, MappingChoice, SheetImport } from '@gangju/contract/sheets'

type SheetChoice = NonNullable<MappingChoice['sheets']>[number]
export type ColumnChoice = NonNullable<SheetChoice['columns']>[number]
export type RowChoice = NonNullable<SheetChoice['rows']>[number]

/** What the reader has chosen and not sent yet. */
export interface MappingDraft {
  readonly form?: string
  readonly period?: string
  readonly sheets: ReadonlyMap<string, SheetDraft>
}

export interface SheetDraft {
  readonly isUsed?: boolean
  readonly columns: ReadonlyMap<string, ColumnChoice>
  readonly rows: ReadonlyMap<number, RowChoice>
}

export const emptyDraft: MappingDraft = { sheets: new Map() }
const emptySheet: SheetDraft = { columns: new Map(), rows: new Map() }

export const sheetDraft = (draft: MappingDraft, name: string): SheetDraft => draft.sheets.get(name) ?? emptySheet

export function withSheet(draft: MappingDraft, name: string, change: (sheet: SheetDraft) => SheetDraft): MappingDraft {
  return { ...draft, sheets: new Map([...draft.sheets, [name, change(sheetDraft(draft, name))]]) }
}

export const withColumn = (draft: MappingDraft, name: string, choice: ColumnChoice): MappingDraft =>
  withSheet(draft, name, (sheet) => ({ ...sheet, columns: new Map([...sheet.columns, [choice.column, choice]]) }))

export const withRow = (draft: MappingDraft, name: string, choice: RowChoice): MappingDraft =>
  withSheet(draft, name, (sheet) => ({ ...sheet, rows: new Map([...sheet.rows, [choice.row, choice]]) }))

/** A column as it was recognised, as something to send: confirming is choosing the same. */
export function choiceOf({ column, use, indicator, unit, period, place }: ImportColumn): ColumnChoice {
  return { column, use, indicator, unit, period, place: place?.code ?? null }
}

/** Every column of the used sheets as it is read now, beneath what was changed. */
export function confirmed(draft: MappingDraft, found: SheetImport): MappingDraft {
  const columns = found.sheets
    .filter(({ name, isUsed }) => sheetDraft(draft, name).isUsed ?? isUsed)
    .flatMap((sheet) => sheet.columns.map((column) => ({ name: sheet.name, column })))
  return columns.reduce(
    (all, { name, column }) =>
      sheetDraft(all, name).columns.has(column.column) ? all : withColumn(all, name, choiceOf(column)),
    draft,
  )
}

/** How many things were changed. */
export function changeCount({ form, period, sheets }: MappingDraft): number {
  const inSheets = [...sheets.values()].map(
    ({ isUsed, columns, rows }) => Number(isUsed !== undefined) + columns.size + rows.size,
  )
  return [Number(form !== undefined), Number(period !== undefined), ...inSheets].reduce((sum, count) => sum + count, 0)
}

export function mappingBody({ form, period, sheets }: MappingDraft, edition: number): MappingChoice {
  return {
    edition,
    ...(form === undefined ? {} : { form }),
    ...(period === undefined ? {} : { period }),
    sheets: [...sheets].map(([name, { isUsed, columns, rows }]) => ({
      name,
      ...(isUsed === undefined ? {} : { isUsed }),
      columns: [...columns.values()],
      rows: [...rows.values()],
    })),
  }
}
