import { randomUUID } from 'node:crypto'
import type { CellChange } from '@gangju/contract/entry'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/serve.ts'
import { loadKnown } from '../check/known.ts'
import { indicatorIdsOf } from '../return-form.ts'
import { insertTypedCells } from './entry-cell.store.ts'
import { type HandingIn, refuseFindings } from './hand-in.ts'
import { readStanding } from './open-draft.ts'
import { insertHandedIn, markBefore, type OpenLink, undoToMark } from './return-chain.store.ts'
import { homesOf, loadEntryFigures, loadReturnGround, returnKeyOf } from './return-ground.ts'
import { readTypedCells, type TypedCell } from './typed-cells.ts'

/**
 * Hands in a whole return of one place that nobody has begun and that no figure stands for, as most are at the end of a
 * month: what has to be known is read and what is to be written is written in one message, and what was written is undone
 * when it turns out not to be such a one [EN16].
 *
 * @returns undefined for any other return: nothing is written, and the usual way says what becomes of it.
 * @throws ListedProblem `submission.faulty`, `submission.unexplained`.
 */
export async function fileAtOnce(
  scope: Scope,
  words: HandingIn,
  changes: readonly CellChange[],
): Promise<OpenLink | undefined> {
  const typed = readWholeReturn(scope, words, changes)
  if (!typed) return undefined
  const { trx } = scope
  const { actor, now, form } = words
  const key = returnKeyOf(scope, words)
  const { countyId, placeId } = key
  const link = { submissionId: randomUUID(), formVersion: form.entry.version, version: 2, late: false }
  const by = { filedBy: actor.personId, filedAt: now }
  const places = [{ placeId, code: scope.place.code }]
  await markBefore(trx)
  // In this order: what was there is looked for before anything is put down.
  const [ground, standing, figures, isNew, , judged] = await Promise.all([
    loadReturnGround(scope, words),
    readStanding(scope, key, { now, hold: 'share' }),
    loadEntryFigures(scope.db, words, { entry: form.entry, countyId, placeIds: [placeId], isLongAgo: false }),
    insertHandedIn(trx, { ...key, ...by, ...link }),
    insertTypedCells(trx, { countyId, ...link }, typed, { editedBy: actor.personId, editedAt: now }),
    loadKnown(scope, { ...words, countyId, places }),
  ])
  const { open, chain, lateness } = standing
  const isUntouched = isNew && !open && chain.length === 0 && figures.size === 0
  const isAsked = ground.places.length === 1 && ground.places[0]?.placeId === placeId
  if (!isUntouched || !isAsked || lateness?.isClosed) {
    await undoToMark(trx)
    return undefined
  }
  const cells = typed.map((cell) => ({ ...cell, code: cell.place }))
  refuseFindings(cells, judged, { ...words, extent: 'whole' })
  return { ...link, state: 'submitted' }
}

function readWholeReturn(
  { place }: Scope,
  { form, catalog, stated, lang }: HandingIn,
  changes: readonly CellChange[],
): readonly TypedCell[] | undefined {
  const { entry } = form
  const isOfOne = entry.filedBy === entry.collects && entry.collects === place.level
  const isFresh = stated === undefined && changes.every(({ edition }) => edition === 0)
  if (!isOfOne || !isFresh || form.archivedAt !== null || homesOf(catalog, entry).size > 0) return undefined
  const ground = { entry, places: [place], indicatorIds: indicatorIdsOf(catalog, entry), homeOf: () => undefined, lang }
  try {
    const typed = readTypedCells(changes, ground)
    return typed.some(({ missing }) => missing !== 'notReported') ? typed : undefined
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
