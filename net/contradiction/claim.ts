import type { Decimal } from '../quantity/index.ts'

/** One figure that a document states of an indicator at a place: a promise, or a fact. */
export interface Claim {
  /** Stays the same as long as the claim stands: it names the sides of a finding. */
  readonly id: string
  readonly kind: 'target' | 'stated'
  readonly indicator: string
  readonly place: string
  /** Deadline or period; null when the document gives none. */
  readonly period: string | null
  readonly comparator: 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'approx' | 'range'
  /** In the indicator's own unit. */
  readonly value: Decimal
  readonly valueMax: Decimal | null
  readonly commitment: 'firm' | 'stretch' | 'expected' | null
  /** The document, and the moment it speaks from: text that sorts by time, null when unknown. */
  readonly source: string
  readonly asOf: string | null
}

/** What may explain a difference; a person decides. */
export type Likely = 'definition' | 'asOf' | 'scope' | 'commitment' | 'error' | 'unknown'

export interface Finding {
  /** Names kind and sides: the same sides give the same name, in whatever order they are read [KD6]. */
  readonly name: string
  readonly kind: 'differing' | 'sum' | 'path'
  readonly indicator: string
  readonly place: string
  readonly period: string | null
  /** Ids of the claims, the first stated first; of a sum the parent's first. */
  readonly sides: readonly string[]
  readonly likely: Likely
  /** sum: what the children come to. path: the yearly rate that is needed, as a percentage. */
  readonly needed: Decimal | null
}

/** The name of a finding from its kind and its sides. */
export const nameFinding = (kind: Finding['kind'], sides: readonly string[]): string =>
  `${kind}:${[...new Set(sides)].toSorted().join('+')}`

/** Claims in the order in which documents stated them; those of one moment by their ids. */
export function byStatement(a: Claim, b: Claim): number {
  const [x, y] = [`${a.asOf ?? ''} ${a.id}`, `${b.asOf ?? ''} ${b.id}`]
  if (x === y) return 0
  return x < y ? -1 : 1
}
