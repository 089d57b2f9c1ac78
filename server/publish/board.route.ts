import { readBoard } from '@gangju/contract/board'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import type { Catalog, CatalogGoal } from '../net/catalog.ts'
import { getScenePlace } from '../net/scene.store.ts'
import { loadBoard } from './board-view.ts'
import { asOfDate } from './slice.ts'

/** The board of a programme at a place. */
export const boardRoutes: Routes = (app) => {
  serve(app, readBoard, async ({ catalog, within, query, lang, now }: Call<typeof readBoard>) => {
    const goal = startGoal(catalog, query.goal)
    const { db, place, rectangle } = await within({ place: query.place, goal: goal.code })
    return loadBoard(db, {
      catalog,
      goal,
      place: await getScenePlace(db, place.placeId),
      period: query.period,
      asOf: asOfDate(query.asOf),
      now,
      lang,
      granted: rectangle.indicators,
    })
  })
}

/** The goal asked for; otherwise the programme that the installation starts with. */
export function startGoal(catalog: Catalog, code: string | undefined): CatalogGoal {
  const named = code ?? catalog.settings.get('startGoal')
  const goal =
    typeof named === 'string' ? catalog.findGoal(named) : catalog.goals.find(({ kind }) => kind === 'programme')
  if (goal === undefined) throw new Problem(code === undefined ? 'goal.none' : 'goal.unknown', {})
  return goal
}
