import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

export interface PopoverProps {
  readonly label: ReactNode
  readonly name: string
  readonly className?: string
  readonly testId?: string
  /** Drawn while open; `close` puts it away. */
  readonly children: (close: () => void) => ReactNode
}

/** A button that opens a small box under itself; Esc or a press outside puts it away. */
export function Popover({ label, name, className, testId, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const root = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPress)
    return () => document.removeEventListener('pointerdown', onPress)
  }, [isOpen])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span
      className={className ? `popover ${className}` : 'popover'}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.preventDefault()
        event.stopPropagation()
        close()
      }}
    >
      <button
        type="button"
        className="popover-button"
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={name}
        data-testid={testId}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen ? (
        <div className="popover-box" id={id} role="dialog" aria-label={name}>
          {children(close)}
        </div>
      ) : null}
    </span>
  )
}
