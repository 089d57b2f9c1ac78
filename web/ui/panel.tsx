import type { ReactNode } from 'react'

export interface PanelProps {
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly className?: string
  readonly testId?: string
  readonly children: ReactNode
}

/** A titled part of a page. */
export function Panel({ title, aside, className, testId, children }: PanelProps) {
  return (
    <section className={className ? `panel ${className}` : 'panel'} data-testid={testId}>
      <header>
        <h2>{title}</h2>
        {aside ? <div className="panel-aside">{aside}</div> : null}
      </header>
      {children}
    </section>
  )
}
