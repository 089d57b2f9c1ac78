import { UnitSet } from './unit-set.ts'

/** Words by their letters: finds the longest known word at a place of a text, in time linear in that word's length. */
export interface Trie<T> {
  readonly next: Map<number, Trie<T>>
  entry: T | undefined
  /** At the root, the units that words begin with: most places of a text are passed over by it. */
  readonly starts?: UnitSet | undefined
  /** At the root, the first two units of its words as one number, words of one unit with every second one left open. */
  readonly pairs?: UnitSet | undefined
  readonly singles?: UnitSet | undefined
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
  const starts = new UnitSet()
  const pairs = new UnitSet()
  const singles = new UnitSet()
  const root: Trie<T> = {
    next: new Map(),
    entry: undefined,
    starts,
    pairs,
    singles,
    soleUnit: undefined,
    sole: undefined,
  }
  for (const [word, entry] of entries) {
    if (word === '') continue
    starts.add(word.charCodeAt(0))
    if (word.length === 1) singles.add(word.charCodeAt(0))
    else pairs.add(pairOf(word.charCodeAt(0), word.charCodeAt(1)))
    let node = root
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      let child = node.next.get(code)
      if (child === undefined) {
        child = {
          next: new Map(),
          entry: undefined,
          starts: undefined,
          pairs: undefined,
          singles: undefined,
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

/** The node that a unit leads to. */
export function stepInto<T>(node: Trie<T>, code: number): Trie<T> | undefined {
  if (node.soleUnit === undefined) return node.next.get(code)
  return node.soleUnit === code ? node.sole : undefined
}

/** Whether a word of a trie begins with a unit. */
export function mayStart<T>({ starts }: Trie<T>, code: number): boolean {
  return starts === undefined || starts.has(code)
}

/** Whether a word of a trie may stand in `text` at `at`: true for nearly no place where none does. */
function mayStand<T>({ starts, pairs, singles }: Trie<T>, text: string, at: number): boolean {
  if (starts === undefined || pairs === undefined || singles === undefined) return true
  const first = text.charCodeAt(at)
  if (!starts.has(first)) return false
  return singles.has(first) || pairs.has(pairOf(first, text.charCodeAt(at + 1)))
}

function pairOf(first: number, second: number): number {
  return (first * 31 + second) & 0xffff
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
