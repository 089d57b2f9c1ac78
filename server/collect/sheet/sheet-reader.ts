import { isConvertible } from '@gangju/net/quantity'
import type { StreamRow } from '../../http/sheet/row-stream.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { ReturnFault } from '../fault.ts'
import type { FaultList } from './fault-list.ts'
import { nameOf } from './header-words.ts'
import type { ReadSheet, ReadTotal, TaskColumn } from './import-task.ts'
import { factorBetween, type OwnUnits, readOwnFigure } from './own-figure.ts'
import { createPeriodFinder, type PeriodFinder } from './period-finder.ts'
import type { SheetPlace } from './place-index.ts'
import { createRowPlaces, type RowPlace } from './row-place.ts'
import { multiplyShort, readShortNumber, type SheetNumber, sheetNumberOf } from './sheet-number.ts'
import { type PlanColumn, type PlanWords, rowKey, type SheetPlan, shownColumn } from './sheet-plan.ts'
import { createTotals, type RowFigure } from './sheet-totals.ts'
import { packPosition, unpackPosition, type ValueList } from './value-list.ts'

const openRowsAtMost = 200

export interface Gathering {
  readonly faults: FaultList
  readonly values: ValueList
  /** Its place among the sheets that are read. */
  readonly sheet: number
}

interface CellOf {
  readonly plan: PlanColumn
  readonly column: TaskColumn
  readonly period: string
  readonly place: SheetPlace | undefined
  readonly cell: SheetCell
}

