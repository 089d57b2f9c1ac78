import type { StreamRow } from '../../http/sheet/row-stream.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { ReturnFault } from '../fault.ts'
import { createCellReader, type Gathering } from './cell-reader.ts'
import { nameOf } from './header-words.ts'
import type { ReadSheet, ReadTotal } from './import-task.ts'
import { readOwnFigure } from './own-figure.ts'
import { createPeriodFinder, type PeriodFinder } from './period-finder.ts'
import type { SheetPlace } from './place-index.ts'
import { createRowPlaces, type RowPlace } from './row-place.ts'
import { sheetNumberOf } from './sheet-number.ts'
import { type PlanWords, rowKey, type SheetPlan, shownColumn } from './sheet-plan.ts'
import { createTotals, type RowFigure } from './sheet-totals.ts'
import { type ShortColumn, shortColumn, takeShort } from './short-figure.ts'

const openRowsAtMost = 200

type PlaceRow = RowPlace & { readonly kind: 'place' }

/** Reads one sheet by its plan, row by row: figures go to `values`, everything odd to `faults`, totals are compared. */
export function createSheetReader(plan: SheetPlan, words: PlanWords, gathering: Gathering) {
  const { task } = words
  const { faults, values, sheet } = gathering
  const columns = new Map(task.columns.map((column) => [column.indicator, column]))
  const figures = plan.columns.filter(({ use }) => use === 'figure')
  const totalColumns = plan.columns.filter(({ use }) => use === 'total')
  const rowIndicator = plan.columns.find(({ use }) => use === 'indicator')
  const unitColumn = plan.columns.find(({ use }) => use === 'unit')
  const periods: PeriodFinder = createPeriodFinder(plan, task, faults)
  const places = createRowPlaces(plan, words)
  const cells = createCellReader(plan, { taskColumns: task.columns, periods }, gathering)
  const totals = createTotals(plan.name)
  const goals = { values, totals, sheet }
  const open: { row: number; text: string; candidates: readonly string[] }[] = []
  const opened = new Map<number, ReturnFault>()
  const columnTotals: ReadTotal[] = []
  let placeRows = 0
  let totalRows = 0
  let hidden: SheetCell | undefined
  let hiddenRows = 0
  let hasEnded = false
  let short: readonly ShortColumn[] | undefined

  const indicatorOf = (row: StreamRow): string | null | undefined => {
    if (!rowIndicator) return undefined
    const text = row.textAt(rowIndicator.number)
    if (text === undefined || text.trim() === '') return null
    const chosen = plan.choice.indicators?.[rowKey(text)]
    return chosen ?? words.match([nameOf(text)]).match?.indicator ?? null
  }

  /** The figures of a row, each with what it is about; `isKept`: they are taken, not only compared. */
  const readFigures = (row: StreamRow, rowPlace: SheetPlace | undefined, isKept: boolean): RowFigure[] => {
    const indicator = indicatorOf(row)
    const rowUnit = unitColumn && row.textAt(unitColumn.number)
    const period = periods.ofRow(row)
    const read: RowFigure[] = []
    for (const one of figures) {
      const column = columns.get(one.indicator ?? indicator ?? '')
      const place = one.place === null ? rowPlace : places.at(one.place)
      if (!column || !periods.takes(one, column)) continue
      const cell = row.cellAt(one.number)
      const at = one.period ?? period
      if (!cell) {
        if (isKept) cells.addBlank()
        continue
      }
      if (at === null && isKept) {
        periods.lacks(cell)
        continue
      }
      const value = cells.read({ plan: one, column, period: at ?? '', place, cell, rowUnit, isKept })
      if (!value) continue
      const { indicator: code, isAdditive } = column
      read.push({ column: one.number, at: cell.at, indicator: code, isAdditive, value })
    }
    return read
  }

  /** Whether every figure's indicator and place are told by columns alone, so that rows need not be asked. */
  const isPlain =
    !rowIndicator && !unitColumn && totalColumns.length === 0 && figures.every(({ place }) => place === null)

  const takeRow = (row: StreamRow, found: PlaceRow): void => {
    const { place, above } = found
    totals.openRow(above)
    const rowPeriod = periods.ofRow(row)
    if (!isPlain || periods.hasRowSpan()) {
      const read = readFigures(row, place, true)
      for (const { column, value } of read) totals.add(column, value)
      if (totalColumns.length > 0) compareColumns(row, read, place)
      return
    }
    short ??= figures.flatMap((one) => {
      const column = columns.get(one.indicator ?? '')
      return column && periods.takes(one, column) ? [shortColumn(one, column, cells)] : []
    })
    let period: string | null = null
    for (const one of short) {
      const slot = row.slotOf(one.plan.number)
      if (slot < 0) {
        cells.addBlank()
        continue
      }
      const at = one.plan.period ?? rowPeriod
      if (at === null) {
        periods.lacks(row.cellIn(slot))
        continue
      }
      if (at !== period) values.open(place.code, at)
      period = at
      if (takeShort(row, slot, one, goals)) continue
      const { plan: planned, column } = one
      const cell = row.cellIn(slot)
      const value = cells.read({ plan: planned, column, period: at, place, cell, rowUnit: undefined, isKept: true })
      if (value) totals.add(planned.number, value)
    }
  }

  const openRow = (row: StreamRow, found: RowPlace & { kind: 'open' }, rowFigures: readonly RowFigure[]) => {
    const { text, candidates, fault } = found
    const cell = found.cell ?? row.cellIn(0)
    opened.set(row.row, {
      ...cells.here(cell, { placeCode: text.slice(0, 40) }),
      code: fault,
      severity: 'error',
    })
    if (open.length < openRowsAtMost) open.push({ row: row.row, text: text.slice(0, 80), candidates })
    totals.addUnknown(row.row, { label: text.slice(0, 40), figures: rowFigures })
  }

  const compareColumns = (row: StreamRow, read: readonly RowFigure[], place: SheetPlace) => {
    for (const one of totalColumns) {
      const cell = row.cellAt(one.number)
      const parts = read.filter(({ isAdditive }) => isAdditive)
      const [first] = parts
      if (!cell || !first || parts.some(({ indicator }) => indicator !== first.indicator)) continue
      const column = columns.get(first.indicator)!
      const unit = cells.statedUnit(one.unit, unitColumn && row.textAt(unitColumn.number), column)
      const stated = readOwnFigure(cell, { unit: column.unit, decimals: column.decimals, stated: unit })
      if (stated.kind !== 'number') continue
      const rowTotals = createTotals(plan.name)
      rowTotals.openRow([])
      for (const { value } of parts) rowTotals.add(0, value)
      rowTotals.addWhole({
        label: place.name,
        figures: [{ ...first, column: 0, at: cell.at, value: sheetNumberOf(stated.value) }],
      })
      columnTotals.push(...rowTotals.finish().totals)
    }
  }

  /** A head in the middle that says another indicator than the column has: what stands under it is another table. */
  const otherHead = (row: StreamRow): SheetCell | undefined => {
    for (const { number, path, indicator } of figures) {
      const cell = row.cellAt(number)
      if (cell?.kind !== 'text' || path.includes(cell.text.trim())) continue
      const { match } = words.match([nameOf(cell.text)])
      if (match && match.by !== 'alike' && match.indicator !== indicator) return cell
    }
    return undefined
  }

  const takeTotal = (row: StreamRow, { label, of }: RowPlace & { kind: 'total' }): void => {
    totalRows += 1
    const stated = { label: label.slice(0, 40), figures: readFigures(row, undefined, false) }
    if (of === 'whole') totals.addWhole(stated)
    else if (of === 'part') totals.addPart(stated)
    else totals.addNamed(of, stated)
  }

  return {
    take(row: StreamRow): void {
      if (hasEnded || row.row <= plan.header.to) return
      const headed = periods.headsIn(row)
      const changed = headed > 0 ? otherHead(row) : undefined
      if (changed) {
        hasEnded = true
        faults.add({ ...cells.here(changed, {}), code: 'header.changes', severity: 'error' })
        return
      }
      if (periods.takesBlock(row, places, headed)) return
      const found = places.read(row)
      if (found.kind === 'foot') hasEnded = !row.cells.some(({ kind }) => kind === 'number')
      else if (found.kind === 'total') takeTotal(row, found)
      else if (found.kind === 'open') {
        const read = readFigures(row, undefined, false)
        if (read.length > 0) openRow(row, found, read)
      } else if (found.kind === 'place') {
        placeRows += 1
        if (row.isHidden) {
          hidden ??= row.cellIn(0)
          hiddenRows += 1
        }
        takeRow(row, found)
      }
    },
    finish(): { readonly sheet: ReadSheet; readonly totals: readonly ReadTotal[]; readonly blanks: number } {
      const compared = totals.finish()
      for (const [row, fault] of opened) if (!compared.sumRows.has(row)) faults.add(fault)
      const all = [...compared.totals, ...columnTotals]
      for (const { label, stated, computed, cell, indicator } of all.filter(({ agrees }) => !agrees)) {
        const about = { sheet: plan.name, at: cell, indicator, text: stated }
        faults.add({ ...about, code: 'total.differs', severity: 'warning', detail: { label, stated, computed } })
      }
      if (hidden)
        faults.add({
          ...cells.here(hidden, {}),
          code: 'row.hidden',
          severity: 'warning',
          detail: { count: hiddenRows },
        })
      periods.tell()
      return {
        sheet: {
          name: plan.name,
          isUsed: true,
          fingerprint: plan.fingerprint,
          mapping: plan.mapping,
          title: plan.header.lines[0] ?? null,
          header: { from: plan.header.from, to: plan.header.to },
          period: plan.period,
          columns: plan.columns.map(shownColumn),
          placeRows,
          totalRows: totalRows + compared.sumRows.size,
          openRows: open.filter(({ row }) => !compared.sumRows.has(row)),
          openRowCount: opened.size - compared.sumRows.size,
        },
        totals: all,
        blanks: cells.blanks(),
      }
    },
  }
}
