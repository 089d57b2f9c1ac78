import { listIndicators } from '@gangju/contract/goals'
import { useMemo } from 'react'
import { useAsk } from './ask.ts'
import { indicatorName } from './indicator-face.ts'
import { useWords } from './language.tsx'

/** The names of the catalogue's indicators by code, in the reader's language; empty until they are there. */
export function useIndicatorNames(options: { readonly enabled?: boolean } = {}): ReadonlyMap<string, string> {
  const { language } = useWords()
  const { data } = useAsk(listIndicators, { query: {} }, { isLasting: true, ...options })
  return useMemo(
    () => new Map((data?.items ?? []).map((item) => [item.code, indicatorName(item, language)])),
    [data, language],
  )
}
