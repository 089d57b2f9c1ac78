import type { DeskClause, DeskMark, Proposal } from '@gangju/contract/desk'

export type MarkKind = 'target' | 'actual' | 'body' | 'deadline' | 'project' | 'flash' | 'quote'

/** A marked stretch of the text; `proposal` is null where nothing is to be decided on it. */
export interface MarkSpan {
  readonly start: number
  readonly end: number
  readonly kind: MarkKind
  readonly proposal: string | null
}

/** One clause, or words between clauses, with what is marked in it. */
export interface DeskBlock {
  readonly key: string
  readonly clause: DeskClause | null
  readonly start: number
  readonly end: number
  readonly spans: readonly MarkSpan[]
  /** What the clause itself may become: a measure or a task. */
  readonly clauseSpots: readonly ProposalSpot[]
  /** All proposals of the block. */
  readonly proposals: readonly string[]
}

/** The longest run of the text that is marked in one way. */
export interface MarkPiece {
  readonly start: number
  readonly end: number
  readonly kinds: readonly MarkKind[]
  readonly proposals: readonly string[]
}

/** Where a proposal stands in the text, whatever was decided on it. */
export type ProposalSpot = Pick<Proposal, 'id' | 'anchor' | 'offset' | 'length'> & {
  readonly becomes: Proposal['choice']['becomes']
}

export interface DeskLayout {
  readonly text: string
  readonly clauses: readonly DeskClause[]
  readonly marks: readonly DeskMark[]
  readonly spots: readonly ProposalSpot[]
}

const isOfClause = ({ becomes }: ProposalSpot) => becomes === 'measure' || becomes === 'task'

/** Lays a text out by its clauses; words that no clause holds come in blocks of their own, blanks between them are left out. */
export function layBlocks({ text, clauses, marks, spots }: DeskLayout): readonly DeskBlock[] {
  const spans = spansOf(marks, spots)
  const ofClause = new Map<string, ProposalSpot[]>()
  for (const spot of spots.filter(isOfClause)) {
    ofClause.set(spot.anchor, [...(ofClause.get(spot.anchor) ?? []), spot])
  }
  let at = 0
  let next = 0
  const blocks: DeskBlock[] = []
  const lay = (clause: DeskClause | null, start: number, end: number) => {
    while (next < spans.length && spans[next]!.end <= start) next += 1
    const own: MarkSpan[] = []
    for (let reach = next; reach < spans.length && spans[reach]!.start < end; reach += 1) {
      if (spans[reach]!.end > start) own.push(spans[reach]!)
    }
    const clauseSpots = (clause && ofClause.get(clause.anchor)) ?? []
    const proposals = [...clauseSpots.map(({ id }) => id), ...own.flatMap(({ proposal }) => proposal ?? [])]
    blocks.push({ key: clause?.anchor ?? `at-${start}`, clause, start, end, spans: own, clauseSpots, proposals })
  }
  for (const clause of clauses.toSorted((a, b) => a.start - b.start)) {
    if (text.slice(at, clause.start).trim() !== '') lay(null, at, clause.start)
    const start = Math.max(at, clause.start)
    if (clause.end > start) lay(clause, start, clause.end)
    at = Math.max(at, clause.end)
  }
  if (text.slice(at).trim() !== '') lay(null, at, text.length)
  return blocks
}

function spansOf(marks: readonly DeskMark[], spots: readonly ProposalSpot[]): readonly MarkSpan[] {
  const named = marks.map(
    ({ kind, offset, length }): MarkSpan => ({ start: offset, end: offset + length, kind, proposal: null }),
  )
  const stated = spots
    .filter((spot) => !isOfClause(spot))
    .map(({ id, offset, length, becomes }): MarkSpan => {
      const kind = becomes === 'target' ? 'target' : 'actual'
      return { start: offset, end: offset + length, kind, proposal: id }
    })
  return [...named, ...stated].toSorted((a, b) => a.start - b.start)
}

/** Cuts [start, end) wherever a mark begins or ends. */
export function cutPieces(start: number, end: number, spans: readonly MarkSpan[]): readonly MarkPiece[] {
  const within = (offset: number) => Math.min(end, Math.max(start, offset))
  const cuts = [...new Set([start, end, ...spans.flatMap((span) => [within(span.start), within(span.end)])])].toSorted(
    (a, b) => a - b,
  )
  return cuts.slice(1).map((to, at) => {
    const from = cuts[at]!
    const over = spans.filter((span) => span.start <= from && span.end >= to)
    return {
      start: from,
      end: to,
      kinds: [...new Set(over.map(({ kind }) => kind))],
      proposals: over.flatMap(({ proposal }) => proposal ?? []),
    }
  })
}
