export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Boxes whose areas are as the sizes, in order, laid in rows along the shorter side as long as that makes them squarer.
 *
 * @param sizes above zero.
 * @source Bruls, Huizing, van Wijk: Squarified Treemaps, 2000; without the sorting, so that neighbours stay in code order.
 */
export function squarify(sizes: readonly number[], whole: Box): readonly Box[] {
  if (sizes.length === 0) return []
  const scale = (whole.width * whole.height) / sizes.reduce((sum, size) => sum + size, 0)
  const boxes: Box[] = []
  let rest = whole
  let from = 0
  while (from < sizes.length) {
    const side = Math.min(rest.width, rest.height)
    let to = from + 1
    const areas = (end: number) => sizes.slice(from, end).map((size) => size * scale)
    while (to < sizes.length && worstRatio(areas(to + 1), side) <= worstRatio(areas(to), side)) to += 1
    const laid = layRow(areas(to), rest)
    boxes.push(...laid.row)
    rest = laid.rest
    from = to
  }
  return boxes
}

/** How far from a square the worst box of a row is; 1 is a square. */
function worstRatio(areas: readonly number[], side: number): number {
  const total = areas.reduce((sum, area) => sum + area, 0)
  const depth = total / side
  return Math.max(...areas.map((area) => Math.max((depth * depth) / area, area / (depth * depth))))
}

function layRow(areas: readonly number[], box: Box): { row: Box[]; rest: Box } {
  const total = areas.reduce((sum, area) => sum + area, 0)
  const isWide = box.width >= box.height
  const depth = total / (isWide ? box.height : box.width)
  let at = 0
  const row = areas.map((area) => {
    const length = area / depth
    const placed = isWide
      ? { x: box.x, y: box.y + at, width: depth, height: length }
      : { x: box.x + at, y: box.y, width: length, height: depth }
    at += length
    return placed
  })
  const rest = isWide
    ? { ...box, x: box.x + depth, width: box.width - depth }
    : { ...box, y: box.y + depth, height: box.height - depth }
  return { row, rest }
}

/** Boxes of one size in rows of nearly equal length, each row as tall as it has boxes. */
export function evenRows(sizes: readonly number[], whole: Box): readonly Box[] {
  const rows = Math.max(1, Math.round(Math.sqrt((sizes.length * whole.height) / whole.width)))
  const starts = Array.from({ length: rows + 1 }, (_, row) => Math.round((row * sizes.length) / rows))
  return sizes.map((_, at) => {
    const row = starts.findLastIndex((start) => start <= at)
    const [from = 0, to = sizes.length] = [starts[row], starts[row + 1]]
    const width = whole.width / (to - from)
    const top = (whole.height * from) / sizes.length
    return {
      x: whole.x + (at - from) * width,
      y: whole.y + top,
      width,
      height: (whole.height * (to - from)) / sizes.length,
    }
  })
}
