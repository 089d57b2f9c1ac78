import type { Dictionary } from '../dictionary/compile.ts'
import { findLongest, mayStart, stepInto, type Trie } from '../dictionary/trie.ts'
import { type Cue, lastWithin } from './cue-index.ts'

/** The first cue of a kind in [from, to). */
export function findCue(dictionary: Dictionary, kind: string, text: string, from: number, to: number): Cue | null {
  const trie = dictionary.cues.get(kind)
  if (!trie) return null
  for (let at = from; at < to; at++) {
    const hit = findLongest(trie, text, at)
    if (hit && hit.end <= to) return { word: hit.entry, at, end: hit.end }
  }
  return null
}

/** The last cue of a kind in [from, to). */
export function findLastCue(dictionary: Dictionary, kind: string, text: string, from: number, to: number): Cue | null {
  const trie = dictionary.cues.get(kind)
  if (!trie) return null
  const index = dictionary.spotted
  const spotted = index?.text === text ? index.cues.get(kind) : undefined
  if (spotted) return lastWithin(spotted, from, to)
  for (let at = to - 1; at >= from; at--) {
    const hit = findLongest(trie, text, at)
    if (hit && hit.end <= to) return { word: hit.entry, at, end: hit.end }
  }
  return null
}

/** The cue of a kind that `text` holds at `at`. */
export function cueAt(dictionary: Dictionary, kind: string, text: string, at: number): Cue | null {
  const trie = dictionary.cues.get(kind)
  const hit = trie && findLongest(trie, text, at)
  return hit ? { word: hit.entry, at, end: hit.end } : null
}

/** The longest cue of a kind that ends at `end`, not reaching before `from`. */
export function cueBefore(dictionary: Dictionary, kind: string, text: string, end: number, from = 0): Cue | null {
  let node: Trie<string> | undefined = dictionary.endings.get(kind)
  if (!node || !mayStart(node, text.charCodeAt(end - 1))) return null
  let word: string | undefined
  for (let at = end - 1; node && at >= from; at--) {
    node = stepInto(node, text.charCodeAt(at))
    if (node?.entry !== undefined) word = node.entry
  }
  return word === undefined ? null : { word, at: end - word.length, end }
}
