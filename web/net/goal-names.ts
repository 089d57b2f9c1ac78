import { listGoals } from '@gangju/contract/goals'
import { useEffect, useSyncExternalStore } from 'react'
import { useAsk } from './ask.ts'
import { usePreferences } from './preferences.ts'
import { usePath } from './slice.tsx'

const known = new Map<string, string>()
const listeners = new Set<() => void>()

/** Keeps the names of goals that replies carry anyway. */
export function useRememberGoal(goal: { readonly code: string; readonly name: string } | null | undefined): void {
  useEffect(() => {
    if (!goal || known.get(goal.code) === goal.name) return
    known.set(goal.code, goal.name)
    for (const listener of listeners) listener()
  }, [goal])
}

/** The name of a goal; the tree is asked for it only on pages whose own data do not carry it. */
export function useGoalName(code: string | undefined): string | undefined {
  const { language } = usePreferences()
  const isCarried = usePath() === '/'
  const name = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => (code === undefined ? undefined : known.get(code)),
  )
  const isAsked = code !== undefined && name === undefined && !isCarried
  const { data } = useAsk(listGoals, {}, { isLasting: true, enabled: isAsked })
  const goal = isAsked ? data?.items.find((candidate) => candidate.code === code) : undefined
  return name ?? (language === 'en' && goal?.nameEn ? goal.nameEn : goal?.name)
}
