import { useRouter, useRouterState } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { addressOf, type Search } from './address.ts'
import { useMe } from './session.tsx'

/** The coordinates of a view: what the bar shows and the address holds. */
export interface Slice {
  readonly goal: string | undefined
  readonly place: string
  readonly period: string
  readonly asOf: string | undefined
}

export function useSearch(): Search {
  return useRouterState({ select: (state) => state.location.search as Search })
}

export function usePath(): string {
  return useRouterState({ select: (state) => state.location.pathname })
}

/** The slice of the address, completed by where this reader starts. */
export function useSlice(): Slice {
  const search = useSearch()
  const { start } = useMe()
  return {
    goal: search['goal'] ?? start.goal ?? undefined,
    place: search['place'] ?? start.place?.code ?? '',
    period: search['period'] ?? start.period,
    asOf: search['asOf'],
  }
}

/** What stays when the page changes; other fields belong to one page. */
const kept = ['goal', 'place', 'period', 'asOf'] as const

export interface Step {
  /** Another page; left out, the page stays and so do its own fields. */
  readonly to?: string
  readonly change?: Search
}

/** Addresses next to the present one: changing one coordinate keeps the others. */
export function useStepAddress(): (step: Step) => string {
  const search = useSearch()
  const path = usePath()
  const slice = useSlice()
  return ({ to, change }) => {
    const coordinates: Search = Object.fromEntries(kept.map((name) => [name, slice[name]]))
    const own = to === undefined || to === path ? search : {}
    const { why: _, ...rest } = { ...own, ...coordinates } as Record<string, string | undefined>
    return addressOf(to ?? path, { ...rest, ...change })
  }
}

export function useGo(): (step: Step) => void {
  const router = useRouter()
  const addressOfStep = useStepAddress()
  return (step) => router.history.push(addressOfStep(step))
}

export type StepLinkProps = Step & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>

/** A link to a neighbouring view, openable in a new tab as any link. */
export function StepLink({ to, change, onClick, ...rest }: StepLinkProps) {
  const router = useRouter()
  const step: Step = { ...(to === undefined ? {} : { to }), ...(change ? { change } : {}) }
  const href = useStepAddress()(step)
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || opensElsewhere(event)) return
        event.preventDefault()
        router.history.push(href)
      }}
    />
  )
}

export const opensElsewhere = (event: MouseEvent) =>
  event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
