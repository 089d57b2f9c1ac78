import type { PlainKind } from './heading.ts'
import type { Marker } from './marker.ts'
import type { Clause } from './outline.ts'
import { titleOf } from './title.ts'

/** A clause before its place in the tree is known. */
export interface Spot {
  readonly start: number
  readonly end: number
  /** Empty lines before it. */
  readonly gap: number
  readonly kind: PlainKind | 'point' | 'row'
  readonly marker: Marker | null
}

export interface OutlineBuilder {
  /** Clauses so far. */
  readonly size: number
  /** Hangs a clause into the tree, under `under` when given; returns its index. */
  add(spot: Spot, under?: number): number
  extendLast(end: number): void
  finish(): Clause[]
}

interface Open {
  readonly index: number
  readonly family: string
  readonly rank: number
}

interface Draft {
  readonly clause: { -readonly [Key in keyof Clause]: Clause[Key] }
  readonly parentIndex: number
  /** A list entry unless something hangs under it. */
  readonly mayBeEntry: boolean
  children: number
}

const letters: Partial<Record<Spot['kind'], string>> = {
  title: 't',
  speaker: 's',
  heading: 'h',
  paragraph: 'p',
  row: 'r',
  point: 'b',
}

/** Builds the tree of clauses from spots in reading order [CT3]; anchors are unique by construction [CT7]. */
export function growOutline(text: string): OutlineBuilder {
  const drafts: Draft[] = []
  const open: Open[] = []
  const taken = new Map<string, number>()

  function anchorOf(parent: string | null, { marker, kind }: Spot): string {
    const prefix = parent === null ? '' : `${parent}.`
    const numbered = marker !== null && marker.number !== null
    const letter = numbered ? (marker.family === 'attachment' ? 'a' : '') : marker?.holds ? 'h' : letters[kind]!
    const key = numbered ? `${prefix}${letter}${marker.number}` : `${prefix}${letter}`
    const count = (taken.get(key) ?? 0) + 1
    taken.set(key, count)
    if (!numbered) return `${key}${count}`
    return count === 1 ? key : `${key}~${count}`
  }

  function closeUpTo(spot: Spot): number {
    const { marker, kind } = spot
    if (marker) {
      while (marker.rank < 11 && open.at(-1)?.family === 'plain') open.pop()
      const same = open.findIndex((at) => at.family === marker.family)
      if (same >= 0) open.length = same
      while (open.length > 0 && open.at(-1)!.rank >= marker.rank) open.pop()
    } else if (kind === 'speaker' || kind === 'title') {
      open.length = open[0]?.family === 'attachment' ? 1 : 0
    } else if (kind === 'heading') {
      const same = open.findIndex((at) => at.family === 'plain')
      if (same >= 0) open.length = same
      while (spot.gap > 1 && open.length > 0 && open.at(-1)!.rank >= 16) open.pop()
    }
    return open.at(-1)?.index ?? -1
  }

  return {
    get size() {
      return drafts.length
    },
    add(spot, under) {
      const parentIndex = under ?? closeUpTo(spot)
      const parent = drafts[parentIndex]
      const { marker, kind } = spot
      const words = marker ? text.slice(marker.start, marker.end).trim() : ''
      const index = drafts.length
      const clause: Clause = {
        anchor: anchorOf(parent?.clause.anchor ?? null, spot),
        parent: parent?.clause.anchor ?? null,
        depth: parent ? parent.clause.depth + 1 : 0,
        kind: kind === 'speaker' ? 'heading' : kind,
        marker: words === '' ? null : words,
        title: titleOf(text, marker?.end ?? spot.start, spot.end),
        start: spot.start,
        end: spot.end,
        endOfChildren: spot.end,
      }
      drafts.push({ clause, parentIndex, mayBeEntry: marker !== null && marker.rank >= 11, children: 0 })
      if (parent) parent.children++
      if (under === undefined && marker?.holds) open.push({ index, family: marker.family, rank: marker.rank })
      if (kind === 'speaker') open.push({ index, family: 'speaker', rank: -0.5 })
      if (kind === 'heading' && !marker) open.push({ index, family: 'plain', rank: (open.at(-1)?.rank ?? -1) + 0.5 })
      return index
    },
    extendLast(end) {
      const last = drafts.at(-1)?.clause
      if (last) last.end = last.endOfChildren = Math.max(last.end, end)
    },
    finish() {
      for (let i = drafts.length - 1; i >= 0; i--) {
        const { clause, parentIndex, mayBeEntry, children } = drafts[i]!
        // A short line with a marker that nothing hangs under is an entry of a list [CT8].
        if (clause.kind === 'heading' && mayBeEntry && children === 0) clause.kind = 'point'
        const parent = drafts[parentIndex]?.clause
        if (parent) parent.endOfChildren = Math.max(parent.endOfChildren, clause.endOfChildren)
      }
      return drafts.map(({ clause }) => clause)
    },
  }
}
