/** What stands at a place of a text, as places, times and figures do. */
interface Standing {
  readonly at: number
  readonly end: number
}

/** Those of an ordered list that lie in [from, to), found by halving. */
export function within<T extends Standing>(list: readonly T[], from: number, to: number): T[] {
  const found: T[] = []
  for (let index = firstFrom(list, from); index < list.length; index++) {
    const item = list[index] as T
    if (item.at >= to) break
    if (item.end <= to) found.push(item)
  }
  return found
}

/** Index of the first that begins at `from` or after it. */
export function firstFrom(list: readonly Standing[], from: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.at ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}
