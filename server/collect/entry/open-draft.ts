import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/call.ts'
import { officeDay } from '../../http/office-time.ts'
import { type Lateness, listLateness } from './closing.store.ts'
import { insertFilledCells, listFilledCells } from './entry-cell.store.ts'
import {
  type ChainLink,
  findOpen,
  type Hold,
  insertDraft,
  listChains,
  newestOf,
  type OpenLink,
  type ReturnKey,
} from './return-chain.store.ts'
import { entryOf, loadEntryFigures, type ReturnGround } from './return-ground.ts'
import { startingCells } from './starting-cells.ts'

/** Who writes, and when. */
export interface Writing {
  readonly actor: { readonly personId: string; readonly name: string }
  readonly now: Date
}

/** What was found of a return at one time. */
export interface ReturnStanding {
  readonly lateness: Lateness | undefined
  /** The open one, held. */
  readonly open: OpenLink | undefined
  readonly chain: readonly ChainLink[]
}

/** In one message; the open one is held before the others are read. */
export async function readStanding(
  scope: Scope,
  key: ReturnKey,
  { now, hold }: { readonly now: Date; readonly hold: Hold },
): Promise<ReturnStanding> {
  const [lateness, open, chains] = await Promise.all([
    findLateness(scope, key, now),
    findOpen(scope.trx, key, hold),
    listChains(scope.db, { ...key, placeIds: [key.placeId] }),
  ])
  return { lateness, open, chain: chains.get(key.placeId) ?? [] }
}

/**
 * The draft of a return, held so that nobody hands it in meanwhile; begun when there is none [EN1, EN2].
 *
 * @param how.found what was read of it just before.
 * @throws Problem `submission.openExists` while it is under review, `return.closed` without leave, `form.archived`.
 */
export async function openDraft(
  scope: Scope,
  ground: ReturnGround,
  writing: Writing,
  { found, hold = 'share' }: { readonly found?: ReturnStanding; readonly hold?: Hold } = {},
): Promise<OpenLink> {
  const now = { now: writing.now, hold }
  for (let standing = found ?? (await readStanding(scope, ground.key, now)); ; ) {
    const { open, chain } = standing
    const isLate = expectNotClosed(standing.lateness)
    if (open?.state === 'submitted') throw new Problem('submission.openExists')
    if (open) return open
    const begun = await beginDraft(scope, ground, writing, { ...isLate, newest: newestOf(chain) })
    if (begun) return begun
    // Somebody else began it in between, and has committed.
    standing = await readStanding(scope, ground.key, now)
  }
}

/** @returns whether it comes late, by leave. @throws Problem `return.closed` */
export async function expectOpen(
  { db }: Pick<Scope, 'db'>,
  { key }: Pick<ReturnGround, 'key'>,
  { now }: Pick<Writing, 'now'>,
): Promise<{ late: boolean }> {
  return expectNotClosed(await findLateness({ db }, key, now))
}

/** The same, of what was found. */
export function expectNotClosed(found: Lateness | undefined): { late: boolean } {
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
  { late, newest }: { late: boolean; newest: ChainLink | undefined },
): Promise<OpenLink | undefined> {
  const { form, key, places } = ground
  if (form.archivedAt !== null) throw new Problem('form.archived')
  // Its step was taken in this moment: look again.
  if (newest?.state === 'draft' || newest?.state === 'submitted') return undefined
  const formVersion = newest?.formVersion ?? form.entry.version
  const entry = entryOf(ground, formVersion)
  const placeIds = places.map(({ placeId }) => placeId)
  const follows = newest?.submissionId ?? null
  const row = { ...key, filedBy: actor.personId, filedAt: now, formVersion, late, follows }
  const [begun, filed, figures] = await Promise.all([
    insertDraft(trx, row),
    newest ? listFilledCells(db, key.countyId, [newest.submissionId]) : [],
    loadEntryFigures(db, ground, { entry, countyId: key.countyId, placeIds, isLongAgo: false }),
  ])
  if (begun === undefined) return undefined
  const { submissionId, version } = begun
  const cells = startingCells(ground, { newest, filed, entry, placeIds, figures })
  await insertFilledCells(trx, { countyId: key.countyId, submissionId }, cells)
  return { submissionId, state: 'draft', version, formVersion, late }
}
