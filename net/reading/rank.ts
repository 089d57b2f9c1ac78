import {
  addDecimals,
  compareDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  normalizeDecimal,
} from '../quantity/index.ts'
import type { Direction } from './attainment.ts'

/** One entry of a ranking. */
export interface Ranked<Key> {
  readonly key: Key
  readonly value: Decimal | null
  /** Null for those without a value: they are not last, they are not ranked. */
  readonly rank: number | null
  /** How many are ranked. */
  readonly of: number
  readonly isTied: boolean
  readonly previousRank: number | null
  /** Places gained (positive) or lost since then; null without both ranks. */
  readonly movement: number | null
}

/** Which way is good, and the ranks of the time to compare with. */
export interface RankOptions<Key> {
  /** `none` ranks like `up`: the largest first. */
  readonly direction: Direction
  readonly previous?: ReadonlyMap<Key, number>
}

/**
 * Ranks inside one class: standard competition ranking, equals share the better place and the next ones are skipped,
 * 1 2 2 4 [RE12]. Those without a value stand at the end, unranked.
 *
 * @returns best first; equals, and the unranked, in the order given.
 */
export function rankWithin<Key>(
  entries: readonly { readonly key: Key; readonly value: Decimal | null }[],
  { direction, previous }: RankOptions<Key>,
): readonly Ranked<Key>[] {
  const valued = entries.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]))
  const sign = direction === 'down' ? 1 : -1
  const sorted = valued.toSorted((a, b) => sign * compareDecimals(a.value, b.value))
  const isEqual = (left: number, right: number) =>
    sorted[left] !== undefined &&
    sorted[right] !== undefined &&
    compareDecimals(sorted[left].value, sorted[right].value) === 0

  let rank = 0
  const ranked = sorted.map(({ key, value }, index) => {
    if (!isEqual(index - 1, index)) rank = index + 1
    const previousRank = previous?.get(key) ?? null
    const movement = previousRank === null ? null : previousRank - rank
    const isTied = isEqual(index - 1, index) || isEqual(index, index + 1)
    return { key, value, rank, of: sorted.length, isTied, previousRank, movement }
  })
  const unranked = entries.filter(({ value }) => value === null)
  return [
    ...ranked,
    ...unranked.map(({ key }) => ({
      key,
      value: null,
      rank: null,
      of: sorted.length,
      isTied: false,
      previousRank: previous?.get(key) ?? null,
      movement: null,
    })),
  ]
}

/** The middle value, or the mean of the two in the middle, exactly; null of nothing. */
export function median(values: readonly Decimal[]): Decimal | null {
  const sorted = values.toSorted(compareDecimals)
  const middle = sorted.length >> 1
  const upper = sorted[middle]
  const lower = sorted[middle - 1]
  if (upper === undefined) return null
  if (sorted.length % 2 === 1 || lower === undefined) return upper
  const sum = addDecimals(lower, upper)
  return normalizeDecimal(divideDecimals(sum, decimalOf(2), { decimals: sum.scale + 1 }))
}
