import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { addressOf } from './address.ts'
import { opensElsewhere, usePath, useSearch, useSlice } from './slice.tsx'

/** The cell that a why panel explains. */
export interface WhyCell {
  readonly indicator: string
  readonly place: string
  readonly period: string
}

/** The stack of opened cells as the address holds it: `cell!cell`, each `indicator~place~period`. */
export function parseWhy(text: string | undefined): readonly WhyCell[] {
  return (text ?? '')
    .split('!')
    .map((cell) => cell.split('~'))
    .flatMap(([indicator, place, period]) => (indicator && place && period ? [{ indicator, place, period }] : []))
}

export function formatWhy(stack: readonly WhyCell[]): string | undefined {
  return stack.map(({ indicator, place, period }) => `${indicator}~${place}~${period}`).join('!') || undefined
}

export function useWhyStack() {
  const search = useSearch()
  const path = usePath()
  const router = useRouter()
  const stack = parseWhy(search['why'])
  const addressWith = (next: readonly WhyCell[]) => addressOf(path, { ...search, why: formatWhy(next) })
  return {
    stack,
    addressWith,
    open: (cell: WhyCell) => router.history.push(addressWith([...stack, cell])),
    back: () => router.history.push(addressWith(stack.slice(0, -1))),
    close: () => router.history.push(addressWith([])),
  }
}

export interface FigureLinkProps {
  readonly indicator: string
  readonly place?: string | undefined
  readonly period?: string | undefined
  readonly label?: string | undefined
  readonly className?: string
  readonly testId?: string
  /** Inside the panel a cell goes on top of the stack; on the page it begins a new one. */
  readonly isStacked?: boolean
  readonly children: ReactNode
}

/** A figure that answers for itself: pressing it, or `w` while it has the focus, opens what it is made of. */
export function FigureLink({
  indicator,
  place,
  period,
  label,
  className,
  testId,
  isStacked,
  children,
}: FigureLinkProps) {
  const slice = useSlice()
  const { stack, addressWith } = useWhyStack()
  const router = useRouter()
  const cell = { indicator, place: place ?? slice.place, period: period ?? slice.period }
  const href = addressWith(isStacked ? [...stack, cell] : [cell])
  return (
    <a
      href={href}
      className={className ? `figure-link ${className}` : 'figure-link'}
      aria-label={label}
      data-testid={testId ?? 'figure'}
      data-indicator={cell.indicator}
      data-place={cell.place}
      data-period={cell.period}
      onClick={(event) => {
        if (opensElsewhere(event)) return
        event.preventDefault()
        router.history.push(href)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'w' || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        router.history.push(href)
      }}
    >
      {children}
    </a>
  )
}
