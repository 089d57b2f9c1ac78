import { createContext, useContext } from 'react'

/** The few words that parts without a domain need; the page above fills them in the reader's language. */
export interface UiWords {
  readonly notReported: string
  readonly notApplicable: string
  readonly refusedFigure: string
  readonly provisional: string
  readonly demo: string
  readonly demoLong: string
  readonly green: string
  readonly amber: string
  readonly red: string
  readonly grey: string
  readonly copy: string
  readonly copied: string
  readonly exporting: string
  readonly sort: string
  readonly loading: string
  readonly close: string
  readonly back: string
  readonly retry: string
  readonly rows: string
  readonly points: string
}

const UiWordsContext = createContext<UiWords | null>(null)

export const UiWordsProvider = UiWordsContext.Provider

export function useUiWords(): UiWords {
  const words = useContext(UiWordsContext)
  if (!words) throw new Error('UiWordsProvider is missing')
  return words
}
