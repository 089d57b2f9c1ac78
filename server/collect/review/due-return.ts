import type { DueRow } from '../return-place.store.ts'

/** Where a return that is due stands with the place that files it. */
export type DueState = 'missing' | 'draft' | 'returned' | 'submitted' | 'approved'

const states: readonly DueState[] = ['draft', 'returned', 'submitted', 'approved']

/** Figures that are in the net stand, whatever is being corrected; those of a bulk load have no submission. */
export function dueState({ state, reported }: Pick<DueRow, 'state' | 'reported'>): DueState {
  if (state === 'submitted' || state === 'approved') return state
  if (reported > 0) return 'approved'
  return states.find((known) => known === state) ?? 'missing'
}

/** Whether the place did its part. */
export function isHandedIn(row: Pick<DueRow, 'state' | 'reported'>): boolean {
  const state = dueState(row)
  return state === 'submitted' || state === 'approved'
}
