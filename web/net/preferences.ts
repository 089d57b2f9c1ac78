import { useSyncExternalStore } from 'react'

export type Language = 'zh' | 'en'

export interface Preferences {
  readonly language: Language
  /** 长者字号: everything at 18 px. */
  readonly largeType: boolean
}

const KEY = 'gangju.preferences'
const listeners = new Set<() => void>()
let current: Preferences = load()

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

export const preferredLanguage = (): Language => current.language

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing still shows the page.
  }
  showPreferences()
  for (const listener of listeners) listener()
}

/** Puts language and type size on the document itself, where style sheets and readers look for them. */
export function showPreferences(): void {
  document.documentElement.lang = current.language === 'zh' ? 'zh-CN' : 'en'
  document.documentElement.classList.toggle('large-type', current.largeType)
}

function load(): Preferences {
  const fallback: Preferences = { language: 'zh', largeType: false }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return fallback
    return {
      language: 'language' in kept && kept.language === 'en' ? 'en' : 'zh',
      largeType: 'largeType' in kept && kept.largeType === true,
    }
  } catch {
    return fallback
  }
}
