import { listTargets } from '@gangju/contract/goals'
import { type Routes, serve } from '../http/serve.ts'
import { formatCursor, parseCursor } from '../net/cursor.ts'
import { listTargetRows } from './target.store.ts'
import { targetItem } from './target-item.ts'

const defaultLimit = 100

/** Targets of one place, or of everything that the reader holds. */
export const targetRoutes: Routes = (app) => {
  serve(app, listTargets, async ({ catalog, within, query, lang }) => {
    const { place, goal, indicator, cursor, limit = defaultLimit } = query
    const after = parseCursor(cursor, 2)
    const scope = await within({ ...(place === undefined ? {} : { place }), ...(goal === undefined ? {} : { goal }) })
    const wanted = {
      placeId: place === undefined ? undefined : scope.place.placeId,
      rootIds: scope.places,
      indicatorId: indicator === undefined ? undefined : catalog.indicator(indicator).indicatorId,
      goalPaths: scope.goalPaths,
    }
    const rows = await listTargetRows(scope.db, wanted, { after, limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const next = rows.length > limit && last ? formatCursor([last.code, last.targetId]) : null
    return { items: page.map((row) => targetItem(row, catalog, lang)), next }
  })
}
