import { alignSequences, type Effort } from './align.ts'
import { editWords } from './edit.ts'
import { type Bigrams, bigramsOf, likenessOf } from './likeness.ts'
import type { Clause, ClauseChange } from './outline.ts'
import { shadowOf } from './shadow.ts'

export interface OutlinedText {
  readonly text: string
  readonly outline: readonly Clause[]
}

/** About a second of work; texts that need more are compared more coarsely. */
const mostCells = 20_000_000
const mostLooks = 100_000
/** Clauses of the later version that one clause is held against. */
const window = 60
const alikeAtSamePlace = 0.3
const alike = 0.5
const mostSameWords = 50

/**
 * What each clause of one version has become in the next [CT20].
 *
 * Clauses with equal words, blanks and full-width signs aside, are the same even when renumbered; among the others between
 * two that stay, those with one anchor and some likeness, or with much likeness, are one clause that changed; equal words
 * elsewhere have moved; the rest was removed or added. Each clause of either version occurs once; the order is that of
 * the later version, removed clauses where they stood.
 *
 * Rules: [CT20]…[CT23].
 */
export function compareOutlines(before: OutlinedText, after: OutlinedText): readonly ClauseChange[] {
  const effort: Effort = { cells: mostCells }
  const a = sidesOf(before)
  const b = sidesOf(after)
  const partner = new Int32Array(a.length).fill(-1)
  const taken = new Uint8Array(b.length)
  const kinds = new Map<number, 'same' | 'changed' | 'moved'>()
  const join = (i: number, j: number, kind: 'same' | 'changed' | 'moved') => {
    partner[i] = j
    taken[j] = 1
    kinds.set(i, kind)
  }
  const kept = alignSequences(
    a.map(({ key }) => key),
    b.map(({ key }) => key),
    effort,
  )
  for (const [i, j] of kept) join(i, j, 'same')
  const looks = { left: mostLooks }
  let [fromA, fromB] = [0, 0]
  for (const [i, j] of [...kept, [a.length, b.length] as const]) {
    for (const [x, y] of pairChanged(a.slice(fromA, i), b.slice(fromB, j), looks)) join(fromA + x, fromB + y, 'changed')
    fromA = i + 1
    fromB = j + 1
  }
  const places = new Map<string, number[]>()
  b.forEach(({ key }, j) => {
    const known = places.get(key)
    if (taken[j] || key.length < 2) return
    if (!known) places.set(key, [j])
    else if (known.length < mostSameWords) known.push(j)
  })
  a.forEach(({ key }, i) => {
    const j = partner[i]! < 0 ? places.get(key)?.shift() : undefined
    if (j !== undefined) join(i, j, 'moved')
  })
  return listChanges(a, b, { partner, kinds, effort })
}

interface Side {
  readonly clause: Clause
  readonly words: string
  /** The words without marker, blanks and the width of signs. */
  readonly key: string
}

function sidesOf({ text, outline }: OutlinedText): Side[] {
  return outline.map((clause) => {
    const words = text.slice(clause.start, clause.end)
    const own = clause.marker !== null && words.startsWith(clause.marker) ? words.slice(clause.marker.length) : words
    return { clause, words, key: shadowOf(own).replace(/\s/g, '') }
  })
}

/** Pairs, in rising order on both sides, of clauses that are versions of one another. */
function pairChanged(a: readonly Side[], b: readonly Side[], looks: { left: number }): [number, number][] {
  if (a.length === 0 || b.length === 0) return []
  // Only the window's own are kept: those of a whole text would fill the memory.
  const inWindow = new Map<number, Bigrams>()
  const pairs: [number, number][] = []
  let from = 0
  for (let i = 0; i < a.length && from < b.length && looks.left > 0; i++) {
    const own = bigramsOf(a[i]!.key)
    let best = -1
    let most = 0
    for (let j = from; j < b.length && j < from + window && looks.left > 0; j++) {
      looks.left--
      const samePlace = a[i]!.clause.anchor === b[j]!.clause.anchor
      const other = inWindow.get(j) ?? bigramsOf(b[j]!.key)
      inWindow.set(j, other)
      const likeness = likenessOf(own, other)
      const score = likeness + (samePlace ? 0.1 : 0)
      if (likeness >= (samePlace ? alikeAtSamePlace : alike) && score > most) [best, most] = [j, score]
    }
    if (best < 0) continue
    pairs.push([i, best])
    for (; from <= best; from++) inWindow.delete(from)
  }
  return pairs
}

interface Matches {
  readonly partner: Int32Array
  readonly kinds: ReadonlyMap<number, 'same' | 'changed' | 'moved'>
  readonly effort: Effort
}

function listChanges(a: readonly Side[], b: readonly Side[], { partner, kinds, effort }: Matches): ClauseChange[] {
  const origin = new Int32Array(b.length).fill(-1)
  partner.forEach((j, i) => {
    if (j >= 0) origin[j] = i
  })
  const changes: ClauseChange[] = []
  let next = 0
  const removeUpTo = (end: number) => {
    for (; next < end; next++) {
      if (partner[next]! < 0) changes.push({ kind: 'removed', before: a[next]!.clause, after: null, edits: [] })
    }
  }
  // Up to which clause of the earlier version each stretch of the later one reaches.
  const reaches = new Int32Array(b.length)
  for (let j = b.length - 1, reach = a.length; j >= 0; j--) {
    const i = origin[j]!
    if (i >= 0 && kinds.get(i) !== 'moved') reach = i
    reaches[j] = reach
  }
  b.forEach(({ clause, words }, j) => {
    removeUpTo(reaches[j]!)
    const i = origin[j]!
    const kind = kinds.get(i)
    if (i < 0 || !kind) changes.push({ kind: 'added', before: null, after: clause, edits: [] })
    else {
      const edits = kind === 'changed' ? editWords(a[i]!.words, words, effort) : []
      changes.push({ kind, before: a[i]!.clause, after: clause, edits })
    }
  })
  removeUpTo(a.length)
  return changes
}
