import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Entry } from './use-entry.ts'

/** Whether a return was handed in while this page stood; the page is then read anew. */
export function useHandedIn({ draft }: Entry): boolean {
  const client = useQueryClient()
  const [isHandedIn, setHandedIn] = useState(false)
  const asked = useRef(0)
  const count = draft.handIns.length
  const isRefused = draft.refusal !== null
  useEffect(() => {
    if (count < asked.current && !isRefused) {
      setHandedIn(true)
      void client.invalidateQueries({ queryKey: ['moving'] })
    }
    asked.current = count
  }, [count, isRefused, client])
  return isHandedIn
}
