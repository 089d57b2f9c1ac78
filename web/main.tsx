import './net/schema-mode.ts'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from './net/language.tsx'
import { showPreferences } from './net/preferences.ts'
import { Refusal } from './net/refusal.ts'
import { sessionKey } from './net/session.tsx'
import { pages } from './pages.tsx'
import './ui/style.css'
import './net/shell.css'
import './publish/publish.css'
import './collect/collect.css'
import './plan/plan.css'
import './plan/review.css'

showPreferences()

/** A session that ended elsewhere shows at the first refused reading: the page asks to sign in and then goes on. */
const client: QueryClient = new QueryClient({
  // Without a network the worker answers with what was opened before.
  defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
  queryCache: new QueryCache({
    onError: (error, query) => {
      const isOver = error instanceof Refusal && error.status === 401
      if (isOver && query.queryKey[0] !== sessionKey[0]) void client.resetQueries({ queryKey: sessionKey })
    },
  }),
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <RouterProvider router={pages} />
        </QueryClientProvider>
      </LanguageProvider>
    </StrictMode>,
  )
}
