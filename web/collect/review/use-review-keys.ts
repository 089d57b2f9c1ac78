import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { useWords } from '../../net/language.tsx'
import { type PageKey, usePageKeys } from '../../net/page-keys.ts'
import { type Focused, focusedIn, stepRow } from './table-focus.ts'

export interface ReviewPresses {
  readonly approve: (at: Focused) => void
  readonly giveBack: (at: Focused) => void
  readonly toggle: (at: Focused) => void
  readonly approveSelected: () => void
  /** Only where cells can be marked. */
  readonly mark?: (at: Focused) => void
}

/** The keys of the review desk; they rest while somebody types or answers a dialog. */
export function useReviewKeys(root: RefObject<HTMLElement | null>, presses: ReviewPresses): void {
  const { say } = useWords()
  const held = useRef(presses)
  held.current = presses
  const canMark = presses.mark !== undefined
  const listed = useMemo((): readonly PageKey[] => {
    const keys: readonly PageKey[] = [
      ['j k', say('reviewing.keyRow')],
      ['␣', say('reviewing.keySelect')],
      ['a', say('reviewing.keyApprove')],
      ['A', say('reviewing.keyApproveMany')],
      ['x', say('reviewing.keyReturn')],
    ]
    return canMark ? [...keys, ['m', say('reviewing.keyMark')]] : keys
  }, [say, canMark])
  usePageKeys(listed)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTypingText(event.target)) return
      if (document.querySelector('dialog[open]')) return
      const press = pressOf(event.key, root.current, held.current)
      if (!press) return
      event.preventDefault()
      press()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [root])
}

function pressOf(key: string, root: HTMLElement | null, presses: ReviewPresses): (() => void) | undefined {
  if (key === 'j') return () => stepRow(root, 1)
  if (key === 'k') return () => stepRow(root, -1)
  if (key === 'A') return presses.approveSelected
  const at = focusedIn(root)
  if (!at) return undefined
  if (key === 'a') return () => presses.approve(at)
  if (key === 'x') return () => presses.giveBack(at)
  if (key === ' ') return () => presses.toggle(at)
  if (key === 'm' && presses.mark) return () => presses.mark?.(at)
  return undefined
}

/** A tick box in a row is no place where somebody types. */
const isTypingText = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]')
