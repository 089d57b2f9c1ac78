import { useCallback, useEffect, useRef, useState } from 'react'
import { type Draft, emptyDraft, isSendable } from './draft.ts'
import { changeDraft, hearDraft, readDraft } from './draft-store.ts'
import { sendSoon } from './sending.ts'

const AUTOSAVE_MILLISECONDS = 700

export interface HeldDraft {
  /** Null until the device has been read. */
  readonly draft: Draft | null
  /** Shown at once, on the disk a moment later, with the server when it can be reached. */
  readonly change: (change: (draft: Draft) => Draft) => void
}

/** The draft of one return on this device, kept in step with its disk and sent by itself. */
export function useDraft(id: string): HeldDraft {
  const [draft, setDraft] = useState<Draft | null>(null)
  const writing = useRef(0)
  useEffect(() => {
    let isGone = false
    setDraft(null)
    const show = (kept: Draft) => {
      // While own changes are on their way to the disk, what it holds is behind what is shown.
      if (!isGone && writing.current === 0) setDraft(kept)
    }
    const stop = hearDraft(id, show)
    const begin = async () => {
      const kept = await readDraft(id)
      show(kept)
      if (isSendable(kept)) sendSoon(id, 0)
    }
    void begin()
    return () => {
      isGone = true
      stop()
    }
  }, [id])
  const change = useCallback(
    (apply: (draft: Draft) => Draft) => {
      setDraft((shown) => apply(shown ?? emptyDraft))
      writing.current += 1
      const keep = async () => {
        const kept = await changeDraft(id, apply)
        writing.current -= 1
        if (writing.current === 0) setDraft(kept)
        if (isSendable(kept)) sendSoon(id, AUTOSAVE_MILLISECONDS)
      }
      void keep()
    },
    [id],
  )
  return { draft, change }
}
