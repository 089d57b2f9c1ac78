import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { formatSearch, parseSearch } from './net/address.ts'
import { listUnsent } from './net/device-store.ts'
import { MissingPage, PageFault } from './net/page-fault.tsx'
import { useMe } from './net/session.tsx'
import { Shell } from './net/shell.tsx'
import { SignedIn } from './net/signed-in.tsx'
import { useSearch } from './net/slice.tsx'
import { Skeleton } from './ui/states.tsx'

const SignIn = lazy(() => import('./admin/sign-in.tsx').then((module) => ({ default: module.SignIn })))
const DuePassword = lazy(() => import('./admin/due-password.tsx').then((module) => ({ default: module.DuePassword })))
// What waits can be sent from the page of the return too: without a network nothing is lost where this does not load.
const Outgoing = lazy(() =>
  import('./collect/entry/outgoing.tsx').then(
    (module) => ({ default: module.Outgoing }),
    () => ({ default: () => null }),
  ),
)
const WhyPanel = lazy(() => import('./publish/why-panel.tsx').then((module) => ({ default: module.WhyPanel })))

const root = createRootRoute({
  component: () => (
    <Suspense fallback={<Skeleton rows={10} />}>
      <SignedIn signIn={<SignIn />} duePassword={<DuePassword />}>
        <Shell beside={<Beside />} />
      </SignedIn>
    </Suspense>
  ),
  notFoundComponent: MissingPage,
  errorComponent: PageFault,
})

function Beside() {
  const isAsked = useSearch()['why'] !== undefined
  const isUnsent = listUnsent(useMe().username).length > 0
  return (
    <Suspense>
      {isAsked ? <WhyPanel /> : null}
      {isUnsent ? <Outgoing /> : null}
    </Suspense>
  )
}

const under = { getParentRoute: () => root } as const

const tree = root.addChildren([
  createRoute({
    ...under,
    path: '/',
    component: lazyRouteComponent(() => import('./publish/board-page.tsx'), 'BoardPage'),
  }),
  createRoute({
    ...under,
    path: '/matrix',
    component: lazyRouteComponent(() => import('./publish/matrix-page.tsx'), 'MatrixPage'),
  }),
  createRoute({
    ...under,
    path: '/goals',
    component: lazyRouteComponent(() => import('./publish/goals-page.tsx'), 'GoalsPage'),
  }),
  createRoute({
    ...under,
    path: '/place',
    component: lazyRouteComponent(() => import('./publish/place-page.tsx'), 'PlacePage'),
  }),
  createRoute({
    ...under,
    path: '/indicator',
    component: lazyRouteComponent(() => import('./publish/indicator-page.tsx'), 'IndicatorPage'),
  }),
  createRoute({
    ...under,
    path: '/returns',
    component: lazyRouteComponent(() => import('./collect/returns-page.tsx'), 'ReturnsPage'),
  }),
  createRoute({
    ...under,
    path: '/forms',
    component: lazyRouteComponent(() => import('./collect/form/forms-page.tsx'), 'FormsPage'),
  }),
  createRoute({
    ...under,
    path: '/forms/$form',
    component: lazyRouteComponent(() => import('./collect/form/form-page.tsx'), 'FormPage'),
  }),
  createRoute({
    ...under,
    path: '/form-design',
    component: lazyRouteComponent(() => import('./collect/form/new-form-page.tsx'), 'NewFormPage'),
  }),
  createRoute({
    ...under,
    path: '/returns/$form/fill',
    component: lazyRouteComponent(() => import('./collect/entry/fill-page.tsx'), 'FillPage'),
  }),
  createRoute({
    ...under,
    path: '/submissions/$id',
    component: lazyRouteComponent(() => import('./collect/review/review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    ...under,
    path: '/submissions/$id/signed',
    component: lazyRouteComponent(() => import('./collect/review/signed-page.tsx'), 'SignedPage'),
  }),
  createRoute({
    ...under,
    path: '/review',
    component: lazyRouteComponent(() => import('./collect/review/review-desk-page.tsx'), 'ReviewDeskPage'),
  }),
  createRoute({
    ...under,
    path: '/review/sheet',
    component: lazyRouteComponent(() => import('./collect/review/review-sheet-page.tsx'), 'ReviewSheetPage'),
  }),
  createRoute({
    ...under,
    path: '/import',
    component: lazyRouteComponent(() => import('./collect/import/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    ...under,
    path: '/definition',
    component: lazyRouteComponent(() => import('./collect/figure/definition-page.tsx'), 'DefinitionPage'),
  }),
  createRoute({
    ...under,
    path: '/differences',
    component: lazyRouteComponent(() => import('./collect/figure/differences-page.tsx'), 'DifferencesPage'),
  }),
  createRoute({
    ...under,
    path: '/chase',
    component: lazyRouteComponent(() => import('./collect/chase/chase-page.tsx'), 'ChasePage'),
  }),
  createRoute({
    ...under,
    path: '/messages',
    component: lazyRouteComponent(() => import('./collect/chase/messages-page.tsx'), 'MessagesPage'),
  }),
  createRoute({
    ...under,
    path: '/documents',
    component: lazyRouteComponent(() => import('./plan/library-page.tsx'), 'LibraryPage'),
  }),
  createRoute({
    ...under,
    path: '/documents/$document',
    component: lazyRouteComponent(() => import('./plan/desk-page.tsx'), 'DeskPage'),
  }),
  createRoute({
    ...under,
    path: '/documents/$document/revision',
    component: lazyRouteComponent(() => import('./plan/revision-page.tsx'), 'RevisionPage'),
  }),
  createRoute({
    ...under,
    path: '/coverage',
    component: lazyRouteComponent(() => import('./plan/coverage-page.tsx'), 'CoveragePage'),
  }),
  createRoute({
    ...under,
    path: '/contradictions',
    component: lazyRouteComponent(() => import('./plan/contradictions-page.tsx'), 'ContradictionsPage'),
  }),
  createRoute({
    ...under,
    path: '/people',
    component: lazyRouteComponent(() => import('./admin/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...under,
    path: '/log',
    component: lazyRouteComponent(() => import('./admin/log-page.tsx'), 'LogPage'),
  }),
  createRoute({
    ...under,
    path: '/account',
    component: lazyRouteComponent(() => import('./admin/account-page.tsx'), 'AccountPage'),
  }),
])

/** Every page by its address; each is loaded when it is first opened. */
export const pages = createRouter({
  routeTree: tree,
  parseSearch,
  stringifySearch: formatSearch,
  defaultPendingComponent: () => <Skeleton rows={12} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof pages
  }
}
