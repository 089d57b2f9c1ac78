import type { Decimal } from '../quantity/index.ts'

/** Returns are summed; figures that a document states are published, and never summed [FA1]. */
export type SourceKind = 'return' | 'document'

/** Why a cell that was asked has no value. Not reported is the absence of the observation itself [FA2]. */
export type Missing = 'notApplicable'

/** The life of a value: only `approved` counts in roll-ups; `revised` was superseded, and is kept. */
export type ObservationStatus = 'draft' | 'submitted' | 'approved' | 'published' | 'revised'

/** The cell that a fact sits in: place × indicator × period. */
export interface Cell {
  readonly placeId: number
  readonly indicator: string
  readonly period: string
}

/** What is known of one cell from one source. Exactly one of `value` and `missing` is null [FA2]. */
export interface Observation extends Cell {
  readonly value: Decimal | null
  readonly missing: Missing | null
  readonly source: SourceKind
}

/** One text per cell, for maps and sets. */
export function cellKey({ placeId, indicator, period }: Cell): string {
  return `${placeId} ${indicator} ${period}`
}
