import { type ReactNode, useEffect, useRef } from 'react'
import { useUiWords } from './ui-words.ts'

export interface SidePanelProps {
  readonly title: ReactNode
  readonly label: string
  readonly canGoBack: boolean
  readonly onBack: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A panel beside the page, never over all of it on a laptop; Esc goes back, the focus returns to where it was. */
export function SidePanel({ title, label, canGoBack, onBack, onClose, children }: SidePanelProps) {
  const words = useUiWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      onBack()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onBack])
  return (
    <aside className="side-panel" role="dialog" aria-label={label} data-testid="why-panel">
      <header>
        {canGoBack ? (
          <button type="button" className="quiet" onClick={onBack} data-testid="why-back">
            ‹ {words.back}
          </button>
        ) : null}
        <h2 tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" className="quiet" onClick={onClose} aria-label={words.close} data-testid="why-close">
          ✕
        </button>
      </header>
      <div className="side-panel-body">{children}</div>
    </aside>
  )
}
