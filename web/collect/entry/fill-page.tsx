import { readEntry } from '@gangju/contract/entry'
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useMe } from '../../net/session.tsx'
import { usePath, useSearch, useSlice } from '../../net/slice.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { GridPage } from './grid-page.tsx'
import { keepOffline } from './keep-offline.ts'
import { useEntry, usePolling } from './use-entry.ts'
import './entry.css'

const PhoneFill = lazy(() => import('../phone/phone-fill.tsx').then((module) => ({ default: module.PhoneFill })))
const RETURNS = 200

const loadForOffline = () =>
  Promise.all([import('../phone/phone-fill.tsx'), import('./outgoing.tsx'), import('../returns-page.tsx')])

/** 填报: one return, or all returns under a place, as a grid; on a phone section by section. */
export function FillPage() {
  const form = decodeURIComponent(usePath().split('/')[2] ?? '')
  const { place, period } = useSlice()
  const { user, subtree, cursor } = useFillAddress()
  const query = useAsk(readEntry, {
    params: { form },
    query: { place, period, ...(subtree ? { subtree: 'true', limit: RETURNS, cursor } : {}) },
  })
  const { data, refetch } = query
  usePolling(() => void refetch())
  const isRead = data !== undefined
  useEffect(() => {
    if (isRead) void keepOffline(loadForOffline).catch(() => undefined)
  }, [isRead])
  return (
    <Asked query={query} rows={14}>
      {(page) => <Filled key={`${page.form.code} ${page.place.code} ${page.period}`} page={page} user={user} />}
    </Asked>
  )
}

function useFillAddress() {
  const { username } = useMe()
  const search = useSearch()
  return { user: username, subtree: search['all'] === '1', cursor: search['cursor'] }
}

type FilledProps = { readonly page: Parameters<typeof useEntry>[0]; readonly user: string }

function Filled({ page, user }: FilledProps) {
  const entry = useEntry(page, user)
  const isPhone = useNarrow()
  if (!entry) return <Skeleton rows={14} />
  if (!isPhone) return <GridPage entry={entry} />
  return (
    <Suspense fallback={<Skeleton rows={10} />}>
      <PhoneFill entry={entry} />
    </Suspense>
  )
}

const narrow = window.matchMedia('(max-width: 600px)')

function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
