import { previousPeriod } from '../period/index.ts'
import { formatDecimal, normalizeDecimal, signOf } from '../quantity/index.ts'
import { isBetween } from './check-bounds.ts'
import type { PlannedColumn } from './check-plan.ts'
import { findSlip } from './check-slip.ts'
import type { CheckedCell, CheckedRow, RowFinding } from './checked-row.ts'

/** What a column asks of each of its cells: an answer, so many decimals, a plausible size in the right unit [CK4, CK5]. */
export function checkColumn(
  planned: PlannedColumn,
  cell: CheckedCell | undefined,
  { asksAll, row }: { readonly asksAll: boolean; readonly row: Omit<CheckedRow, 'figure'> },
): readonly RowFinding[] {
  const { column, low, high } = planned
  const { indicator } = column
  // A part of a return leaves what it does not name as it is: in the net, or open.
  const stands = cell === undefined && row.known(indicator)?.series.has(row.period.id) === true
  const isOpen = cell === undefined || cell.missing === 'notReported'
  const isRefused = column.required && (isOpen ? asksAll && !stands : cell.missing === 'notApplicable')
  if (isRefused) return [{ code: 'cell.required', indicator, detail: {} }]
  const value = cell?.value
  if (!value) return []
  const figure = normalizeDecimal(value)
  const text = formatDecimal(figure)
  if (figure.scale > column.decimals) {
    const code = column.decimals === 0 ? 'value.notWhole' : 'value.tooFine'
    return [{ code, indicator, detail: { text, decimals: String(column.decimals) } }]
  }
  if (signOf(figure) === 0) return []
  const slip = findSlip(planned, figure, row.known(indicator)?.series.get(previousPeriod(row.period).id))
  if (slip) return [slip]
  if (isBetween(figure, { low, high })) return []
  const bounds = { low: column.plausible.low ?? '…', high: column.plausible.high ?? '…' }
  return [{ code: 'value.implausible', severity: 'soft', indicator, detail: { text, ...bounds, unit: column.unit } }]
}