/** Reads one sheet by its plan, row by row: figures go to `values`, everything odd to `faults`, totals are compared. */
export function createSheetReader(plan: SheetPlan, words: PlanWords, { faults, values, sheet }: Gathering) {
  const { task } = words
  const columns = new Map(task.columns.map((column) => [column.indicator, column]))
  const numbers = new Map(task.columns.map(({ indicator }, index) => [indicator, index]))
  const figures = plan.columns.filter(({ use }) => use === 'figure')
  const totalColumns = plan.columns.filter(({ use }) => use === 'total')
  const rowIndicator = plan.columns.find(({ use }) => use === 'indicator')
  const unitColumn = plan.columns.find(({ use }) => use === 'unit')
  const periods: PeriodFinder = createPeriodFinder(plan, task, faults)
  const places = createRowPlaces(plan, words)
  const shortIn = createShortReader()
  const totals = createTotals(plan.name)
  const open: { row: number; text: string; candidates: readonly string[] }[] = []
  const opened = new Map<number, ReturnFault>()
  let placeRows = 0
  let totalRows = 0
  let blanks = 0
  let hasEnded = false

  const here = (cell: SheetCell, more: Partial<ReturnFault>): Omit<ReturnFault, 'code' | 'severity'> => ({
    sheet: plan.name,
    at: cell.at,
    text: cell.text.slice(0, 60),
    ...more,
  })

  const indicatorOf = (cells: RowCells): string | null | undefined => {
    if (!rowIndicator) return undefined
    const text = cells[rowIndicator.number]?.text
    if (text === undefined || text.trim() === '') return null
    const chosen = plan.choice.indicators?.[rowKey(text)]
    return chosen ?? words.match([nameOf(text)]).match?.indicator ?? null
  }

  const openRow = (
    row: StreamRow,
    text: string,
    found: RowPlace & { kind: 'open' },
    rowFigures: readonly RowFigure[],
  ) => {
    const cell = found.cell ?? row.cells[0]!
    opened.set(row.row, {
      ...here(cell, { placeCode: text.slice(0, 40) }),
      code: found.candidates.length > 1 && found.isSeveral ? 'row.severalPlaces' : 'row.unknownPlace',
      severity: 'error',
    })
    if (open.length < openRowsAtMost) open.push({ row: row.row, text: text.slice(0, 80), candidates: found.candidates })
    totals.addUnknown(row.row, { label: text.slice(0, 40), figures: rowFigures })
  }

  /** The figures of a row, each with what it is about; `isKept`: they are taken, not only compared. */
  const readFigures = (row: StreamRow, rowPlace: SheetPlace | undefined, isKept: boolean): RowFigure[] => {
    const cells = byColumn(row)
    const indicator = indicatorOf(cells)
    const rowUnit = unitColumn && cells[unitColumn.number]?.text
    const period = periods.ofRow(cells)
    const read: RowFigure[] = []
    for (const one of figures) {
      const column = columns.get(one.indicator ?? indicator ?? '')
      const place = one.place === null ? rowPlace : places.at(one.place)
      if (!column || !periods.takes(one, column)) continue
      const cell = cells[one.number]
      const at = one.period ?? period
      if (!cell) {
        blanks += isKept ? 1 : 0
        continue
      }
      if (at === null) {
        periods.lacks(cell)
        continue
      }
      const figure = readCell({ plan: one, column, period: at, place, cell }, rowUnit, isKept)
      if (figure)
        read.push({
          column: one.number,
          at: cell.at,
          indicator: column.indicator,
          isAdditive: column.isAdditive,
          value: figure,
        })
    }
    return read
  }

  /** Of the column, of the row, of the sheet; the latter two only where they measure what the column does. */
  const statedUnit = (own: string | null, ofRow: string | undefined, column: TaskColumn): string | null =>
    own ?? periods.unitOf(ofRow, column) ?? periods.unitOf(plan.header.unit ?? undefined, column)

  const readCell = (
    { plan: one, column, period, place, cell }: CellOf,
    rowUnit: string | undefined,
    isKept: boolean,
  ) => {
    const stated = statedUnit(one.unit, rowUnit, column)
    const units = { unit: column.unit, decimals: column.decimals, stated }
    const short = shortIn(cell, units)
    if (short && isKept && place) {
      keep({ column, period, place, cell }, short)
      return short
    }
    if (short) return short
    const figure = readOwnFigure(cell, units)
    const about = { placeCode: place?.code, placeName: place?.name, indicator: column.indicator }
    const tell = (code: string, severity: 'error' | 'warning', detail?: ReturnFault['detail']) => {
      if (isKept) faults.add({ ...here(cell, about), code, severity, ...(detail ? { detail } : {}) })
    }
    if (figure.kind === 'fault') {
      const detail = { unit: column.unit, decimals: column.decimals, header: one.path.join('/').slice(0, 60) }
      tell(
        figure.code,
        'error',
        figure.suggestion === undefined ? detail : { ...detail, suggestion: figure.suggestion },
      )
      return undefined
    }
    if (figure.kind === 'blank') {
      if (isKept) blanks += 1
      if (figure.note) tell(figure.note, 'warning')
      return undefined
    }
    if (figure.kind === 'number' && figure.note) tell(figure.note, 'warning')
    const value = figure.kind === 'number' ? sheetNumberOf(figure.value) : undefined
    if (isKept && place) keep({ column, period, place, cell }, value ?? null)
    return value
  }

  const keep = ({ column, period, place, cell }: Omit<CellOf, 'plan'>, value: SheetNumber | null): void => {
    const { taken, first } = values.add({
      place: place!.code,
      period,
      column: numbers.get(column.indicator)!,
      value,
      position: packPosition(sheet, cell.row, cell.column),
      text: cell.text.length > 60 ? cell.text.slice(0, 60) : cell.text,
    })
    if (taken === 'taken') return
    const firstAt = first === undefined ? '' : unpackPosition(first).at
    const [code, severity] =
      taken === 'again' ? (['value.again', 'warning'] as const) : (['value.differs', 'error'] as const)
    const about = { placeCode: place!.code, placeName: place!.name, indicator: column.indicator }
    faults.add({ ...here(cell, about), code, severity, detail: { first: firstAt } })
  }

  const compareColumns = (row: StreamRow, read: readonly RowFigure[], place: SheetPlace) => {
    for (const one of totalColumns) {
      const cell = row.cells.find(({ column }) => column === one.number)
      const parts = read.filter(({ isAdditive }) => isAdditive)
      const [first] = parts
      if (!cell || !first || parts.some(({ indicator }) => indicator !== first.indicator)) continue
      const column = columns.get(first.indicator)!
      const unit = statedUnit(
        one.unit,
        unitColumn && row.cells.find((at) => at.column === unitColumn.number)?.text,
        column,
      )
      const stated = readOwnFigure(cell, { unit: column.unit, decimals: column.decimals, stated: unit })
      if (stated.kind !== 'number') continue
      const rowTotals = createTotals(plan.name)
      for (const part of parts) rowTotals.addRow([{ ...part, column: 0 }], [])
      rowTotals.addWhole({
        label: place.name,
        figures: [{ ...first, column: 0, at: cell.at, value: sheetNumberOf(stated.value) }],
      })
      columnTotals.push(...rowTotals.finish().totals)
    }
  }
  const columnTotals: ReadTotal[] = []

  return {
    take(row: StreamRow): void {
      if (hasEnded || row.row <= plan.header.to || periods.takesBlock(row, places)) return
      const found = places.read(row)
      if (found.kind === 'foot') hasEnded = !row.cells.some(({ kind }) => kind === 'number')
      else if (found.kind === 'total') {
        totalRows += 1
        const stated = { label: found.label.slice(0, 40), figures: readFigures(row, undefined, false) }
        if (found.of === 'whole') totals.addWhole(stated)
        else if (found.of === 'part') totals.addPart(stated)
        else totals.addNamed(found.of, stated)
      } else if (found.kind === 'open') {
        const read = readFigures(row, undefined, false)
        if (read.length > 0) openRow(row, found.text, found, read)
      } else if (found.kind === 'place') {
        placeRows += 1
        const read = readFigures(row, found.place, true)
        totals.addRow(read, found.above)
        compareColumns(row, read, found.place)
      }
    },
    finish(): { readonly sheet: ReadSheet; readonly totals: readonly ReadTotal[]; readonly blanks: number } {
      const compared = totals.finish()
      for (const [row, fault] of opened) if (!compared.sumRows.has(row)) faults.add(fault)
      const all = [...compared.totals, ...columnTotals]
      for (const total of all.filter(({ agrees }) => !agrees)) {
        const detail = { label: total.label, stated: total.stated, computed: total.computed }
        faults.add({
          code: 'total.differs',
          severity: 'warning',
          sheet: plan.name,
          at: total.cell,
          indicator: total.indicator,
          text: total.stated,
          detail,
        })
      }
      periods.tell()
      const left = open.filter(({ row }) => !compared.sumRows.has(row))
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
          openRows: left,
          openRowCount: opened.size - compared.sumRows.size,
        },
        totals: all,
        blanks,
      }
    },
  }
}

