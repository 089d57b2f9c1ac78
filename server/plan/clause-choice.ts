import type { Clause } from '@gangju/clause'
import type { ClauseChoice } from '@gangju/contract/desk'
import { mayContain } from '@gangju/net/goal'
import { saysWhatToDo } from './action-verbs.ts'
import { type DeskWorld, goalOf } from './desk-world.ts'
import { groupBy } from './group-by.ts'
import type { IndicatorWords } from './indicator-link.ts'
import { likeness } from './likeness.ts'
import type { DocumentReading } from './propose.ts'

/** What the reader found of a clause that says what is to be done; kept with its proposal. */
export interface ClauseReading {
  readonly becomes: 'measure' | 'task'
  readonly name: string
  /** Titles of the clauses above it, the nearest first. */
  readonly headings: readonly string[]
  readonly due: string | null
  readonly bodies: ClauseChoice['bodies']
  /** Figures that it states: what it is measured by tells under which goal it belongs. */
  readonly states: readonly IndicatorWords[]
}

export interface ActionClause {
  readonly clause: Clause
  readonly reading: ClauseReading
  readonly confidence: number
}

const longestName = 120
const mostBodies = 40
const mostStated = 20
const mostAbove = 8
/** Of a title: the first sentence of a text without sentences may be all of it. */
const longestTitle = 400
const leastLikeness = 0.5

/**
 * Headings and points that say what is to be done: those that name who leads, and those that begin with a verb and have a
 * deadline or a figure, or nothing below them. What a paragraph says counts for the heading above it [DE7].
 */
export function findActionClauses({ clauses, statements, bodies, deadlines }: DocumentReading): ActionClause[] {
  const byAnchor = new Map(clauses.map((clause) => [clause.anchor, clause]))
  const carrier = (anchor: string): string | undefined => {
    let at = byAnchor.get(anchor)
    while (at && !isOffered(at)) at = at.parent === null ? undefined : byAnchor.get(at.parent)
    return at?.anchor
  }
  const named = groupBy(bodies, ({ anchor }) => carrier(anchor))
  const due = groupBy(
    deadlines.filter(({ kind }) => kind !== 'repeated'),
    ({ anchor }) => carrier(anchor),
  )
  const anchors = anchorsAt(clauses, statements)
  const stated = groupBy(
    statements.map((statement, at) => ({ statement, anchor: anchors[at]! })),
    ({ anchor }) => carrier(anchor),
  )
  const isParent = new Set(clauses.filter(isOffered).flatMap(({ parent }) => parent ?? []))
  const chosen = clauses.filter((clause) => {
    const { anchor, title } = clause
    if (!isOffered(clause)) return false
    if (named.get(anchor)?.some(({ part }) => part === 'lead')) return true
    if (!saysWhatToDo(title)) return false
    return due.has(anchor) || stated.has(anchor) || !isParent.has(anchor)
  })
  const above = new Set(chosen.flatMap((clause) => lineOf(clause, byAnchor).map(({ anchor }) => anchor)))
  return chosen.map((clause) => {
    const { anchor } = clause
    const reading: ClauseReading = {
      becomes: above.has(anchor) ? 'measure' : 'task',
      name: nameOf(clause.title),
      headings: lineOf(clause, byAnchor).map(({ title }) => title.slice(0, longestName)),
      due: due.get(anchor)?.at(-1)?.period ?? null,
      bodies: uniqueBodies(named.get(anchor) ?? []),
      states: (stated.get(anchor) ?? []).slice(0, mostStated).map(({ statement }) => ({
        indicator: statement.indicator,
        indicatorCode: statement.indicatorCode,
        measure: statement.measure,
        unit: statement.unit,
      })),
    }
    const signs = [named.has(anchor), due.has(anchor), stated.has(anchor), saysWhatToDo(clause.title)]
    return { clause, reading, confidence: 0.5 + 0.12 * signs.filter(Boolean).length }
  })
}

const duty = /^(?:责任|牵头|配合|主办|协办|负责)(?:单位|部门|地区|人)/

/** A line that only says who is responsible speaks for the clause above it. */
const isOffered = ({ kind, title }: Clause): boolean =>
  (kind === 'heading' || kind === 'point') && title.trim() !== '' && !duty.test(title.trim())

/** Under which goal a clause belongs: the one its heading is called like, else the one its figures measure. */
export function proposeClause(reading: ClauseReading, world: DeskWorld): ClauseChoice {
  const fitting = world.goals.filter(({ kind }) => mayContain(kind, reading.becomes))
  const alike = reading.headings
    .flatMap((heading) => fitting.map((goal) => ({ goal, share: likeness(heading, goal.name) })))
    .filter(({ share }) => share >= leastLikeness)
    .toSorted((a, b) => b.share - a.share)[0]?.goal
  const measured = reading.states
    .flatMap((words) => world.findIndicator(words)?.indicator ?? [])
    .flatMap((indicator) => goalOf(world, indicator) ?? [])
    .find((goal) => fitting.includes(goal))
  return {
    becomes: reading.becomes,
    name: reading.name,
    parent: (alike ?? measured)?.code ?? null,
    place: world.home,
    due: reading.due,
    bodies: [...reading.bodies],
  }
}

export function lacksOfClause({ parent, place }: ClauseChoice): ('parent' | 'place')[] {
  return [...(parent === null ? (['parent'] as const) : []), ...(place === null ? (['place'] as const) : [])]
}

/** The anchor of the clause in whose own words each span begins; the spans in any order. */
export function anchorsAt(clauses: readonly Clause[], spans: readonly { readonly offset: number }[]): string[] {
  return spans.map(({ offset }) => {
    let [low, high] = [0, clauses.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (clauses[middle]!.start <= offset) low = middle
      else high = middle - 1
    }
    return clauses[low]?.anchor ?? ''
  })
}

function lineOf(clause: Clause, byAnchor: ReadonlyMap<string, Clause>): Clause[] {
  const line: Clause[] = []
  let above = byAnchor.get(clause.parent ?? '')
  while (above && line.length < mostAbove) {
    line.push(above)
    above = byAnchor.get(above.parent ?? '')
  }
  return line
}

/** The words of the title without a list of bodies in brackets behind them and without its full stop. */
function nameOf(title: string): string {
  const words = title.slice(0, longestTitle).trim()
  const bare = words.replace(/[（(][^（()）]{0,200}(?:负责|牵头|配合|责任单位)[^（()）]{0,200}[)）]?$/, '')
  const name = bare.replace(/[。；;：:.，,、\s]+$/, '') || words
  return name.slice(0, longestName)
}

function uniqueBodies(bodies: DocumentReading['bodies']): ClauseChoice['bodies'] {
  const parts = new Map<string, 'lead' | 'support'>()
  for (const { text, part } of bodies) {
    const name = text.trim().slice(0, 60)
    if (name !== '' && parts.get(name) !== 'lead') parts.set(name, part)
  }
  return Array.from(parts, ([name, part]) => ({ name, part })).slice(0, mostBodies)
}
