/** The pairs of neighbouring characters in a clause's words, each with how often it occurs; of long words the beginning. */
export type Bigrams = ReadonlyMap<string, number>

const longest = 1500

export function bigramsOf(words: string): Bigrams {
  const counts = new Map<string, number>()
  const end = Math.min(words.length, longest) - 1
  for (let i = 0; i < end; i++) {
    const pair = words.slice(i, i + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

/** How alike two clauses are, 0…1: twice the pairs they share over the pairs they have. @source Dice (1945), of multisets. */
export function likenessOf(a: Bigrams, b: Bigrams): number {
  let shared = 0
  let total = 0
  for (const [pair, count] of a) {
    total += count
    shared += Math.min(count, b.get(pair) ?? 0)
  }
  for (const count of b.values()) total += count
  return total === 0 ? 0 : (2 * shared) / total
}
