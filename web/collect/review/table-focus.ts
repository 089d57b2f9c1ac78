/** What has the focus in a table of submissions, read from the page: rows and cells carry their names as data. */
export interface Focused {
  readonly submission: string
  readonly place: string
  readonly indicator: string | null
}

export function focusedIn(root: HTMLElement | null): Focused | null {
  const active = document.activeElement
  const cell = active instanceof HTMLElement && root?.contains(active) ? active.closest('td, th') : null
  const row = cell?.closest('tr')?.querySelector<HTMLElement>('[data-submission]')
  const submission = row?.dataset['submission']
  if (!submission) return null
  const indicator = cell?.querySelector<HTMLElement>('[data-indicator]')?.dataset['indicator'] ?? null
  return { submission, place: row.dataset['place'] ?? '', indicator }
}

/** Moves the focus up or down in its column; from outside into the first row. */
export function stepRow(root: HTMLElement | null, step: 1 | -1): void {
  const active = document.activeElement
  const cell = active instanceof HTMLElement && root?.contains(active) ? active.closest('td, th') : null
  const table = root?.querySelector('table')
  const row = cell?.parentElement
  const isIn = cell instanceof HTMLTableCellElement && row instanceof HTMLTableRowElement && row.dataset['row'] === ''
  const next = isIn
    ? table?.rows[row.rowIndex + step]
    : table?.tBodies[0]?.querySelector<HTMLTableRowElement>('tr[data-row]')
  const target = next?.dataset['row'] === '' ? next.cells[isIn ? cell.cellIndex : 0] : undefined
  if (!target) return
  const inner = target.querySelector<HTMLElement>('a, button')
  if (!inner) target.tabIndex = -1
  ;(inner ?? target).focus()
  target.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
