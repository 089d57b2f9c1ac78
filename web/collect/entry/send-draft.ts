import { saveCells, submitReturn } from '@gangju/contract/entry'
import { preferredLanguage } from '../../net/preferences.ts'
import { call, newKey } from '../../net/query.ts'
import { isPassing, Refusal, refusalText } from '../../net/refusal.ts'
import { acceptReport, type Batch, beginBatch, type Draft, endHandIn, returnBatch } from './draft.ts'
import { changeDraft, parseDraftId } from './draft-store.ts'
import { changeOf } from './typed-cell.ts'

export type Sent = 'all' | 'later' | 'refused'

/** Sends what waits, batch after batch, then hands in what was asked to be; one tab at a time. */
export function sendDraft(id: string): Promise<Sent> {
  const run = async () => {
    for (;;) {
      const draft = await changeDraft(id, (kept) => (kept.refusal ? kept : beginBatch(kept, newKey())))
      const step = draft.refusal ? 'refused' : await sendNext(id, draft)
      if (step !== 'more') return step
    }
  }
  // Only pages that came safely may take locks; elsewhere the keys alone keep two tabs from writing twice.
  return 'locks' in navigator ? navigator.locks.request(`gangju ${id}`, run) : run()
}

async function sendNext(id: string, draft: Draft): Promise<Sent | 'more'> {
  if (draft.batch) return sendBatch(id, draft.batch)
  const next = draft.handIns[0]
  const isOpen = Object.keys(draft.conflicts).length > 0 || Object.keys(draft.pending).length > 0
  if (!next || isOpen) return 'all'
  const { form, period } = parseDraftId(id)
  try {
    await call(submitReturn, { params: { form }, query: { place: next.filer, period } }, { idempotencyKey: next.key })
    await changeDraft(id, (kept) => endHandIn(kept, next.filer, null))
    return 'more'
  } catch (error) {
    if (isForLater(error)) return 'later'
    await changeDraft(id, (kept) => endHandIn(kept, next.filer, refusalOf(error)))
    return 'refused'
  }
}

async function sendBatch(id: string, { key, filer, cells }: Batch): Promise<Sent | 'more'> {
  const { form, period } = parseDraftId(id)
  const input = { params: { form }, query: { place: filer, period }, body: { cells: cells.map(changeOf) } }
  try {
    const report = await call(saveCells, input, { idempotencyKey: key })
    const at = new Date().toISOString()
    await changeDraft(id, (kept) => acceptReport(kept, report, at))
    return 'more'
  } catch (error) {
    if (isForLater(error)) return 'later'
    const unfit = unfitCells(error)
    await changeDraft(id, (kept) => returnBatch(kept, refusalOf(error), unfit))
    return unfit.length > 0 ? 'more' : 'refused'
  }
}

/** No network, a server in trouble, or a session that ended: the same batch under the same key goes out again later. */
function isForLater(error: unknown): boolean {
  if (!(error instanceof Refusal)) return isPassing(error)
  return isPassing(error) || error.status === 401 || error.status === 429 || error.status === 500
}

function unfitCells(error: unknown): readonly number[] {
  if (!(error instanceof Refusal) || error.code !== 'entry.unreadable') return []
  return (error.problem?.errors ?? []).flatMap(({ path }) => {
    const at = /^cells\.(\d+)/.exec(path ?? '')?.[1]
    return at === undefined ? [] : Number(at)
  })
}

function refusalOf(error: unknown) {
  const code = error instanceof Refusal ? error.code : 'network.unreachable'
  const more = error instanceof Refusal ? (error.problem?.errors ?? []).slice(0, 5).map(({ message }) => message) : []
  return { code, message: [refusalText(error, preferredLanguage()), ...more].join('\n') }
}
