import { columnLetters } from '../../http/sheet/sheet-shape.ts'
import type { ReadValue } from './import-task.ts'
import { formatSheetNumber, type SheetNumber } from './sheet-number.ts'

/** What became of a figure that came for a cell: taken, said again, or another than the one before. */
export type Taken = 'taken' | 'again' | 'differs'

/** Texts are kept of so many rows: those that are shown. */
const textRows = 200

/** The figures of one place and period. Lists run side by side. */
export interface ReadRow {
  readonly place: string
  readonly period: string
  /** Positions among the task's columns. */
  readonly columns: number[]
  /** Null: not applicable. */
  readonly values: (string | null)[]
  /** Where they stand, as `packPosition` makes it. */
  readonly positions: number[]
  /** As they stand there; empty beyond the first rows. */
  readonly texts: string[]
}

const rowsPerSheet = 1_048_577
const columnsPerRow = 16_385

/** Sheet, row and column as one number, exact below 2^53. */
export const packPosition = (sheet: number, row: number, column: number): number =>
  (sheet * rowsPerSheet + row) * columnsPerRow + column

/** @returns the index of the sheet and the cell as A1. */
export function unpackPosition(position: number): { readonly sheet: number; readonly at: string } {
  const line = Math.floor(position / columnsPerRow)
  return {
    sheet: Math.floor(line / rowsPerSheet),
    at: `${columnLetters(position % columnsPerRow)}${line % rowsPerSheet}`,
  }
}

export interface NewFigure {
  readonly place: string
  readonly period: string
  readonly column: number
  /** Null: not applicable. */
  readonly value: SheetNumber | null
  readonly position: number
  readonly text: string
}

/** In place of a scale. */
const isNotApplicable = 255
const isDisputed = 254
const isLong = 253

const stripeLength = 65_536

/** So many figures, each at its index in every list: numbers stand outside the heap that is searched for garbage. */
const createStripe = () => ({
  coefficients: new Float64Array(stripeLength),
  scales: new Uint8Array(stripeLength),
  columns: new Uint16Array(stripeLength),
  positions: new Float64Array(stripeLength),
  /** The figure of the same row that came before, counted from 1; 0 for its first. */
  before: new Uint32Array(stripeLength),
})

/**
 * Figures by their cells; there may be millions. Of two that differ neither stands: which one is meant only a person knows.
 */
