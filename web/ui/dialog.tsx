import { type ReactNode, useEffect, useRef } from 'react'
import { useUiWords } from './ui-words.ts'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly testId?: string
  readonly children: ReactNode
}

/** A modal question; the browser's own dialog holds the focus and answers Esc. */
export function Dialog({ title, onClose, testId, children }: DialogProps) {
  const words = useUiWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} className="dialog" onClose={onClose} data-testid={testId}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()} aria-label={words.close}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  )
}
