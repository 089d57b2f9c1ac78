import { findLongest, type Trie } from '../dictionary/trie.ts'
import { firstFrom } from './within.ts'

/** A cue word where it stands in a text. */
export interface Cue {
  readonly word: string
  readonly at: number
  readonly end: number
}

/** The cues of some kinds in one text, found in one pass over it; every figure then looks them up by halving. */
export interface CueIndex {
  readonly text: string
  readonly cues: ReadonlyMap<string, readonly Cue[]>
}

/** Kinds that are looked for backwards from every figure, at most 16. */
const KINDS = [
  'switchFuture',
  'switchPast',
  'strongTarget',
  'strongActual',
  'clauseTarget',
  'weakActual',
  'firm',
  'stretch',
  'expected',
  'home',
]

/** Tries of the kinds, and for every unit one bit for each kind that has a word beginning with it. */
interface Sieve {
  readonly tries: readonly Trie<string>[]
  readonly kinds: readonly string[]
  readonly bits: Uint16Array
}

/** Sieves by the tries of the dictionary they were made of; a dictionary is compiled once and read by many texts. */
const sieves = new WeakMap<ReadonlyMap<string, Trie<string>>, Sieve>()

function sieveOf(all: ReadonlyMap<string, Trie<string>>): Sieve {
  const known = sieves.get(all)
  if (known) return known
  const kinds = KINDS.filter((kind) => all.has(kind))
  const tries = kinds.map((kind) => all.get(kind) as Trie<string>)
  const bits = new Uint16Array(65536)
  for (const [kind, trie] of tries.entries())
    for (const code of trie.next.keys()) bits[code] = (bits[code] as number) | (1 << kind)
  const sieve = { tries, kinds, bits }
  sieves.set(all, sieve)
  return sieve
}

/** Indexes the cues that figures are governed by; linear in the length of the text. */
export function indexCues(all: ReadonlyMap<string, Trie<string>>, text: string): CueIndex {
  const { tries, kinds, bits } = sieveOf(all)
  const found = kinds.map((): Cue[] => [])
  for (let at = 0; at < text.length; at++) {
    for (let rest = bits[text.charCodeAt(at)] as number; rest !== 0; rest &= rest - 1) {
      const kind = 31 - Math.clz32(rest & -rest)
      const hit = findLongest(tries[kind] as Trie<string>, text, at)
      if (hit) found[kind]?.push({ word: hit.entry, at, end: hit.end })
    }
  }
  return { text, cues: new Map(kinds.map((kind, index) => [kind, found[index] as Cue[]])) }
}

/** The last cue of an index that lies in [from, to). */
export function lastWithin(cues: readonly Cue[], from: number, to: number): Cue | null {
  for (let index = firstFrom(cues, to) - 1; index >= 0; index--) {
    const cue = cues[index] as Cue
    if (cue.at < from) return null
    if (cue.end <= to) return cue
  }
  return null
}
