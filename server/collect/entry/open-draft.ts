import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/call.ts'
import { officeDay } from '../review/summary.ts'
import { type Lateness, listLateness } from './closing.store.ts'
import { insertFilledCells, listFilledCells } from './entry-cell.store.ts'
import { findOpen, insertDraft, listChains, newestOf, type OpenLink } from './return-chain.store.ts'
import { entryOf, loadEntryFigures, type ReturnGround } from './return-ground.ts'
import { startingCells } from './starting-cells.ts'

/** Who writes, and when. */
export interface Writing {
  readonly actor: { readonly personId: string; readonly name: string }
  readonly now: Date
}

/**
 * The draft of a return, held so that nobody hands it in meanwhile; begun when there is none [EN1, EN2].
 *
 * @throws Problem `submission.openExists` while it is under review, `return.closed` without leave, `form.archived`.
 */
export async function openDraft(scope: Scope, ground: ReturnGround, writing: Writing): Promise<OpenLink> {
  const { trx } = scope
  const isLate = await expectOpen(scope, ground, writing)
  for (;;) {
    const open = await findOpen(trx, ground.key, 'share')
    if (open?.state === 'submitted') throw new Problem('submission.openExists')
    if (open) return open
    const begun = await beginDraft(scope, ground, writing, isLate)
    if (begun) return begun
    // Somebody else began it in between, and has committed.
  }
}

/** @returns whether it comes late, by leave. @throws Problem `return.closed` */
export async function expectOpen(
  { db }: Pick<Scope, 'db'>,
  { key }: Pick<ReturnGround, 'key'>,
  { now }: Pick<Writing, 'now'>,
): Promise<{ late: boolean }> {
  const found = await findLateness({ db }, key, now)
  if (found?.isClosed && found.leaveUntil === null) throw new Problem('return.closed')
  return { late: found?.isClosed ?? false }
}

export async function findLateness(
  { db }: Pick<Scope, 'db'>,
  { placeId, formId, period }: ReturnGround['key'],
  now: Date,
): Promise<Lateness | undefined> {
  return (await listLateness(db, { placeIds: [placeId], formId, period, day: officeDay(now) })).get(placeId)
}

async function beginDraft(
  { db, trx }: Scope,
  ground: ReturnGround,
  { actor, now }: Writing,
  { late }: { late: boolean },
): Promise<OpenLink | undefined> {
  const { form, key, places } = ground
  if (form.archivedAt !== null) throw new Problem('form.archived')
  const chains = await listChains(db, { ...key, placeIds: [key.placeId] })
  const newest = newestOf(chains.get(key.placeId) ?? [])
  // Its step was taken in this moment: look again.
  if (newest?.state === 'draft' || newest?.state === 'submitted') return undefined
  const formVersion = newest?.formVersion ?? form.entry.version
  const entry = entryOf(ground, formVersion)
  const placeIds = places.map(({ placeId }) => placeId)
  const filed = newest ? await listFilledCells(db, key.countyId, [newest.submissionId]) : []
  const figures = await loadEntryFigures(db, ground, { entry, countyId: key.countyId, placeIds, isLongAgo: false })
  const follows = newest?.submissionId ?? null
  const begun = await insertDraft(trx, {
    ...key,
    filedBy: actor.personId,
    filedAt: now,
    formVersion,
    late,
    follows,
  })
  if (begun === undefined) return undefined
  const { submissionId, version } = begun
  const cells = startingCells(ground, { newest, filed, entry, placeIds, figures })
  await insertFilledCells(trx, { countyId: key.countyId, submissionId }, cells)
  return { submissionId, state: 'draft', version, formVersion, late }
}
