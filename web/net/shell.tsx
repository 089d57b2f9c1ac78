import type { Me } from '@gangju/contract/session'
import { Outlet, useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { EmptyState } from '../ui/states.tsx'
import { momentText, timeText } from './clock-text.ts'
import { CoordinateBar } from './coordinate-bar.tsx'
import { KeyHelp } from './key-help.tsx'
import { useWords, type WordKey } from './language.tsx'
import { useLiveChanges } from './live.ts'
import { ReaderTools } from './reader-tools.tsx'
import { holdsVerb, useMe } from './session.tsx'
import { StepLink, usePath, useSearch, useSlice, useStepAddress } from './slice.tsx'
import { WorkLine } from './work-line.tsx'

const pages: readonly { readonly to: string; readonly word: WordKey; readonly verb: string }[] = [
  { to: '/', word: 'page.board', verb: 'observation.read' },
  { to: '/matrix', word: 'page.matrix', verb: 'observation.read' },
  { to: '/goals', word: 'page.goals', verb: 'goal.read' },
  { to: '/place', word: 'page.place', verb: 'observation.read' },
  { to: '/indicator', word: 'page.indicator', verb: 'indicator.read' },
  { to: '/documents', word: 'page.documents', verb: 'document.read' },
  { to: '/returns', word: 'page.returns', verb: 'submission.read' },
  { to: '/people', word: 'page.people', verb: 'person.read' },
  { to: '/log', word: 'page.log', verb: 'action.read' },
]

/** Everything around a page: the bar, the tabs, what is stale, and the panel beside. */
export function Shell({ beside }: { readonly beside: ReactNode }) {
  const { say } = useWords()
  const me = useMe()
  const slice = useSlice()
  useCoordinatesInAddress(me)
  const lostSince = useLiveChanges(slice.place)
  if (!slice.place) {
    return (
      <main>
        <ReaderTools />
        <EmptyState title={say('page.noPlace')}>{say('page.noPlaceHint')}</EmptyState>
      </main>
    )
  }
  return (
    <>
      <header className="shell-head no-print">
        <div className="shell-bar">
          <StepLink to="/" className="brand">
            {say('app.name')}
          </StepLink>
          <CoordinateBar />
          <ReaderTools />
        </div>
        <Tabs me={me} />
        <WorkLine />
      </header>
      {lostSince ? (
        <p className="stale-notice" role="status" data-testid="stale">
          {say('bar.stale', { time: timeText(lostSince) })}
        </p>
      ) : null}
      {slice.asOf ? (
        <p className="past-notice" role="note">
          {say('bar.past', { time: momentText(slice.asOf) })}
          <StepLink change={{ asOf: undefined }}>{say('bar.backToNow')}</StepLink>
        </p>
      ) : null}
      <main id="page">
        <Outlet />
      </main>
      {beside}
      <KeyHelp />
    </>
  )
}

function Tabs({ me }: { readonly me: Me }) {
  const { say } = useWords()
  const path = usePath()
  return (
    <nav className="tabs">
      {pages
        .filter(({ verb }) => holdsVerb(me, verb))
        .map(({ to, word }) => (
          <StepLink
            key={to}
            to={to}
            aria-current={to === path || isUnder(to, path) ? 'page' : undefined}
            data-testid={`tab${to.replace('/', '-')}`}
          >
            {say(word)}
          </StepLink>
        ))}
    </nav>
  )
}

const below: Readonly<Record<string, readonly string[]>> = {
  '/indicator': ['/definition', '/differences'],
  '/returns': ['/returns/', '/submissions', '/review', '/import', '/chase', '/forms', '/form-design', '/messages'],
  '/documents': ['/documents/', '/coverage', '/contradictions'],
}

const isUnder = (to: string, path: string) => (below[to] ?? []).some((start) => path.startsWith(start))

/** The address always names its coordinates, so that any view can be sent to somebody else. */
function useCoordinatesInAddress(me: Me) {
  const router = useRouter()
  const search = useSearch()
  const addressOfStep = useStepAddress()
  const isComplete = search['place'] !== undefined && search['period'] !== undefined
  const complete = isComplete || !me.start.place ? null : addressOfStep({ change: { why: search['why'] } })
  useEffect(() => {
    if (complete !== null) router.history.replace(complete)
  }, [router, complete])
}
