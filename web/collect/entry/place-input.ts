export interface InputPlace {
  readonly row: number
  readonly column: number
  readonly rowHeight: number
}

/** Brings the cell in focus into sight, beside what is frozen, and lays the field over it. */
export function placeInput(box: HTMLElement | null, input: HTMLElement | null, place: InputPlace): void {
  if (!box || !input) return
  const cell = box.querySelector<HTMLElement>(`[data-spot="${place.row},${place.column}"]`)
  if (!cell) {
    // Not drawn yet: once the box stands there it is, and this runs again.
    box.scrollTop = Math.max(0, place.row * place.rowHeight - box.clientHeight / 2)
    return
  }
  const frozen = {
    top: box.querySelector<HTMLElement>('thead')?.offsetHeight ?? 0,
    left: box.querySelector<HTMLElement>('tbody th')?.offsetWidth ?? 0,
    bottom: box.querySelector<HTMLElement>('tfoot')?.offsetHeight ?? 0,
  }
  const outer = box.getBoundingClientRect()
  const inner = cell.getBoundingClientRect()
  const top = inner.top - outer.top - box.clientTop
  const left = inner.left - outer.left - box.clientLeft
  const over = { top: top - frozen.top, left: left - frozen.left }
  const under = {
    top: top + inner.height - (box.clientHeight - frozen.bottom),
    left: left + inner.width - box.clientWidth,
  }
  const before = { top: box.scrollTop, left: box.scrollLeft }
  if (over.top < 0) box.scrollTop += over.top
  else if (under.top > 0) box.scrollTop += under.top
  if (over.left < 0) box.scrollLeft += over.left
  else if (under.left > 0) box.scrollLeft += under.left
  Object.assign(input.style, {
    top: `${top + before.top}px`,
    left: `${left + before.left}px`,
    width: `${inner.width}px`,
    height: `${inner.height}px`,
  })
}
