/** Words by their letters: finds the longest known word at a place of a text, in time linear in that word's length. */
export interface Trie<T> {
  readonly next: Map<number, Trie<T>>
  entry: T | undefined
}

/** Where a word was found to end, and what is known of it. */
export interface TrieHit<T> {
  readonly end: number
  readonly entry: T
}

/** Builds a trie; of two entries with one word the first stays. Empty words are passed over. */
export function buildTrie<T>(entries: Iterable<readonly [string, T]>): Trie<T> {
  const root: Trie<T> = { next: new Map(), entry: undefined }
  for (const [word, entry] of entries) {
    if (word === '') continue
    let node = root
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i)
      let child = node.next.get(code)
      if (child === undefined) {
        child = { next: new Map(), entry: undefined }
        node.next.set(code, child)
      }
      node = child
    }
    node.entry ??= entry
  }
  return root
}

/** The longest word of the trie that stands in `text` at `at`. */
export function findLongest<T>(trie: Trie<T>, text: string, at: number): TrieHit<T> | undefined {
  let node: Trie<T> | undefined = trie
  let hit: TrieHit<T> | undefined
  for (let i = at; i < text.length; ) {
    node = node.next.get(text.charCodeAt(i))
    if (node === undefined) break
    i++
    if (node.entry !== undefined) hit = { end: i, entry: node.entry }
  }
  return hit
}

/** The longest word of a trie of reversed words that ends in `text` at `end`; the hit's `end` is where it begins. */
export function findLongestBackwards<T>(trie: Trie<T>, text: string, end: number): TrieHit<T> | undefined {
  let node: Trie<T> | undefined = trie
  let hit: TrieHit<T> | undefined
  for (let i = end; i > 0; ) {
    i--
    node = node.next.get(text.charCodeAt(i))
    if (node === undefined) break
    if (node.entry !== undefined) hit = { end: i, entry: node.entry }
  }
  return hit
}
