import type { SavedCell, SaveReport } from '@gangju/contract/entry'
import { figureKey } from '@gangju/net/form'
import type { TypedFault } from '@gangju/net/quantity'

/** A cell as this person left it and the server has not confirmed it yet. */
export interface TypedCell {
  readonly place: string
  readonly indicator: string
  /** Whose return the cell belongs to. */
  readonly filer: string
  readonly text: string
  /** In the column's unit; null when emptied, not applicable or unreadable. */
  readonly value: string | null
  readonly notApplicable: boolean
  /** Left out where it stays as it is. */
  readonly explanation?: string | undefined
  /** The edition that was on the screen when the cell was changed. */
  readonly base: number
  /** Why it cannot be sent. */
  readonly fault: TypedFault | 'entry.refused' | null
  readonly suggestion?: string | undefined
}

export interface Conflict {
  readonly mine: TypedCell
  readonly theirs: SavedCell
}

/** Cells on their way. The key is kept before they are sent: however often they are, they are taken once. */
export interface Batch {
  readonly key: string
  readonly filer: string
  readonly cells: readonly TypedCell[]
}

export interface DraftRefusal {
  readonly code: string
  readonly message: string
}

type ByCell<T> = Readonly<Record<string, T>>

/** What this device knows of a return beyond the page that it was read with. Cells are named by `figureKey`. */
export interface Draft {
  readonly pending: ByCell<TypedCell>
  readonly batch: Batch | null
  readonly saved: ByCell<SavedCell>
  readonly conflicts: ByCell<Conflict>
  /** Returns that were handed in here, still to be told to the server. */
  readonly handIns: readonly { readonly filer: string; readonly key: string }[]
  readonly refusal: DraftRefusal | null
  readonly savedAt: string | null
}

export const emptyDraft: Draft = {
  pending: {},
  batch: null,
  saved: {},
  conflicts: {},
  handIns: [],
  refusal: null,
  savedAt: null,
}

const BATCH_CELLS = 200

export const keyOf = ({ place, indicator }: { readonly place: string; readonly indicator: string }) =>
  figureKey(place, indicator)

/** The person changes cells. A cell changed again keeps the edition that it was first seen at; one in conflict is decided. */
export function typeCells(draft: Draft, cells: readonly TypedCell[]): Draft {
  const pending = { ...draft.pending }
  const conflicts = { ...draft.conflicts }
  for (const cell of cells) {
    const key = keyOf(cell)
    const earlier = pending[key]
    const theirs = conflicts[key]?.theirs
    pending[key] = {
      ...cell,
      base: theirs?.edition ?? earlier?.base ?? cell.base,
      explanation: cell.explanation ?? earlier?.explanation,
    }
    delete conflicts[key]
  }
  return { ...draft, pending, conflicts, refusal: null }
}

/** Puts sendable cells of one return on their way; what is on its way already comes first. */
export function beginBatch(draft: Draft, key: string): Draft {
  if (draft.batch) return draft
  const sendable = Object.values(draft.pending).filter(({ fault }) => fault === null)
  const filer = sendable[0]?.filer
  if (filer === undefined) return draft
  const cells = sendable.filter((cell) => cell.filer === filer).slice(0, BATCH_CELLS)
  return { ...draft, pending: without(draft.pending, cells.map(keyOf)), batch: { key, filer, cells } }
}

/** The server took the batch: what it saved stands, what others had changed waits for the person. */
export function acceptReport(draft: Draft, report: SaveReport, at: string): Draft {
  if (!draft.batch) return draft
  const sent = new Map(draft.batch.cells.map((cell) => [keyOf(cell), cell]))
  const pending: Record<string, TypedCell> = { ...draft.pending }
  const saved = { ...draft.saved }
  const conflicts = { ...draft.conflicts }
  for (const cell of report.saved) {
    const key = keyOf(cell)
    saved[key] = cell
    const later = pending[key]
    if (later) pending[key] = { ...later, base: cell.edition }
  }
  for (const theirs of report.conflicts) {
    const key = keyOf(theirs)
    const mine = pending[key] ?? sent.get(key)
    delete pending[key]
    if (mine) conflicts[key] = { mine, theirs }
  }
  return { ...draft, pending, saved, conflicts, batch: null, refusal: null, savedAt: at }
}

/** The server refused the batch: nothing of it stands, and the cells wait again. `unfit` are those that it cannot read. */
export function returnBatch(draft: Draft, refusal: DraftRefusal, unfit: readonly number[] = []): Draft {
  if (!draft.batch) return { ...draft, refusal }
  const back = draft.batch.cells.map((cell, at): [string, TypedCell] => [
    keyOf(cell),
    unfit.includes(at) ? { ...cell, fault: 'entry.refused' } : cell,
  ])
  const isSettled = unfit.length > 0
  const pending: Record<string, TypedCell> = Object.fromEntries(back)
  for (const [key, later] of Object.entries(draft.pending)) {
    pending[key] = { ...later, explanation: later.explanation ?? pending[key]?.explanation }
  }
  return {
    ...draft,
    pending,
    batch: null,
    refusal: isSettled ? null : refusal,
  }
}

/** The person decides between their own figure and the one that came in between. */
export function settleConflict(draft: Draft, key: string, choice: 'mine' | 'theirs'): Draft {
  const conflict = draft.conflicts[key]
  if (!conflict) return draft
  const { mine, theirs } = conflict
  const conflicts = without(draft.conflicts, [key])
  if (choice === 'theirs') return { ...draft, conflicts, saved: { ...draft.saved, [key]: theirs } }
  return { ...draft, conflicts, pending: { ...draft.pending, [key]: { ...mine, base: theirs.edition } } }
}

/** Hands a return in as soon as all its cells are with the server. */
export function askHandIn(draft: Draft, filer: string, key: string): Draft {
  if (draft.handIns.some((one) => one.filer === filer)) return draft
  return { ...draft, handIns: [...draft.handIns, { filer, key }], refusal: null }
}

/** It was handed in, or the server refused to take it: either way it is not asked again. */
export function endHandIn(draft: Draft, filer: string, refusal: DraftRefusal | null): Draft {
  return { ...draft, handIns: draft.handIns.filter((one) => one.filer !== filer), refusal }
}

/** Forgets confirmed cells that a page read later shows itself. */
export function forgetShown(draft: Draft, editions: ReadonlyMap<string, number>): Draft {
  const shown = Object.keys(draft.saved).filter((key) => (editions.get(key) ?? -1) >= draft.saved[key]!.edition)
  return shown.length === 0 ? draft : { ...draft, saved: without(draft.saved, shown) }
}

/** Cells that the server does not hold yet, those that it cannot be sent included. */
export function countWaiting({ pending, batch }: Draft): number {
  const keys = new Set([...Object.keys(pending), ...(batch?.cells.map(keyOf) ?? [])])
  return keys.size
}

/** Whether there is something that only this device knows. */
export function isUnsent(draft: Draft): boolean {
  return countWaiting(draft) > 0 || draft.handIns.length > 0 || Object.keys(draft.conflicts).length > 0
}

/** Whether the sender has something to do. */
export function isSendable({ batch, pending, handIns, refusal }: Draft): boolean {
  if (refusal) return false
  return batch !== null || handIns.length > 0 || Object.values(pending).some(({ fault }) => fault === null)
}

function without<T>(record: ByCell<T>, keys: readonly string[]): ByCell<T> {
  const rest = { ...record }
  for (const key of keys) delete rest[key]
  return rest
}
