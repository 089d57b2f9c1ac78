import type { Proposal } from '@gangju/contract/desk'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { DeskActions } from './desk-actions.ts'
import type { MarkSpan } from './desk-blocks.ts'
import { type ChoiceField, isDoubtful } from './proposal-words.ts'
import type { Decisions, ProposalState, Wish } from './use-decisions.ts'

export const deskFilters = ['all', 'unread', 'doubtful', 'accepted'] as const
export type DeskFilter = (typeof deskFilters)[number]

export interface Reading {
  /** What the filter leaves, in reading order. */
  readonly listed: readonly Proposal[]
  readonly stateById: ReadonlyMap<string, ProposalState>
  readonly current: Proposal | null
  /** What the current proposal could be merged into: the one of its kind before it that stands. */
  readonly mergeTarget: Proposal | null
  readonly editing: { readonly field: ChoiceField | undefined } | null
  readonly pick: (proposal: string) => void
  readonly actions: DeskActions
}

export interface ReadingInput {
  readonly ordered: readonly Proposal[]
  readonly decisions: Decisions
  readonly filter: DeskFilter
  readonly pointedAt: MarkSpan | null
  readonly mayDecide: boolean
}

/** Where the reader is, and what each key does from there. */
export function useReading({ ordered, decisions, filter, pointedAt, mayDecide }: ReadingInput): Reading {
  const [chosen, setChosen] = useState<string | null>(() => firstOf(ordered, pointedAt)?.id ?? null)
  const [editing, setEditing] = useState<Reading['editing']>(null)
  const isSaving = useRef(false)
  const stateById = useStates(ordered, decisions)
  const isOpen = (one: Proposal) => stateById.get(one.id) === 'open'
  const listed = useMemo(
    () => ordered.filter((one) => passes(one, { filter, state: stateById.get(one.id) ?? one.state })),
    [ordered, filter, stateById],
  )
  const current = ordered.find(({ id }) => id === chosen) ?? ordered[0] ?? null
  const at = current ? ordered.indexOf(current) : -1
  const before = ordered.slice(0, Math.max(0, at))
  const mergeTarget =
    before.findLast(({ kind, id }) => kind === current?.kind && stands.has(stateById.get(id) ?? 'open')) ?? null

  const pick = useCallback((proposal: string) => {
    setEditing(null)
    setChosen(proposal)
  }, [])
  const move = (by: 1 | -1, suits: (one: Proposal) => boolean) => {
    const next = by === 1 ? ordered.slice(at + 1).find(suits) : before.findLast(suits)
    if (next) pick(next.id)
  }
  const inList = new Set(listed.map(({ id }) => id))
  /** On to what is still unread, after the current one or else before it. */
  const goOn = () => {
    const next = ordered.slice(at + 1).find(isOpen) ?? before.findLast(isOpen)
    setEditing(null)
    if (next) setChosen(next.id)
  }
  const send = async (wish: Wish) => {
    if (!(await decisions.decide([wish]))) setChosen(wish.proposal)
  }
  const decide = (wish: Wish) => {
    void send(wish)
    if (wish.kind !== 'reopen') goOn()
  }
  /** The form stays as it was filled until the server has taken it. */
  const save = async (wish: Wish) => {
    if (isSaving.current) return
    isSaving.current = true
    const isTaken = await decisions.decide([wish])
    isSaving.current = false
    if (isTaken) goOn()
  }
  const undo = async () => {
    const [first] = await decisions.undo()
    if (first) pick(first)
  }
  const edit = (field?: ChoiceField) => current && mayDecide && setEditing({ field })
  const isCurrentOpen = current !== null && isOpen(current)
  const actions: DeskActions = {
    step: (by) => move(by, ({ id }) => inList.has(id)),
    stepUnread: (by) => move(by, isOpen),
    accept: () => {
      if (!current || !isCurrentOpen) return
      const [lack] = current.lacks
      if (lack) edit(lack)
      else decide({ kind: 'accept', proposal: current.id })
    },
    edit,
    save: (choice) => current && void save({ kind: 'accept', proposal: current.id, choice }),
    reject: () => isCurrentOpen && decide({ kind: 'reject', proposal: current.id }),
    merge: () => isCurrentOpen && mergeTarget && decide({ kind: 'merge', proposal: current.id, into: mergeTarget.id }),
    reopen: () => current && !isCurrentOpen && decide({ kind: 'reopen', proposal: current.id }),
    undo: () => void undo(),
    back: () => setEditing(null),
  }
  return { listed, stateById, current, mergeTarget, editing, pick, actions }
}

const stands: ReadonlySet<string> = new Set(['open', 'accepted'])

function passes(one: Proposal, { filter, state }: { filter: DeskFilter; state: ProposalState }): boolean {
  if (filter === 'unread') return state === 'open'
  if (filter === 'doubtful') return state === 'open' && isDoubtful(one)
  if (filter === 'accepted') return state === 'accepted'
  return true
}

/** The proposal at the words that were pointed at or the next after them, else the first unread one. */
function firstOf(ordered: readonly Proposal[], pointedAt: MarkSpan | null): Proposal | undefined {
  const pointed =
    pointedAt &&
    (ordered.findLast(({ offset, length }) => offset < pointedAt.end && offset + length > pointedAt.start) ??
      ordered.find(({ offset }) => offset >= pointedAt.start))
  return pointed ?? ordered.find(({ state }) => state === 'open') ?? ordered[0]
}

/** States as they show, the same map as long as nothing changed. */
function useStates(ordered: readonly Proposal[], { stateOf }: Decisions): ReadonlyMap<string, ProposalState> {
  const said = ordered.map(stateOf).join()
  return useMemo(() => {
    const states = said.split(',')
    return new Map(ordered.map(({ id }, at) => [id, states[at] as ProposalState]))
  }, [ordered, said])
}
