import { containing, type PeriodKind, parsePeriod } from '@gangju/net/period'
import { isConvertible } from '@gangju/net/quantity'
import type { StreamRow } from '../../http/sheet/row-stream.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { FaultList } from './fault-list.ts'
import { isFigureLike } from './header-block.ts'
import { unitOf } from './header-words.ts'
import type { ImportTask, TaskColumn } from './import-task.ts'
import { readPeriodWords } from './period-words.ts'
import type { RowPlaces } from './row-place.ts'
import type { PlanColumn, SheetPlan } from './sheet-plan.ts'

export type PeriodFinder = ReturnType<typeof createPeriodFinder>

/** The period of each figure: of its column, its row, the block it stands in, the title, the import [XL4]. */
export function createPeriodFinder(plan: SheetPlan, task: ImportTask, faults: FaultList) {
  const periodAt = plan.columns.find(({ use }) => use === 'period')?.number
  const year = Number((task.period ?? plan.period ?? String(task.year)).slice(0, 4))
  const heads = new Set([...plan.header.paths.values()].map((path) => path.at(-1)))
  const skipped = new Set<PlanColumn>()
  const taken = new Set<string>()
  let block: string | null = null
  let lacking: { cell: SheetCell; count: number } | undefined
  let wrong: { text: string; cell: SheetCell } | undefined

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
  const known = new Map<string, string | null>()
  /** Periods said again and again are read once. */
  const periodIn = (text: string): string | null => {
    const before = known.get(text)
    if (before !== undefined) return before
    const { period } = readPeriodWords(text, year)
    if (known.size < 1_000) known.set(text, period)
    return period
  }
  const ofSheet = task.period ?? (plan.period === null ? null : fitting(plan.period, undefined))

  return {
    ofRow(cells: readonly (SheetCell | undefined)[]): string | null {
      const cell = periodAt === undefined ? undefined : cells[periodAt]
      if (!cell) return block ?? ofSheet
      const text =
        cell.kind === 'date'
          ? cell.text.slice(0, 7)
          : cell.kind === 'number' && /^\d{1,2}$/.test(cell.text)
            ? `${cell.text}月`
            : cell.text
      const period = periodIn(text)
      return period === null ? (block ?? ofSheet) : fitting(period, cell)
    },
    /** Figures of the year so far do not stand for the month, nor the other way. */
    takes(one: PlanColumn, column: TaskColumn): boolean {
      const isOther = one.span !== null && column.span !== null && one.span !== column.span
      if (isOther) skipped.add(one)
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
    /** A line that heads the rows under it by a period or a town, or the headers said again: no row of figures. */
    takesBlock(row: StreamRow, places: RowPlaces): boolean {
      let headed = 0
      for (const { kind, text } of row.cells) if (kind === 'text' && heads.has(text.trim())) headed += 1
      if (headed >= 2) return true
      const [cell, ...others] = row.cells
      if (!cell || cell.kind !== 'text' || others.some(({ text }) => text.trim() !== cell.text.trim())) return false
      if (isFigureLike(cell)) return false
      const { period } = readPeriodWords(cell.text, year)
      if (period !== null) {
        block = fitting(period, cell)
        return true
      }
      return places.takesHeading(cell.text)
    },
    tell(): void {
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

const perYear: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, half: 2, year: 1 }
