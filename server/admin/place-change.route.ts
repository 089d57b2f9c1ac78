import { changePlace, type PlaceChange } from '@gangju/contract/places'
import type { PlaceLevel } from '@gangju/contract/values'
import { Problem } from '@gangju/net/problem'
import type { Db } from '../db/connection.ts'
import { officeDay } from '../http/rights.ts'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { spell } from './pinyin.ts'
import {
  applyChange,
  findHome,
  holdTree,
  isCovered,
  listChangedOn,
  listKnownEdges,
  listKnownPlaces,
} from './place-change.store.ts'
import { codesOfChange, parentsOfOpened, planChange } from './place-change.ts'
import type { KnownTree } from './place-plan.ts'

type ChangeCall = Call<typeof changePlace>

export const placeChangeRoutes: Routes = (app) => {
  serve(app, changePlace, async (call) => {
    const { body: change, lang, now } = call
    const home = await homeOf(call)
    const { place } = await call.within({ place: home })
    // Zones may reach beyond what is held, and have to stay right: their names open, writing stays inside.
    const { trx } = await call.alone()
    await holdTree(trx)
    const tree = await loadTree(trx, change, { home, today: officeDay(now) })
    await applyChange(trx, planChange(change, tree, lang), { on: change.on, at: now, spell })
    const { named, opened } = codesOfChange(change)
    call.record({ subject: `place/${opened[0] ?? named[0]}`, placeId: place.placeId, detail: change })
    const changed = await listKnownPlaces(trx, [...named, ...opened])
    const places = [...named, ...opened].map((code) => {
      const { name, level } = changed.get(code)!
      return { code, name, level: level as PlaceLevel }
    })
    return { ok: true as const, places }
  })
}

/**
 * The place that has to be held for a change: for a new name the place itself, else the lowest county or city over
 * everything that moves, so that nobody pulls a place out of another's hands [PL40].
 *
 * @throws Problem `place.unknown` when a place does not exist: as if it were out of reach.
 */
async function homeOf({ body: change, alone }: ChangeCall): Promise<string> {
  if (change.kind === 'rename') return change.place
  const { db } = await alone()
  const { named } = codesOfChange(change)
  const parents = await listKnownPlaces(db, parentsOfOpened(change))
  const home = await findHome(db, [...named, ...parents.keys()])
  if (home === undefined) throw new Problem('place.unknown')
  return home
}

async function loadTree(db: Db, change: PlaceChange, at: Pick<KnownTree, 'home' | 'today'>): Promise<KnownTree> {
  const { named, opened } = codesOfChange(change)
  const edges = await listKnownEdges(db, named)
  const above = edges.map(({ ancestor }) => ancestor)
  const joins = change.kind === 'joinZone'
  const kind = change.kind === 'move' ? 'transfer' : change.kind
  return {
    ...at,
    edges,
    places: await listKnownPlaces(db, [...named, ...opened, ...parentsOfOpened(change), ...above]),
    isAboveZone: joins && (await isCovered(db, { by: change.place, place: change.zone })),
    changedThatDay: await listChangedOn(db, { codes: named, kind, on: change.on }),
  }
}
