import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { ReturnFault } from '../fault.ts'
import type { FaultList } from './fault-list.ts'
import type { TaskColumn } from './import-task.ts'
import { readOwnFigure } from './own-figure.ts'
import type { PeriodFinder } from './period-finder.ts'
import type { SheetPlace } from './place-index.ts'
import { type SheetNumber, sheetNumberOf } from './sheet-number.ts'
import type { PlanColumn, SheetPlan } from './sheet-plan.ts'
import { packPosition, unpackPosition, type ValueList } from './value-list.ts'

export interface Gathering {
  readonly faults: FaultList
  readonly values: ValueList
  /** Its place among the sheets that are read. */
  readonly sheet: number
}

/** A cell with what it is about; without a place it is only compared. */
export interface FigureCell {
  readonly plan: PlanColumn
  readonly column: TaskColumn
  readonly period: string
  readonly place: SheetPlace | undefined
  readonly cell: SheetCell
  /** As a column of units states it. */
  readonly rowUnit: string | undefined
  /** It is taken, and whatever is odd about it is told; else it is a total, which is only compared. */
  readonly isKept: boolean
}

/** Reads cells in whatever form: what is a figure is kept, what is not is told. */
export function createCellReader(
  plan: SheetPlan,
  { taskColumns, periods }: { readonly taskColumns: readonly TaskColumn[]; readonly periods: PeriodFinder },
  { faults, values, sheet }: Gathering,
) {
  const numbers = new Map(taskColumns.map(({ indicator }, index) => [indicator, index]))
  let blanks = 0

  const here = (cell: SheetCell, more: Partial<ReturnFault>): Omit<ReturnFault, 'code' | 'severity'> => ({
    sheet: plan.name,
    at: cell.at,
    text: cell.text.slice(0, 60),
    ...more,
  })

  /** Of the column, of the row, of the sheet; the latter two only where they measure what the column does. */
  const statedUnit = (own: string | null, ofRow: string | undefined, column: TaskColumn): string | null =>
    own ?? periods.unitOf(ofRow, column) ?? periods.unitOf(plan.header.unit ?? undefined, column)

  const keep = ({ column, period, place, cell }: FigureCell, value: SheetNumber | null): void => {
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

  return {
    here,
    statedUnit,
    /** Where the figures of an indicator are kept. */
    numberOf: (indicator: string): number => numbers.get(indicator)!,
    addBlank(): void {
      blanks += 1
    },
    blanks: () => blanks,
    /** @returns its number, if it is one. */
    read(figureCell: FigureCell): SheetNumber | undefined {
      const { plan: one, column, place, cell, rowUnit, isKept } = figureCell
      const stated = statedUnit(one.unit, rowUnit, column)
      const figure = readOwnFigure(cell, { unit: column.unit, decimals: column.decimals, stated })
      const about = { placeCode: place?.code, placeName: place?.name, indicator: column.indicator }
      const tell = (code: string, severity: 'error' | 'warning', detail?: ReturnFault['detail']) => {
        if (isKept) faults.add({ ...here(cell, about), code, severity, ...(detail ? { detail } : {}) })
      }
      if (figure.kind === 'fault') {
        const detail = { unit: column.unit, decimals: column.decimals, header: one.path.join('/').slice(0, 60) }
        const { code, suggestion } = figure
        tell(code, 'error', suggestion === undefined ? detail : { ...detail, suggestion })
        return undefined
      }
      if (figure.kind === 'blank') {
        if (isKept) blanks += 1
        if (figure.note) tell(figure.note, 'warning')
        return undefined
      }
      if (figure.kind === 'number' && figure.note) tell(figure.note, 'warning')
      const value = figure.kind === 'number' ? sheetNumberOf(figure.value) : undefined
      if (isKept && place) keep(figureCell, value ?? null)
      return value
    },
  }
}

export type CellReader = ReturnType<typeof createCellReader>
