import { approveMany } from '@gangju/contract/review'
import { useMemo, useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { useSlice } from '../../net/slice.tsx'

/** A submission that can be decided on. */
export interface Decidable {
  readonly id: string
  readonly version: number
  readonly may: readonly string[]
}

/** Which submissions are selected, and approving them: each is decided alone by the server. */
export function useApproving(items: readonly Decidable[]) {
  const { place } = useSlice()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const approve = useWrite(approveMany, () => setPicked(new Set()))
  // What was approved meanwhile is no longer there to be selected.
  const open = useMemo(
    () => new Map(items.filter(({ may }) => may.includes('approve')).map((one) => [one.id, one])),
    [items],
  )
  const selected = [...picked].filter((id) => open.has(id))
  const send = (ids: readonly string[]) => {
    const submissions = ids.flatMap((id) => {
      const one = open.get(id)
      return one ? [{ id, version: one.version }] : []
    })
    if (submissions.length > 0 && !approve.isPending) approve.mutate({ input: { body: { place, submissions } } })
  }
  return {
    selected: new Set(selected),
    openCount: open.size,
    canApprove: (id: string) => open.has(id),
    pick: (ids: readonly string[]) => setPicked(new Set(ids)),
    toggle: (id: string) =>
      setPicked((before) =>
        before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id]),
      ),
    approve: send,
    approveSelected: () => send(selected),
    isPending: approve.isPending,
    error: approve.error,
    outcome: approve.data,
  }
}

export type Approving = ReturnType<typeof useApproving>
