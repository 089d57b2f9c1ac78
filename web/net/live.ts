import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** The first change is read at once, the rest of a burst with one reading after this. */
const SETTLE_MILLISECONDS = 500
const REOPEN_MILLISECONDS = 3000

/**
 * Listens for moved figures under a place and asks for them again.
 *
 * @returns since when the connection is lost; null while it stands.
 */
export function useLiveChanges(place: string): Date | null {
  const client = useQueryClient()
  const [lostSince, setLostSince] = useState<Date | null>(null)
  useEffect(() => {
    if (!place) return
    let settling: ReturnType<typeof setTimeout> | undefined
    let isMore = false
    const refresh = () => {
      if (settling !== undefined) {
        isMore = true
        return
      }
      void client.invalidateQueries({ queryKey: ['moving'] })
      settling = setTimeout(() => {
        settling = undefined
        if (isMore) refresh()
        isMore = false
      }, SETTLE_MILLISECONDS)
    }
    const stop = listen(`/api/changes?place=${encodeURIComponent(place)}`, {
      onChange: refresh,
      onLost: () => setLostSince((since) => since ?? new Date()),
      onFound: (wasLost) => {
        setLostSince(null)
        if (wasLost) refresh()
      },
    })
    return () => {
      clearTimeout(settling)
      stop()
    }
  }, [client, place])
  return lostSince
}

interface Listener {
  readonly onChange: () => void
  readonly onLost: () => void
  readonly onFound: (wasLost: boolean) => void
}

/** An event source that is opened again also after a reply that ends it for good, as a restarting server gives. */
function listen(address: string, { onChange, onLost, onFound }: Listener): () => void {
  let source: EventSource
  let reopening: ReturnType<typeof setTimeout> | undefined
  let wasLost = false
  const open = () => {
    source = new EventSource(address)
    source.addEventListener('change', onChange)
    source.addEventListener('message', onChange)
    source.addEventListener('open', () => {
      onFound(wasLost)
      wasLost = false
    })
    source.addEventListener('error', () => {
      wasLost = true
      onLost()
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MILLISECONDS)
    })
  }
  open()
  return () => {
    clearTimeout(reopening)
    source.close()
  }
}
