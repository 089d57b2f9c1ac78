import { useEffect, useSyncExternalStore } from 'react'

/** A key of one page with what it does. */
export type PageKey = readonly [key: string, words: string]

let shown: readonly PageKey[] = []
const listeners = new Set<() => void>()

function show(keys: readonly PageKey[]): void {
  shown = keys
  for (const listener of listeners) listener()
}

/** Lists keys of this page in the help that `?` opens, as long as the page stands. */
export function usePageKeys(keys: readonly PageKey[]): void {
  useEffect(() => {
    show(keys)
    return () => show([])
  }, [keys])
}

export function useShownKeys(): readonly PageKey[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}
