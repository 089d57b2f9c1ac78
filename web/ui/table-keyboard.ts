import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-15, 0],
  PageDown: [15, 0],
}

/** Arrows move from cell to cell; the link or button inside a cell takes the focus, so that Enter opens it. */
export function moveInTable(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  const target = event.target
  if (!step || !(target instanceof HTMLElement) || target.matches('input, select, textarea')) return
  const cell = target.closest('td, th')
  const row = cell?.parentElement
  if (!(row instanceof HTMLTableRowElement) || !(cell instanceof HTMLTableCellElement)) return
  const table = row.closest('table')
  const next = table?.rows[row.rowIndex + step[0]]?.cells[cell.cellIndex + step[1]]
  if (!next) return
  event.preventDefault()
  const inner = next.querySelector<HTMLElement>('a, button')
  const focused = inner ?? next
  if (!inner) next.tabIndex = -1
  focused.focus()
  focused.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