export function createValueList() {
  const stripes: ReturnType<typeof createStripe>[] = []
  const rows: { readonly place: string; readonly period: string; last: number }[] = []
  const byPeriod = new Map<string, Map<string, (typeof rows)[number]>>()
  const longs = new Map<number, SheetNumber>()
  const texts = new Map<number, string>()
  let count = 0
  let present: (typeof rows)[number] | undefined
  /** The present row is new, so what it has is told by the marks of its columns. */
  let isNew = false
  let mark = 0
  const marks = new Uint32Array(65_536)

  const rowOf = (place: string, period: string) => {
    if (present?.place === place && present.period === period) return present
    const places = byPeriod.get(period) ?? new Map<string, (typeof rows)[number]>()
    byPeriod.set(period, places)
    let row = places.get(place)
    isNew = row === undefined
    mark += 1
    if (!row) {
      row = { place, period, last: 0 }
      places.set(place, row)
      rows.push(row)
    }
    present = row
    return row
  }
  const stripeOf = (index: number) => stripes[Math.floor(index / stripeLength)]!
  /** The figure of a column that the row has, counted from 1; 0 for none. */
  const findIn = (row: (typeof rows)[number], column: number): number => {
    if (isNew && marks[column] !== mark) return 0
    for (let at = row.last; at > 0; at = stripeOf(at - 1).before[(at - 1) % stripeLength]!)
      if (stripeOf(at - 1).columns[(at - 1) % stripeLength] === column) return at
    return 0
  }
  const numberAt = (index: number): SheetNumber => {
    const [stripe, at] = [stripeOf(index), index % stripeLength]
    const scale = stripe.scales[at]!
    return scale === isLong ? longs.get(index)! : { coefficient: stripe.coefficients[at]!, scale }
  }
  const isSame = (index: number, value: SheetNumber | null): boolean => {
    const scale = stripeOf(index).scales[index % stripeLength]!
    if (scale === isDisputed || value === null || scale === isNotApplicable)
      return value === null && scale === isNotApplicable
    const known = numberAt(index)
    return known.coefficient === value.coefficient && known.scale === value.scale
  }
  /** @returns where the rest of the figure belongs. */
  const append = (row: (typeof rows)[number], column: number, position: number) => {
    const at = count % stripeLength
    if (at === 0) stripes.push(createStripe())
    count += 1
    const stripe = stripes.at(-1)!
    stripe.columns[at] = column
    stripe.positions[at] = position
    stripe.before[at] = row.last
    row.last = count
    marks[column] = mark
    return { stripe, at }
  }
  const appendFigure = (row: (typeof rows)[number], { column, value, position, text }: NewFigure) => {
    const index = count
    const { stripe, at } = append(row, column, position)
    const isShort = value !== null && typeof value.coefficient === 'number' && value.scale < isLong
    stripe.scales[at] = value === null ? isNotApplicable : isShort ? value.scale : isLong
    if (isShort) stripe.coefficients[at] = value.coefficient
    else if (value !== null) longs.set(index, value)
    if (rows.length <= textRows) texts.set(index, text)
  }
  const readRow = ({ place, period, last }: (typeof rows)[number]): ReadRow => {
    const row: ReadRow = { place, period, columns: [], values: [], positions: [], texts: [] }
    const indexes: number[] = []
    for (let index = last - 1; index >= 0; index = stripeOf(index).before[index % stripeLength]! - 1)
      indexes.push(index)
    for (const index of indexes.toReversed()) {
      const [stripe, at] = [stripeOf(index), index % stripeLength]
      const scale = stripe.scales[at]!
      if (scale === isDisputed) continue
      row.columns.push(stripe.columns[at]!)
      row.values.push(scale === isNotApplicable ? null : formatSheetNumber(numberAt(index)))
      row.positions.push(stripe.positions[at]!)
      const text = texts.get(index)
      if (text !== undefined) row.texts.push(text)
    }
    return row
  }

  return {
    add(figure: NewFigure): { readonly taken: Taken; readonly first?: number } {
      const row = rowOf(figure.place, figure.period)
      const found = findIn(row, figure.column)
      if (found === 0) {
        appendFigure(row, figure)
        return { taken: 'taken' }
      }
      const [stripe, at] = [stripeOf(found - 1), (found - 1) % stripeLength]
      const first = stripe.positions[at]!
      if (isSame(found - 1, figure.value)) return { taken: 'again', first }
      stripe.scales[at] = isDisputed
      return { taken: 'differs', first }
    },
    /** Makes a place and period the present ones. */
    open(place: string, period: string): void {
      rowOf(place, period)
    },
    /** The short way for a number of at most fifteen digits; false, and nothing added, when it takes a closer look. */
    addShort(column: number, coefficient: number, scale: number, position: number): boolean {
      if (!present || rows.length <= textRows || !isNew || marks[column] === mark) return false
      const { stripe, at } = append(present, column, position)
      stripe.coefficients[at] = coefficient
      stripe.scales[at] = scale
      return true
    },
    /** In the order in which they were found, made one by one; what is disputed is left out. */
    *rows(): Generator<ReadRow> {
      for (const row of rows) yield readRow(row)
    },
    /** Where they go, without what they are. */
    keys: (): readonly { readonly place: string; readonly period: string }[] => rows,
    /** The figures of a place and period. */
    rowAt(place: string, period: string): ReadRow | undefined {
      const row = byPeriod.get(period)?.get(place)
      return row && readRow(row)
    },
    /** How many stand. */
    count(): number {
      let disputed = 0
      for (const { scales } of stripes) for (const scale of scales) if (scale === isDisputed) disputed += 1
      return count - disputed
    },
  }
}

export type ValueList = ReturnType<typeof createValueList>

/** The figures of a row one by one. */
export function valuesOf(
  { place, period, columns, values, positions, texts }: ReadRow,
  { indicators, sheets }: { readonly indicators: readonly string[]; readonly sheets: readonly string[] },
): readonly ReadValue[] {
  return columns.map((column, index) => {
    const { sheet, at } = unpackPosition(positions[index]!)
    return {
      place,
      period,
      indicator: indicators[column]!,
      value: values[index]!,
      sheet: sheets[sheet] ?? '',
      at,
      text: texts[index] ?? '',
    }
  })
}
