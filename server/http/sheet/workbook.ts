/** A cell that holds something, as typed by the workbook; never evaluated, never guessed. */
export type SheetCell = CellPlace &
  (
    | { readonly kind: 'text'; readonly text: string }
    /** `text` is the shortest decimal of the stored number; `percent`: shown as a percentage, so 0.12 reads 12%. */
    | { readonly kind: 'number'; readonly text: string; readonly percent: boolean }
    | { readonly kind: 'boolean'; readonly text: string }
    /** `text` is the ISO day or moment. */
    | { readonly kind: 'date'; readonly text: string }
    | { readonly kind: 'error'; readonly text: string }
    /** `text` is what the program that wrote the file last showed: a claim, empty when it kept nothing. */
    | { readonly kind: 'formula'; readonly text: string }
  )

interface CellPlace {
  /** A1, without the sheet. */
  readonly at: string
  /** Counted from 1. */
  readonly row: number
  readonly column: number
}

export interface SheetPage {
  readonly name: string
  readonly visibility: 'visible' | 'hidden' | 'veryHidden'
  /** By row, then by column; blanks are left out. */
  readonly cells: readonly SheetCell[]
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
}

export interface SheetWorkbook {
  readonly pages: readonly SheetPage[]
}

/** Nobody writes more into one cell of a workbook; programs cannot. */
export const CELL_TEXT_LIMIT = 32_767
