import { changePlace } from '@gangju/contract/places'
import type { PlaceLevel } from '@gangju/contract/values'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, serve } from '../http/serve.ts'
import { changeTree } from './change-tree.ts'
import { findHome, holdTree, listKnownPlaces } from './place-change.store.ts'
import { codesOfChange, parentsOfOpened } from './place-change.ts'

type ChangeCall = Call<typeof changePlace>

export const placeChangeRoutes: Routes = (app) => {
  serve(app, changePlace, async (call) => {
    const { body: change, lang, now } = call
    const home = await homeOf(call)
    const { place } = await call.within({ place: home })
    // Zones may reach beyond what is held, and have to stay right: their names open, writing stays inside.
    const { trx } = await call.alone()
    await holdTree(trx)
    await changeTree(trx, change, { home, now, lang })
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
