import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { formatSearch, parseSearch } from './net/address.ts'
import { MissingPage, PageFault } from './net/page-fault.tsx'
import { Shell } from './net/shell.tsx'
import { SignedIn } from './net/signed-in.tsx'
import { useSearch } from './net/slice.tsx'
import { Skeleton } from './ui/states.tsx'

const SignIn = lazy(() => import('./admin/sign-in.tsx').then((module) => ({ default: module.SignIn })))
const DuePassword = lazy(() => import('./admin/due-password.tsx').then((module) => ({ default: module.DuePassword })))
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
  if (!useSearch()['why']) return null
  return (
    <Suspense>
      <WhyPanel />
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
    path: '/submissions/$id',
    component: lazyRouteComponent(() => import('./collect/review-page.tsx'), 'ReviewPage'),
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
