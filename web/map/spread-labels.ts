export interface LabelBox {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** Moves labels apart up and down until none covers another; order and x stay. */
export function spreadLabels(labels: readonly LabelBox[], lineHeight: number): readonly number[] {
  const order = labels.map((_, at) => at).toSorted((a, b) => (labels[a]?.y ?? 0) - (labels[b]?.y ?? 0))
  const heights = labels.map(({ y }) => y)
  for (let round = 0; round < 20; round += 1) {
    let isMoved = false
    for (const [position, upper] of order.entries()) {
      for (const lower of order.slice(position + 1)) {
        const overlap = overlapOf(
          labels[upper],
          labels[lower],
          lineHeight - ((heights[lower] ?? 0) - (heights[upper] ?? 0)),
        )
        if (overlap <= 0) continue
        heights[upper] = (heights[upper] ?? 0) - overlap / 2
        heights[lower] = (heights[lower] ?? 0) + overlap / 2
        isMoved = true
      }
    }
    if (!isMoved) break
  }
  return heights
}

function overlapOf(a: LabelBox | undefined, b: LabelBox | undefined, vertical: number): number {
  if (!a || !b) return 0
  const isBeside = Math.abs(a.x - b.x) >= (a.width + b.width) / 2
  return isBeside ? 0 : vertical
}
