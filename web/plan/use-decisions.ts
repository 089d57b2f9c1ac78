import { type Decision, decideProposals, type Proposal } from '@gangju/contract/desk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call, newKey } from '../net/query.ts'
import { isPassing, Refusal } from '../net/refusal.ts'
import { type DeskKey, type DeskReply, holdProposals } from './use-desk.ts'

type WithoutEdition<D> = D extends Decision ? Omit<D, 'edition'> : never
/** A decision as the reader makes it; the edition is that of the moment it is sent. */
export type Wish = WithoutEdition<Decision>
export type ProposalState = Proposal['state']

export interface RefusedWishes {
  readonly error: Error
  readonly wishes: readonly Wish[]
}

export interface Decisions {
  /** What a proposal is, or will be once the server has heard of it. */
  readonly stateOf: (proposal: Proposal) => ProposalState
  /** @returns whether the server took them. */
  readonly decide: (wishes: readonly Wish[]) => Promise<boolean>
  /** Takes the last decisions back. @returns what they were on, empty when there are none. */
  readonly undo: () => Promise<readonly string[]>
  readonly undoable: number
  readonly isSending: boolean
  readonly refused: RefusedWishes | null
  readonly dismiss: () => void
}

const TRIES = 3
const becoming = { accept: 'accepted', reject: 'rejected', merge: 'merged', reopen: 'open' } as const

/** Decisions show at once and are sent one after the other; a refused one turns back. */
export function useDecisions(document: string, key: DeskKey): Decisions {
  const client = useQueryClient()
  const [pending, setPending] = useState<ReadonlyMap<string, ProposalState>>(new Map())
  const [refused, setRefused] = useState<RefusedWishes | null>(null)
  const [undoable, setUndoable] = useState(0)
  const past = useRef<(readonly Wish[])[]>([])
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  const keyNow = useRef(key)
  keyNow.current = key

  const held = () => client.getQueryData<DeskReply>(keyNow.current)
  const send = async (wishes: readonly Wish[]): Promise<readonly Wish[]> => {
    await client.cancelQueries({ queryKey: keyNow.current })
    const desk = held()
    const before = new Map(desk?.proposals.map((one) => [one.id, one]))
    const again = wishes.filter(({ kind, proposal }) => kind !== 'reopen' && before.get(proposal)?.state !== 'open')
    if (again.length > 0) await send(again.map(({ proposal }) => ({ kind: 'reopen', proposal })))
    const editions = new Map(held()?.proposals.map(({ id, edition }) => [id, edition]))
    const decisions = wishes.map((wish) => ({ ...wish, edition: editions.get(wish.proposal) ?? 0 }))
    const body = { version: desk?.version ?? 1, decisions }
    const reply = await untilHeard((idempotencyKey) =>
      call(decideProposals, { params: { document }, body }, { idempotencyKey }),
    )
    holdProposals(client, keyNow.current, reply.proposals)
    void client.invalidateQueries({ queryKey: ['moving'], refetchType: 'none' })
    return wishes.flatMap(({ proposal }) => inverseOf(before.get(proposal)))
  }

  const take = (wishes: readonly Wish[], way: 'on' | 'back'): Promise<boolean> => {
    const mark = new Map(wishes.map(({ kind, proposal }) => [proposal, becoming[kind]]))
    setPending((former) => new Map([...former, ...mark]))
    setRefused(null)
    const sent = queue.current.then(async () => {
      try {
        const inverse = await send(wishes)
        if (way === 'on') past.current.push(inverse)
        setUndoable(past.current.length)
        return true
      } catch (error) {
        setRefused({ error: error instanceof Error ? error : new Error(String(error)), wishes })
        if (error instanceof Refusal && error.status === 409) await client.refetchQueries({ queryKey: keyNow.current })
        return false
      } finally {
        setPending((former) => new Map([...former].filter(([id, state]) => mark.get(id) !== state)))
      }
    })
    queue.current = sent
    return sent
  }

  return {
    stateOf: (proposal) => pending.get(proposal.id) ?? proposal.state,
    decide: (wishes) => take(wishes, 'on'),
    undo: async () => {
      await queue.current
      const last = past.current.pop()
      if (!last) return []
      void take(last, 'back')
      return last.map(({ proposal }) => proposal)
    },
    undoable,
    isSending: pending.size > 0,
    refused,
    dismiss: () => setRefused(null),
  }
}

/** The decision that leads back to what a proposal was. */
function inverseOf(before: Proposal | undefined): Wish[] {
  if (!before) return []
  const proposal = before.id
  if (before.state === 'accepted') return [{ kind: 'accept', proposal, choice: before.choice }]
  if (before.state === 'rejected') return [{ kind: 'reject', proposal }]
  if (before.state === 'merged' && before.mergedInto) return [{ kind: 'merge', proposal, into: before.mergedInto }]
  return [{ kind: 'reopen', proposal }]
}

/** Tries again under the same key while no answer comes, so that a lost answer cannot write twice. */
async function untilHeard<T>(write: (idempotencyKey: string) => Promise<T>): Promise<T> {
  const idempotencyKey = newKey()
  for (let tries = 1; ; tries += 1) {
    try {
      return await write(idempotencyKey)
    } catch (error) {
      if (tries >= TRIES || !isPassing(error)) throw error
      await new Promise((resume) => setTimeout(resume, 400 * 2 ** tries))
    }
  }
}
