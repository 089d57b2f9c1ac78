import type { Finding, FormEntry } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import type { Lang, Scope } from '../../http/serve.ts'
import { checkCells, checkSubmission, type StoredCell } from '../check/check-submission.ts'
import { faultOf } from '../check/find-faults.ts'
import { type CheckGround, loadKnown } from '../check/known.ts'
import { refuseFaulty, refuseUnexplained } from '../check/refuse.ts'
import { indicatorIdsOf } from '../return-form.ts'
import { updateSubmission } from '../submission.store.ts'
import { type FilledCell, listFilledCells, writeCells } from './entry-cell.store.ts'
import { expectNotClosed, readStanding, type Writing } from './open-draft.ts'
import { findOpen, type OpenLink } from './return-chain.store.ts'
import {
  entryOf,
  homesOf,
  loadEntryFigures,
  loadReturnGround,
  type ReturnGround,
  type ReturnWords,
  returnKeyOf,
} from './return-ground.ts'

export interface HandingIn extends ReturnWords, Writing {
  readonly lang: Lang
  /** The version that the person saw; undefined: whatever it is now. */
  readonly stated: number | undefined
}

/** A draft that is held, and whether it comes late, by leave. */
export interface HeldReturn {
  readonly ground: ReturnGround
  readonly draft: OpenLink
  readonly late: boolean
}

/**
 * Hands the draft of a return in [EN7, EN8]: held, so that no cell changes meanwhile; known figures are taken as the net
 * has them; the whole is checked. What is late by leave is marked so.
 *
 * @param given the draft, where the same request has held it already.
 * @throws Problem `return.noDraft`, `submission.version`, `submission.empty`, `return.closed`; ListedProblem
 *   `submission.faulty`, `submission.unexplained`.
 */
export async function handIn(scope: Scope, words: HandingIn, given?: HeldReturn): Promise<OpenLink> {
  const { ground, draft, late } = given ?? (await holdReturn(scope, words))
  const form = { ...words.form, entry: entryOf(ground, draft.formVersion) }
  const { countyId } = ground.key
  const at = { countyId, submissionId: draft.submissionId }
  const [cells, judged] = await Promise.all([
    listFilledCells(scope.db, countyId, [at.submissionId]),
    loadKnown(scope, { ...words, form, countyId, places: ground.places }),
  ])
  if (!cells.some(({ missing }) => missing !== 'notReported')) throw new Problem('submission.empty')
  const isConfirmed = await confirmKnown(scope, { ...ground, form }, { at, cells, words })
  const checking = { ...at, catalog: words.catalog, form, period: words.period, extent: 'whole' } as const
  const codes = new Map(ground.places.map(({ placeId, code }) => [placeId, code]))
  const isAsRead = !isConfirmed && cells.every(({ placeId }) => codes.has(placeId))
  if (isAsRead) {
    const coded = cells.map((cell) => ({ ...cell, code: codes.get(cell.placeId)! }))
    refuseFindings(coded, judged, { ...checking, lang: words.lang })
  } else refuseFound(await checkSubmission(scope, checking), form.entry, words.lang)
  const version = draft.version + 1
  const filed = { filedBy: words.actor.personId, filedAt: words.now, submittedAt: words.now, late }
  await updateSubmission(scope.trx, at, { state: 'submitted', step: 0, version, ...filed })
  return { ...draft, state: 'submitted', version, late }
}

/**
 * What the checks find in cells that were just read or written.
 *
 * @throws ListedProblem `submission.faulty`, `submission.unexplained`.
 */
export function refuseFindings(
  cells: readonly StoredCell[],
  judged: CheckGround,
  words: Parameters<typeof checkCells>[2] & { readonly lang: Lang },
): void {
  refuseFound(checkCells(cells, judged, words), words.form.entry, words.lang)
}

function refuseFound(findings: readonly Finding[], { columns }: FormEntry, lang: Lang): void {
  // Where another form is late with a figure, nobody is kept waiting here.
  const known = new Set(columns.filter((column) => column.known).map(({ indicator }) => indicator))
  const faults = findings
    .filter(({ code, indicator }) => code !== 'cell.required' || !known.has(indicator))
    .map((finding) => faultOf(finding, columns))
  refuseFaulty(faults, lang)
  refuseUnexplained(faults, lang)
}

async function holdReturn(scope: Scope, words: HandingIn): Promise<HeldReturn> {
  const key = returnKeyOf(scope, words)
  const [ground, { open, lateness }] = await Promise.all([
    loadReturnGround(scope, words),
    readStanding(scope, key, { now: words.now, hold: 'update' }),
  ])
  return { ground, draft: expectDraft(open, words.stated), ...expectNotClosed(lateness) }
}

/** @throws Problem `return.noDraft`, `submission.openExists`, `submission.version` */
export async function holdDraft({ trx }: Scope, { key }: ReturnGround, stated: number | undefined): Promise<OpenLink> {
  return expectDraft(await findOpen(trx, key, 'update'), stated)
}

function expectDraft(draft: OpenLink | undefined, stated: number | undefined): OpenLink {
  if (!draft) throw new Problem('return.noDraft')
  if (draft.state === 'submitted') throw new Problem('submission.openExists')
  expectVersion(draft, stated)
  return draft
}

/** @throws Problem `submission.version` when it is another than the one that was seen. */
export function expectVersion({ version }: OpenLink, stated: number | undefined): void {
  if (stated !== undefined && stated !== version) throw new Problem('submission.version', { version })
}

interface Confirming {
  readonly at: { readonly countyId: number; readonly submissionId: string }
  readonly cells: readonly FilledCell[]
  readonly words: Writing
}

/** What other forms know of the rows that were answered is written down as it is confirmed; it is not posted again [EN9]. */
async function confirmKnown(
  { db, trx }: Scope,
  ground: ReturnGround,
  { at, cells, words }: Confirming,
): Promise<boolean> {
  const { entry } = ground.form
  const homes = homesOf(ground.catalog, entry)
  if (homes.size === 0) return false
  const answered = new Set(cells.filter(({ missing }) => missing !== 'notReported').map(({ placeId }) => placeId))
  const placeIds = [...answered]
  const figures = await loadEntryFigures(db, ground, { entry, countyId: at.countyId, placeIds, isLongAgo: false })
  const ids = indicatorIdsOf(ground.catalog, entry)
  const seen = new Map(cells.map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell.edition]))
  const confirmed = placeIds.flatMap((placeId) =>
    [...homes.keys()].flatMap((code) => {
      const indicatorId = ids.get(code)!
      const figure = figures.get(placeId, indicatorId, ground.period.id)
      if (!figure) return []
      const { value, missing } = figure
      const edition = seen.get(`${placeId} ${indicatorId}`) ?? 0
      return [{ placeId, indicatorId, value, missing, spelled: null, explanation: null, seen: edition }]
    }),
  )
  if (confirmed.length === 0) return false
  await writeCells(trx, at, confirmed, { editedBy: words.actor.personId, editedAt: words.now })
  return true
}
