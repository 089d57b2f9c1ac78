import { PairSieve } from './pair-sieve.ts'

/** Words by their letters: finds the longest known word at a place of a text, in time linear in that word's length. */
export interface Trie<T> {
  readonly next: Map<number, Trie<T>>
  entry: T | undefined
  /** At the root, how its words begin: most places of a text are passed over by it. */
  readonly sieve?: PairSieve | undefined
  /** The one unit that goes on from here, -1 where none does; unset where several do. */
  soleUnit?: number | undefined
  sole?: Trie<T> | undefined
}

/** Where a word was found to end, and what is known of it. */
export interface TrieHit<T> {
  readonly end: number
  readonly entry: T
}

/** Builds a trie; of two entries with one word the first stays. Empty words are passed over. */
export function buildTrie<T>(entries: Iterable<readonly [string, T]>): Trie<T> {
  const sieve = new PairSieve()
  const root: Trie<T> = {
    next: new Map(),
    entry: undefined,
    sieve,
    soleUnit: undefined,
    sole: undefined,
  }
  for (const [word, entry] of entries) {
    if (word === '') continue
    sieve.add(word)
    let node = root
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      let child = node.next.get(code)
      if (child === undefined) {
        child = {
          next: new Map(),
          entry: undefined,
          sieve: undefined,
          soleUnit: -1,
          sole: undefined,
        }
        const isFirst = node.next.size === 0
        node.soleUnit = isFirst ? code : undefined
        node.sole = isFirst ? child : undefined
        node.next.set(code, child)
      }
      node = child
    }
    node.entry ??= entry
  }
  return root
}

/** Whether a word of a trie may stand in `text` at `at`: false for nearly every place where none does. */
export function mayStand<T>({ sieve }: Trie<T>, text: string, at: number): boolean {
  return sieve === undefined || sieve.mayStand(text, at)
}

/** The node that a unit leads to. */
export function stepInto<T>(node: Trie<T>, code: number): Trie<T> | undefined {
  if (node.soleUnit === undefined) return node.next.get(code)
  return node.soleUnit === code ? node.sole : undefined
}

/** Whether a word of a trie begins with a unit. */
export function mayStart<T>({ sieve }: Trie<T>, code: number): boolean {
  return sieve === undefined || sieve.mayStart(code)
}

/** The longest word of the trie that stands in `text` at `at`. */
export function findLongest<T>(trie: Trie<T>, text: string, at: number): TrieHit<T> | undefined {
  if (!mayStand(trie, text, at)) return undefined
  let node: Trie<T> | undefined = trie
  let end = -1
  let entry: T | undefined
  for (let i = at; i < text.length; ) {
    node = stepInto(node, text.charCodeAt(i))
    if (node === undefined) break
    i++
    if (node.entry !== undefined) {
      end = i
      entry = node.entry
    }
  }
  return entry === undefined ? undefined : { end, entry }
}

/** The longest word of a trie of reversed words that ends in `text` at `end`; the hit's `end` is where it begins. */
export function findLongestBackwards<T>(trie: Trie<T>, text: string, end: number): TrieHit<T> | undefined {
  if (!mayStart(trie, text.charCodeAt(end - 1))) return undefined
  let node: Trie<T> | undefined = trie
  let hit: TrieHit<T> | undefined
  for (let i = end; i > 0; ) {
    i--
    node = stepInto(node, text.charCodeAt(i))
    if (node === undefined) break
    if (node.entry !== undefined) hit = { end: i, entry: node.entry }
  }
  return hit
}
