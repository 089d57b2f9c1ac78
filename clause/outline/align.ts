/** Two sequences side by side: each pair [i, j] says a[i] equals b[j]; both indexes rise. */
export type Pairs = readonly (readonly [number, number])[]

/** What an alignment may still cost; shared by all alignments of one comparison, so that their sum is bounded. */
export interface Effort {
  cells: number
}

interface Range {
  readonly aFrom: number
  readonly aTo: number
  readonly bFrom: number
  readonly bTo: number
}

const mostCellsAtOnce = 40_000

/**
 * Which elements of two sequences stay, in order [CT21].
 *
 * Common ends first; then the elements that occur once on either side hold the rest in place (their longest rising run, as
 * in patience sorting); what lies between is a longest common subsequence while effort lasts, and nothing after that.
 */
export function alignSequences(a: readonly string[], b: readonly string[], effort: Effort): Pairs {
  const pairs: [number, number][] = []
  const ranges: Range[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }]
  while (ranges.length > 0) {
    let { aFrom, aTo, bFrom, bTo } = ranges.pop()!
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) pairs.push([aFrom++, bFrom++])
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) pairs.push([--aTo, --bTo])
    if (aFrom === aTo || bFrom === bTo) continue
    const range = { aFrom, aTo, bFrom, bTo }
    const held = effort.cells > 0 ? pairOnce(a, b, range) : []
    effort.cells -= aTo - aFrom + bTo - bFrom
    if (held.length > 0) {
      for (const pair of held) pairs.push(pair)
      for (const gap of gapsBetween(held, range)) ranges.push(gap)
    } else for (const pair of longestCommon(a, b, range, effort)) pairs.push(pair)
  }
  return pairs.toSorted((x, y) => x[0] - y[0])
}

function gapsBetween(held: Pairs, { aFrom, aTo, bFrom, bTo }: Range): Range[] {
  const gaps: Range[] = []
  let [a, b] = [aFrom, bFrom]
  for (const [i, j] of [...held, [aTo, bTo] as const]) {
    if (i > a && j > b) gaps.push({ aFrom: a, aTo: i, bFrom: b, bTo: j })
    a = i + 1
    b = j + 1
  }
  return gaps
}

/** The longest rising run of the elements that occur exactly once on each side. */
function pairOnce(a: readonly string[], b: readonly string[], { aFrom, aTo, bFrom, bTo }: Range): [number, number][] {
  const inA = indexesOfSingles(a, aFrom, aTo)
  const inB = indexesOfSingles(b, bFrom, bTo)
  const shared: [number, number][] = []
  for (const [element, i] of inA) {
    const j = inB.get(element)
    if (i >= 0 && j !== undefined && j >= 0) shared.push([i, j])
  }
  return longestRising(shared)
}

/** By element its only index; -1 when it occurs more often. */
function indexesOfSingles(elements: readonly string[], from: number, to: number): Map<string, number> {
  const indexes = new Map<string, number>()
  for (let i = from; i < to; i++) indexes.set(elements[i]!, indexes.has(elements[i]!) ? -1 : i)
  return indexes
}

function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, j], at) => {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[tails[middle]!]![1] < j) low = middle + 1
      else high = middle
    }
    before[at] = low > 0 ? tails[low - 1]! : -1
    tails[low] = at
  })
  const run: [number, number][] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) run.push(pairs[at]!)
  return run.toReversed()
}

function longestCommon(a: readonly string[], b: readonly string[], range: Range, effort: Effort): [number, number][] {
  const { aFrom, bFrom } = range
  const rows = range.aTo - aFrom
  const columns = range.bTo - bFrom
  const cells = (rows + 1) * (columns + 1)
  if (cells > mostCellsAtOnce || cells > effort.cells) return []
  effort.cells -= cells
  const lengths = new Uint16Array(cells)
  const at = (i: number, j: number) => i * (columns + 1) + j
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      lengths[at(i, j)] =
        a[aFrom + i] === b[bFrom + j]
          ? lengths[at(i + 1, j + 1)]! + 1
          : Math.max(lengths[at(i + 1, j)]!, lengths[at(i, j + 1)]!)
    }
  }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < rows && j < columns; ) {
    if (a[aFrom + i] === b[bFrom + j]) pairs.push([aFrom + i++, bFrom + j++])
    else if (lengths[at(i + 1, j)]! >= lengths[at(i, j + 1)]!) i++
    else j++
  }
  return pairs
}
