import { type ReactNode, useEffect, useState } from 'react'
import { useUiWords } from './ui-words.ts'

interface NoticeProps {
  readonly title: string
  readonly children?: ReactNode
}

/** Nothing here yet: what to do first. */
export function EmptyState({ title, children }: NoticeProps) {
  return (
    <div className="state empty">
      <strong>{title}</strong>
      {children ? <div>{children}</div> : null}
    </div>
  )
}

/** Something is missing from what is shown: what, and who has it. */
export function PartialNotice({ title, children }: NoticeProps) {
  return (
    <div className="state partial" role="note">
      <strong>{title}</strong>
      {children ? <span>{children}</span> : null}
    </div>
  )
}

export interface FailureStateProps extends NoticeProps {
  readonly code?: string | undefined
  readonly onRetry?: (() => void) | undefined
}

/** Refused or failed: what, why, and the code that support asks for. */
export function FailureState({ title, code, onRetry, children }: FailureStateProps) {
  const words = useUiWords()
  return (
    <div className="state failure" role="alert" data-testid="failure" data-code={code}>
      <strong>{title}</strong>
      {children ? <div>{children}</div> : null}
      {code ? <code>{code}</code> : null}
      {onRetry ? (
        <button type="button" onClick={onRetry}>
          {words.retry}
        </button>
      ) : null}
    </div>
  )
}

export interface SkeletonProps {
  readonly rows?: number
  readonly height?: number
}

/** Holds the place of what is coming, at its size, so that nothing jumps. */
export function Skeleton({ rows = 8, height }: SkeletonProps) {
  const words = useUiWords()
  return (
    <div className="skeleton" role="status" aria-label={words.loading} style={height ? { height } : undefined}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} style={{ width: `${92 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

export interface ProgressProps {
  readonly label: string
  /** 0…1; left out while the length of the work is not known. */
  readonly share?: number | undefined
}

/** Work under way, with the seconds that it has taken once it takes longer than one. */
export function Progress({ label, share }: ProgressProps) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((past) => past + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
    >
      <span className={share === undefined ? 'progress-track running' : 'progress-track'}>
        <span style={share === undefined ? undefined : { width: `${share * 100}%` }} />
      </span>
      <span>
        {label}
        {seconds > 0 ? ` · ${seconds} s` : ''}
      </span>
    </div>
  )
}
