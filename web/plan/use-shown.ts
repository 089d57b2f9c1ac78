import { useCallback, useEffect, useRef } from 'react'

/** How long a row must stand in sight to count as shown: a list that flies by was not read. */
const DWELL_MILLISECONDS = 500

export interface Shown {
  /** The reference of a row with `data-proposal`. */
  readonly watch: (row: HTMLElement | null) => (() => void) | undefined
  readonly has: (proposal: string) => boolean
  readonly add: (proposal: string) => void
}

/** Remembers which proposals have stood on the screen since the page was opened. */
export function useShown(): Shown {
  const shown = useRef(new Set<string>())
  const waiting = useRef(new Map<Element, ReturnType<typeof setTimeout>>())
  const observer = useRef<IntersectionObserver | null>(null)
  const watch = useCallback((row: HTMLElement | null) => {
    if (!row) return undefined
    observer.current ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          clearTimeout(waiting.current.get(target))
          const id = target.getAttribute('data-proposal')
          if (isIntersecting && id) {
            const dwell = setTimeout(() => shown.current.add(id), DWELL_MILLISECONDS)
            waiting.current.set(target, dwell)
          } else waiting.current.delete(target)
        }
      },
      { threshold: 0.9 },
    )
    const watching = observer.current
    watching.observe(row)
    return () => {
      watching.unobserve(row)
      clearTimeout(waiting.current.get(row))
      waiting.current.delete(row)
    }
  }, [])
  useEffect(
    () => () => {
      observer.current?.disconnect()
      observer.current = null
    },
    [],
  )
  const has = useCallback((proposal: string) => shown.current.has(proposal), [])
  const add = useCallback((proposal: string) => void shown.current.add(proposal), [])
  return { watch, has, add }
}
