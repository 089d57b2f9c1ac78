import { useEffect, useMemo, useRef } from 'react'
import { useWords } from '../net/language.tsx'
import { type PageKey, usePageKeys } from '../net/page-keys.ts'
import { isTyping } from '../net/reader-tools.tsx'
import type { DeskActions } from './desk-actions.ts'

/** The keys of the desk; they rest while somebody types or answers a dialog. */
export function useDeskKeys(actions: DeskActions, mayDecide: boolean): void {
  const { say } = useWords()
  const held = useRef({ actions, mayDecide })
  held.current = { actions, mayDecide }
  const listed = useMemo((): readonly PageKey[] => {
    const moving: readonly PageKey[] = [
      ['j k', `${say('desk.next')} / ${say('desk.previous')}`],
      ['J K', `${say('desk.nextUnread')} / ${say('desk.previousUnread')}`],
    ]
    if (!mayDecide) return moving
    return [
      ...moving,
      ['a', say('desk.accept')],
      ['e', say('desk.edit')],
      ['x', say('desk.reject')],
      ['m', say('desk.merge')],
      ['o', say('desk.reopen')],
      ['u', say('desk.undo')],
    ]
  }, [say, mayDecide])
  usePageKeys(listed)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]')) return
      const press = pressOf(event.key, held.current)
      if (!press) return
      if (event.key !== 'Escape') event.preventDefault()
      press()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function pressOf(
  key: string,
  { actions, mayDecide }: { actions: DeskActions; mayDecide: boolean },
): (() => void) | undefined {
  const moving: Readonly<Record<string, () => void>> = {
    j: () => actions.step(1),
    k: () => actions.step(-1),
    J: () => actions.stepUnread(1),
    K: () => actions.stepUnread(-1),
    Escape: actions.back,
  }
  const deciding: Readonly<Record<string, () => void>> = {
    a: actions.accept,
    e: () => actions.edit(),
    x: actions.reject,
    m: actions.merge,
    o: actions.reopen,
    u: actions.undo,
  }
  return moving[key] ?? (mayDecide ? deciding[key] : undefined)
}
