import type { Clause, Deadline, NamedBody, NamedProject, Statement } from '@gangju/clause'
import { anchorsAt, type ClauseReading, findActionClauses } from './clause-choice.ts'

/** What the reader made of the text of one document. */
export interface DocumentReading {
  readonly clauses: readonly Clause[]
  readonly statements: readonly Statement[]
  readonly bodies: readonly NamedBody[]
  readonly deadlines: readonly Deadline[]
  readonly projects: readonly NamedProject[]
}

interface ProposalHead {
  readonly anchor: string
  readonly position: number
  readonly length: number
  readonly confidence: number
}

/** What a person is asked to decide on: the reading as it is kept; its links to the net are found when it is shown. */
export type Proposed = ProposalHead &
  (
    | { readonly kind: 'statement'; readonly reading: Statement }
    | { readonly kind: 'clause'; readonly reading: ClauseReading }
  )

/** Every statement and every clause that says what is to be done, in reading order, a clause before what it states [DE1]. */
export function propose(reading: DocumentReading): Proposed[] {
  const anchors = anchorsAt(reading.clauses, reading.statements)
  const statements: Proposed[] = reading.statements.map((statement, at) => ({
    kind: 'statement',
    anchor: anchors[at]!,
    position: statement.offset,
    length: statement.text.length,
    confidence: statement.confidence,
    reading: statement,
  }))
  const clauses: Proposed[] = findActionClauses(reading).map(({ clause, reading: found, confidence }) => ({
    kind: 'clause',
    anchor: clause.anchor,
    position: clause.start,
    length: clause.end - clause.start,
    confidence,
    reading: found,
  }))
  const rank = ({ position, kind }: Proposed) => position * 2 + (kind === 'clause' ? 0 : 1)
  return [...clauses, ...statements].toSorted((a, b) => rank(a) - rank(b))
}
