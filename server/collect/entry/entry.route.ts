import {
  type CellChange,
  discardDraft,
  type EntryPage,
  readEntry,
  type SaveReport,
  saveCells,
  submitReturn,
} from '@gangju/contract/entry'
import { lastDay } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import { checkSubmission } from '../check/check-submission.ts'
import { readReturnPeriod } from '../return-form.ts'
import { levelWords } from '../review/review.ts'
import { submissionSubject, updateSubmission } from '../submission.store.ts'
import { readReturns } from './entry-page.ts'
import { fileAtOnce } from './file-at-once.ts'
import { listFilers } from './filer.store.ts'
import { expectVersion, type HandingIn, handIn, holdDraft } from './hand-in.ts'
import { refuseConflicts } from './refuse-conflicts.ts'
import { loadReturnGround, type ReturnWords } from './return-ground.ts'
import { saveReturnCells } from './save-cells.ts'
import { statedVersion } from './stated-version.ts'

/** Filling in a return: read, saved cell by cell, handed in, put away. */
export const entryRoutes: Routes = (app) => {
  serve(app, readEntry, handleRead)
  serve(app, saveCells, handleSave)
  serve(app, submitReturn, handleSubmit)
  serve(app, discardDraft, handleDiscard)
}

type EntryCall = Call<typeof readEntry> | Call<typeof saveCells> | Call<typeof submitReturn> | Call<typeof discardDraft>

function wordsOf({ catalog, params, query, now }: EntryCall): ReturnWords {
  const form = catalog.form(params.form)
  return { catalog, form, period: readReturnPeriod(form.entry, query.period, officeDay(now)) }
}

const usualLimit = 50

async function handleRead(call: Call<typeof readEntry>): Promise<EntryPage> {
  const words = { ...wordsOf(call), ...call }
  const { form, period } = words
  const scope = await call.within({ place: call.query.place })
  const { place, db } = scope
  if (!call.query.subtree) {
    const { filedBy } = form.entry
    if (place.level !== filedBy) throw new Problem('form.wrongLevel', { level: levelWords[filedBy] })
    return { ...(await readReturns(scope, [place], words)), next: null }
  }
  const limit = call.query.limit ?? usualLimit
  const after = call.query.cursor ?? ''
  const found = await listFilers(db, { rootId: place.placeId, form, day: lastDay(period), after, limit: limit + 1 })
  // A page is of one county, by which everything is stored.
  const sameCounty = found.filter(({ countyId }) => countyId === found[0]?.countyId)
  const shown = sameCounty.slice(0, limit)
  const next = found.length > shown.length ? (shown.at(-1)?.code ?? null) : null
  return { ...(await readReturns(scope, shown, words)), next }
}

async function handleSave(call: Call<typeof saveCells>): Promise<SaveReport> {
  const words = wordsOf(call)
  const scope = await call.within({ place: call.query.place })
  const done = await saveReturnCells(scope, { ...words, ...call }, call.body.cells)
  const { draft, entry, saved, conflicts } = done
  const { submissionId, version, late } = draft
  call.record({
    subject: submissionSubject(submissionId),
    placeId: scope.place.placeId,
    detail: { cells: saved.length, conflicts: conflicts.length },
  })
  const { countyId } = scope.place
  const stored = { ...words, form: { ...words.form, entry }, countyId, submissionId, extent: 'part' as const }
  const found = call.query.check ? await checkSubmission(scope, stored) : []
  const touched = new Set(call.body.cells.map(({ place }) => place))
  const findings = found.filter(({ place }) => touched.has(place))
  return { submission: submissionId, version, late, saved: [...saved], conflicts: [...conflicts], findings }
}

async function handleSubmit(call: Call<typeof submitReturn>) {
  const words = { ...wordsOf(call), ...call, stated: statedVersion(call) }
  const changes = call.body?.cells
  const link = changes ? await handInWith(call, words, changes) : await handIn(await inReach(call), words)
  const { submissionId, version, late } = link
  const state = 'submitted' as const
  call.record({
    subject: submissionSubject(submissionId),
    detail: { state, late, ...(changes && { cells: changes.length }) },
  })
  return { submission: submissionId, version, state, late }
}

const inReach = (call: Call<typeof submitReturn>) => call.within({ place: call.query.place })

/** @throws ListedProblem `entry.conflict` [EN16]; Problem `grant.missing` for who may hand in and not fill in. */
async function handInWith(call: Call<typeof submitReturn>, words: HandingIn, changes: readonly CellChange[]) {
  const filling = await call.within({ place: call.query.place, verb: 'submission.draft' })
  const scope = await inReach(call)
  const filed = isSameReach(filling, scope) ? await fileAtOnce(scope, words, changes) : undefined
  if (filed) return filed
  const filler = await call.within({ place: call.query.place, verb: 'submission.draft' })
  const { ground, draft, late, entry, conflicts } = await saveReturnCells(filler, words, changes, 'update')
  expectVersion(draft, words.stated)
  refuseConflicts(conflicts, { changes, entry, lang: call.lang })
  return handIn(await inReach(call), words, { ground, draft, late })
}

/** Both verbs over the same indicators, so that either scope's wall is the other's. */
const isSameReach = ({ rectangle: { indicators: one } }: Scope, { rectangle: { indicators: other } }: Scope): boolean =>
  String(one) === String(other)

/** Given back without a reason: nobody's judgement, and no part of the chain any more [EN11]. */
async function handleDiscard(call: Call<typeof discardDraft>) {
  const scope = await call.within({ place: call.query.place })
  const ground = await loadReturnGround(scope, wordsOf(call))
  const draft = await holdDraft(scope, ground, statedVersion(call))
  const { submissionId, late } = draft
  const version = draft.version + 1
  const at = { countyId: ground.key.countyId, submissionId }
  await updateSubmission(scope.trx, at, { state: 'returned', version, returnReason: null })
  const state = 'returned' as const
  call.record({
    subject: submissionSubject(submissionId),
    placeId: scope.place.placeId,
    detail: { state, discarded: true },
  })
  return { submission: submissionId, version, state, late }
}