/** Plain numbers, as nearly all are, exactly and without the long way; undefined for whatever needs a closer look. */
function createShortReader() {
  const factors = new Map<string, Map<string, SheetNumber | null>>()
  const factorOf = (stated: string, unit: string): SheetNumber | null => {
    const known = factors.get(stated)?.get(unit)
    if (known !== undefined) return known
    const factor = isConvertible(stated, unit) ? factorBetween(stated, unit) : null
    const short = (factor === null ? undefined : readShortNumber(factor)) ?? null
    factors.set(stated, (factors.get(stated) ?? new Map<string, SheetNumber | null>()).set(unit, short))
    return short
  }
  return (cell: SheetCell, { unit, stated, decimals }: OwnUnits): SheetNumber | undefined => {
    if (cell.kind !== 'number' || cell.percent) return undefined
    const read = readShortNumber(cell.text)
    if (!read) return undefined
    const factor = stated === null || stated === unit ? undefined : factorOf(stated, unit)
    if (factor === null) return undefined
    const value = factor ? multiplyShort(read, factor) : read
    return value && value.scale <= decimals ? value : undefined
  }
}

type RowCells = readonly (SheetCell | undefined)[]

/** The cells of a row, each at the number of its column. */
function byColumn({ cells }: StreamRow): RowCells {
  const placed: (SheetCell | undefined)[] = []
  for (const cell of cells) placed[cell.column] = cell
  return placed
}
