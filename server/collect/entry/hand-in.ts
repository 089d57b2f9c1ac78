import { Problem } from '@gangju/net/problem'
import type { Lang, Scope } from '../../http/serve.ts'
import { checkSubmission } from '../check/check-submission.ts'
import { faultOf } from '../check/find-faults.ts'
import { refuseFaulty, refuseUnexplained } from '../check/refuse.ts'
import { indicatorIdsOf } from '../return-form.ts'
import { updateSubmission } from '../submission.store.ts'
import { type FilledCell, listFilledCells, writeCells } from './entry-cell.store.ts'
import { expectOpen, type Writing } from './open-draft.ts'
import { findOpen, type OpenLink } from './return-chain.store.ts'
import {
  entryOf,
  homesOf,
  loadEntryFigures,
  loadReturnGround,
  type ReturnGround,
  type ReturnWords,
} from './return-ground.ts'

export interface HandingIn extends ReturnWords, Writing {
  readonly lang: Lang
  /** The version that the person saw; undefined: whatever it is now. */
  readonly stated: number | undefined
}

/**
 * Hands the draft of a return in [EN7, EN8]: held, so that no cell changes meanwhile; known figures are taken as the net
 * has them; the whole is checked. What is late by leave is marked so.
 *
 * @throws Problem `return.noDraft`, `submission.version`, `submission.empty`, `return.closed`; ListedProblem
 *   `submission.faulty`, `submission.unexplained`.
 */
export async function handIn(scope: Scope, words: HandingIn): Promise<OpenLink> {
  const ground = await loadReturnGround(scope, words)
  const draft = await holdDraft(scope, ground, words.stated)
  const { late } = await expectOpen(scope, ground, words)
  const form = { ...words.form, entry: entryOf(ground, draft.formVersion) }
  const at = { countyId: ground.key.countyId, submissionId: draft.submissionId }
  const cells = await listFilledCells(scope.db, at.countyId, [at.submissionId])
  if (!cells.some(({ missing }) => missing !== 'notReported')) throw new Problem('submission.empty')
  await confirmKnown(scope, { ...ground, form }, { at, cells, words })
  const findings = await checkSubmission(scope, {
    ...at,
    catalog: words.catalog,
    form,
    period: words.period,
    extent: 'whole',
  })
  // Where another form is late with a figure, nobody is kept waiting here.
  const known = new Set(form.entry.columns.filter((column) => column.known).map(({ indicator }) => indicator))
  const faults = findings
    .filter(({ code, indicator }) => code !== 'cell.required' || !known.has(indicator))
    .map((finding) => faultOf(finding, form.entry.columns))
  refuseFaulty(faults, words.lang)
  refuseUnexplained(faults, words.lang)
  const version = draft.version + 1
  const filed = { filedBy: words.actor.personId, filedAt: words.now, submittedAt: words.now, late }
  await updateSubmission(scope.trx, at, { state: 'submitted', step: 0, version, ...filed })
  return { ...draft, state: 'submitted', version, late }
}

/** @throws Problem `return.noDraft`, `submission.openExists`, `submission.version` */
export async function holdDraft({ trx }: Scope, { key }: ReturnGround, stated: number | undefined): Promise<OpenLink> {
  const draft = await findOpen(trx, key, 'update')
  if (!draft) throw new Problem('return.noDraft')
  if (draft.state === 'submitted') throw new Problem('submission.openExists')
  if (stated !== undefined && stated !== draft.version) {
    throw new Problem('submission.version', { version: draft.version })
  }
  return draft
}

interface Confirming {
  readonly at: { readonly countyId: number; readonly submissionId: string }
  readonly cells: readonly FilledCell[]
  readonly words: Writing
}

/** What other forms know of the rows that were answered is written down as it is confirmed; it is not posted again [EN9]. */
async function confirmKnown({ db, trx }: Scope, ground: ReturnGround, { at, cells, words }: Confirming): Promise<void> {
  const { entry } = ground.form
  const homes = homesOf(ground.catalog, entry)
  if (homes.size === 0) return
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
  if (confirmed.length === 0) return
  await writeCells(trx, at, confirmed, { editedBy: words.actor.personId, editedAt: words.now })
}
