import type { PlaceChange } from '@gangju/contract/places'
import type { Db, Trx } from '../db/connection.ts'
import { officeDay } from '../http/office-time.ts'
import type { Lang } from '../http/serve.ts'
import { spell } from './pinyin.ts'
import { applyChange, isCovered, listChangedOn, listKnownEdges, listKnownPlaces } from './place-change.store.ts'
import { codesOfChange, parentsOfOpened, planChange } from './place-change.ts'
import type { KnownTree } from './place-plan.ts'

export interface ChangeWords {
  /** The place that is held for the change. */
  readonly home: string
  readonly now: Date
  readonly lang: Lang
}

/**
 * Decides a change of the tree and writes it, with the cover and the roll-ups that follow. The tree is held by the caller.
 *
 * @throws Problem as `planChange` does, before anything is written.
 */
export async function changeTree(trx: Trx, change: PlaceChange, { home, now, lang }: ChangeWords): Promise<void> {
  const tree = await loadTree(trx, change, { home, today: officeDay(now) })
  await applyChange(trx, planChange(change, tree, lang), { on: change.on, at: now, spell })
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
