import { columnLetters } from './sheet-shape.ts'
import type { SheetCell } from './workbook.ts'

/** Cells that a row can hold. */
export const CELLS_AT_MOST = 300

/** What a cell of a row is kept as: as an object, as a short number, or as a text. */
export const cellForm = { object: 0, number: 1, text: 2 } as const

/**
 * A row as it streams by. It is the same object for every row, so that millions of cells make no garbage: whoever keeps
 * something of it takes `cells`, which are made when they are asked for.
 */
export class SheetRow {
  row = 0
  isHidden = false
  /** How many cells it has; the lists below have as many that count, by column. */
  count = 0
  readonly columns = new Uint16Array(CELLS_AT_MOST)
  readonly forms = new Uint8Array(CELLS_AT_MOST)
  /** Of short numbers: at most fifteen digits, so exact; without trailing zeros of the fraction. */
  readonly coefficients = new Float64Array(CELLS_AT_MOST)
  readonly scales = new Uint8Array(CELLS_AT_MOST)
  readonly texts: string[] = Array.from({ length: CELLS_AT_MOST }, () => '')
  private readonly starts = new Uint32Array(CELLS_AT_MOST)
  private readonly ends = new Uint32Array(CELLS_AT_MOST)
  private readonly objects: (SheetCell | undefined)[] = []
  /** The slot of each column, counted from 1, where the stamp is of this row. */
  private readonly slots = new Uint16Array(CELLS_AT_MOST + 1)
  private readonly stamps = new Uint32Array(CELLS_AT_MOST + 1)
  private stamp = 0
  private bytes: Buffer = Buffer.alloc(0)
  private made: readonly SheetCell[] | undefined

  begin(bytes: Buffer, row: number): void {
    this.bytes = bytes
    this.row = row
    this.isHidden = false
    this.count = 0
    this.stamp += 1
    this.made = undefined
  }

  /** The digits stand between `start` and `end` of the bytes. */
  addNumber(column: number, coefficient: number, scale: number, start: number, end: number): void {
    const slot = this.place(column, cellForm.number)
    this.coefficients[slot] = coefficient
    this.scales[slot] = scale
    this.starts[slot] = start
    this.ends[slot] = end
  }

  addText(column: number, text: string): void {
    this.texts[this.place(column, cellForm.text)] = text
  }

  addObject(cell: SheetCell): void {
    this.objects[this.place(cell.column, cellForm.object)] = cell
  }

  private place(column: number, form: number): number {
    const slot = this.count
    this.count += 1
    this.columns[slot] = column
    this.forms[slot] = form
    this.slots[column] = slot
    this.stamps[column] = this.stamp
    return slot
  }

  /** Where the lists have the cell of a column; -1 when it is blank. */
  slotOf(column: number): number {
    return this.stamps[column] === this.stamp ? this.slots[column]! : -1
  }

  cellAt(column: number): SheetCell | undefined {
    const slot = this.slotOf(column)
    return slot < 0 ? undefined : this.cellIn(slot)
  }

  textAt(column: number): string | undefined {
    const slot = this.slotOf(column)
    return slot < 0 ? undefined : this.textIn(slot)
  }

  textIn(slot: number): string {
    const form = this.forms[slot]
    if (form === cellForm.text) return this.texts[slot]!
    if (form === cellForm.object) return this.objects[slot]!.text
    return this.bytes.toString('latin1', this.starts[slot], this.ends[slot])
  }

  cellIn(slot: number): SheetCell {
    const form = this.forms[slot]
    if (form === cellForm.object) return this.objects[slot]!
    const { row } = this
    const column = this.columns[slot]!
    const at = lettersOf[column]! + row
    return form === cellForm.text
      ? { at, row, column, kind: 'text', text: this.texts[slot]! }
      : { at, row, column, kind: 'number', text: this.textIn(slot), percent: false }
  }

  /** By column; blanks are left out. */
  get cells(): readonly SheetCell[] {
    if (this.made) return this.made
    const cells: SheetCell[] = []
    for (let slot = 0; slot < this.count; slot += 1) cells.push(this.cellIn(slot))
    this.made = cells
    return cells
  }
}

const lettersOf = Array.from({ length: CELLS_AT_MOST + 1 }, (_, column) => columnLetters(column))
