import { watchChanges } from '@gangju/contract/board'
import { type Routes, serveEvents } from '../http/serve.ts'

/** Tells an open page when figures of its place moved, so that it never shows an old one. */
export const changesRoutes: Routes = (app) => {
  serveEvents(app, watchChanges, async ({ within, query }) => {
    const { place } = await within({ place: query.place })
    return {
      event: 'change',
      choose: ({ ancestors, periods }) => {
        const isOurs = ancestors.length === 0 || ancestors.includes(place.placeId)
        return isOurs ? { place: place.code, periods: [...periods] } : undefined
      },
    }
  })
}
