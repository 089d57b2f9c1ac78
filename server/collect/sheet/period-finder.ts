import { containing, type PeriodKind, parsePeriod } from '@gangju/net/period'
import { isConvertible } from '@gangju/net/quantity'
import type { StreamRow } from '../../http/sheet/row-stream.ts'
import { cellForm } from '../../http/sheet/sheet-row.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { FaultList } from './fault-list.ts'
import { isFigureLike } from './header-block.ts'
import { unitOf } from './header-words.ts'
import type { ImportTask, TaskColumn } from './import-task.ts'
import { type PeriodWords, readPeriodWords, type Span } from './period-words.ts'
import type { RowPlaces } from './row-place.ts'
import type { PlanColumn, SheetPlan } from './sheet-plan.ts'

export type PeriodFinder = ReturnType<typeof createPeriodFinder>

/** The period of each figure: of its column, its row, the block it stands in, the title, the import [XL4]. */
export function createPeriodFinder(plan: SheetPlan, task: ImportTask, faults: FaultList) {
  const periodAt = plan.columns.find(({ use }) => use === 'period')?.number
  const year = Number((task.period ?? plan.period ?? String(task.year)).slice(0, 4))
  const heads = new Set([...plan.header.paths.values()].map((path) => path.at(-1)))
  const lengths = new Set([...heads].map((head) => head?.length))
  /** Most texts are no heads by their length alone. */
  const isHead = (text: string): boolean => {
    const plain = text.trim()
    return lengths.has(plain.length) && heads.has(plain)
  }
  const skipped = new Set<PlanColumn>()
  const taken = new Set<string>()
  let block: string | null = null
  let lacking: { cell: SheetCell; count: number } | undefined
  let wrong: { text: string; cell: SheetCell } | undefined
  let rowSpan: Span | null = null
  let rowCell: SheetCell | undefined
  let otherRow: SheetCell | undefined

  /** In the form's kind: a month that ends a quarter names the quarter where the form is of quarters. */
  const fitting = (id: string, cell: SheetCell | undefined): string | null => {
    const period = parsePeriod(id)
    if (period.kind === task.periodKind) return id
    if (period.kind === 'month' && task.periodKind !== 'month') {
      const outer = containing(period, task.periodKind)
      if (period.index % (12 / perYear[task.periodKind]) === 0) return outer.id
    }
    if (cell) wrong ??= { text: id, cell }
    return null
  }
  const known = new Map<string, PeriodWords>()
  /** Of rows that say a period and nothing else. */
  const fitted = new Map<string, string>()
  /** Periods said again and again are read once. */
  const wordsOf = (text: string): PeriodWords => {
    const words = known.get(text) ?? readPeriodWords(text, year)
    if (known.size < 1_000) known.set(text, words)
    return words
  }
  const ownPeriod = plan.period === null ? null : fitting(plan.period, undefined)
  const ofSheet = plan.keepsPeriod ? ownPeriod : (task.period ?? ownPeriod)
  const isAnothers = ownPeriod !== null && ofSheet !== ownPeriod
  const figures = plan.columns.filter(({ use }) => use === 'figure')
  let fromChoice = false
  const sheetPeriod = (): string | null => {
    fromChoice = fromChoice || (block === null && isAnothers)
    return block ?? ofSheet
  }

  return {
    ofRow(row: StreamRow): string | null {
      rowSpan = null
      rowCell = undefined
      const slot = periodAt === undefined ? -1 : row.slotOf(periodAt)
      if (slot < 0) return sheetPeriod()
      const said = row.forms[slot] === cellForm.text ? row.textIn(slot) : undefined
      const before = said === undefined ? undefined : fitted.get(said)
      if (before !== undefined) return before
      const cell = row.cellIn(slot)
      const text =
        cell.kind === 'date'
          ? cell.text.slice(0, 7)
          : cell.kind === 'number' && /^\d{1,2}$/.test(cell.text)
            ? `${cell.text}月`
            : cell.text
      const named = wordsOf(text)
      rowSpan = named.span
      rowCell = cell
      if (named.period === null) {
        if (!/[年月季]|\d/.test(text)) return sheetPeriod()
        wrong ??= { text, cell }
        return null
      }
      const period = fitting(named.period, cell)
      if (said !== undefined && period !== null && named.span === null && fitted.size < 1_000) fitted.set(said, period)
      return period
    },
    /** Whether the row's own period says whether its figures are of the year so far. */
    hasRowSpan: () => rowSpan !== null,
    /** Figures of the year so far do not stand for the month, nor the other way. */
    takes(one: PlanColumn, column: TaskColumn): boolean {
      const span = one.span ?? rowSpan ?? (one.matchedBy === 'chosen' ? null : plan.span)
      const isOther = span !== null && column.span !== null && span !== column.span
      if (isOther && one.span === null && rowSpan !== null) otherRow ??= rowCell
      else if (isOther) skipped.add(one)
      else taken.add(column.indicator)
      return !isOther
    },
    lacks(cell: SheetCell): void {
      lacking = { cell: lacking?.cell ?? cell, count: (lacking?.count ?? 0) + 1 }
    },
    /** A printed unit, where it measures what the column does. */
    unitOf(text: string | undefined, column: TaskColumn): string | null {
      const unit = text === undefined ? null : unitOf(text)
      return unit !== null && unitOf(column.unit) !== null && isConvertible(unit, column.unit) ? unit : null
    },
    /** How many of its texts are heads of columns. */
    headsIn(row: StreamRow): number {
      let headed = 0
      for (let slot = 0; slot < row.count; slot += 1)
        if (row.forms[slot] === cellForm.text && isHead(row.textIn(slot))) headed += 1
      return headed
    },
    /** A line that heads the rows under it by a period or a town, or the headers said again: no row of figures. */
    takesBlock(row: StreamRow, places: RowPlaces, headed: number): boolean {
      if (headed >= 2) return true
      if (row.forms[0] === cellForm.number || saysSeveral(row)) return false
      const cell = row.cellIn(0)
      if (cell.kind !== 'text') return false
      if (isFigureLike(cell)) return false
      const { period } = readPeriodWords(cell.text, year)
      if (period !== null) {
        block = fitting(period, cell)
        return true
      }
      return places.takesHeading(cell.text)
    },
    tell(): void {
      if (fromChoice && figures.some(({ period }) => period === null))
        faults.add({
          code: 'import.otherPeriod',
          severity: 'warning',
          sheet: plan.name,
          at: 'A1',
          text: plan.period!,
          detail: { period: task.period ?? '' },
        })
      if (lacking) {
        const { cell, count } = lacking
        faults.add({
          code: 'import.periodMissing',
          severity: 'error',
          sheet: plan.name,
          at: cell.at,
          detail: { count },
        })
      }
      if (wrong)
        faults.add({
          code: 'import.periodKind',
          severity: 'error',
          sheet: plan.name,
          at: wrong.cell.at,
          text: wrong.text,
        })
      if (otherRow) {
        const { at, text } = otherRow
        faults.add({ code: 'column.otherSpan', severity: 'warning', sheet: plan.name, at, text: text.slice(0, 60) })
      }
      for (const { column, path, indicator } of skipped) {
        if (indicator === null || taken.has(indicator)) continue
        faults.add({
          code: 'column.otherSpan',
          severity: 'warning',
          sheet: plan.name,
          at: `${column}${plan.header.to}`,
          indicator,
          text: path.join('/').slice(0, 60),
        })
      }
    },
  }
}

/** Whether its cells differ. */
function saysSeveral(row: StreamRow): boolean {
  const text = row.textIn(0).trim()
  for (let slot = 1; slot < row.count; slot += 1)
    if (row.forms[slot] === cellForm.number || row.textIn(slot).trim() !== text) return true
  return false
}

const perYear: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, half: 2, year: 1 }
