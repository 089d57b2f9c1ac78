import { createHash } from 'node:crypto'
import {
  type BulkJob,
  type BulkState,
  cancelBulk,
  createBulk,
  downloadBulkFaults,
  mostPartBytes,
  readBulk,
  sendBulkPart,
  startBulk,
} from '@gangju/contract/bulk'
import { CSV_TYPE } from '@gangju/contract/exchange'
import type { AnyRoute } from '@gangju/contract/route'
import { formatCsvRow } from '@gangju/net/exchange'
import { Problem } from '@gangju/net/problem'
import { type Call, type FileReply, type Routes, type Scope, serve, serveFile } from '../../../http/serve.ts'
import { type BulkRow, countOpenBulk, deleteParts, findBulk, insertBulk, lockBulk, updateBulk } from './bulk.store.ts'
import { insertPart } from './bulk-part.store.ts'
import { bulkOnWire, missingParts, partCount } from './bulk-view.ts'
import { examineFile } from './whole-file.ts'

const mostOpen = 4
const keptMs = 30 * 86_400_000

/** Files of figures that are too big for one request [EX11]. */
export const bulkRoutes: Routes = (app) => {
  serve(app, createBulk, handleCreate)
  serve(app, sendBulkPart, handlePart, { atOnce: 4 })
  serve(app, readBulk, handleRead)
  serveFile(app, downloadBulkFaults, handleFaults)
  serve(app, startBulk, handleStart, { atOnce: 2 })
  serve(app, cancelBulk, handleCancel)
}

const subjectOf = ({ jobId }: Pick<BulkRow, 'jobId'>) => `bulk/${jobId}`
const view = async ({ lang }: Pick<Call<AnyRoute>, 'lang'>, { db }: Scope, row: BulkRow): Promise<BulkJob> =>
  bulkOnWire(row, { db, lang })

async function handleCreate(call: Call<typeof createBulk>): Promise<BulkJob> {
  const { body, now, catalog, lang, actor } = call
  const scope = await call.within({ place: body.place })
  const { placeId, countyId } = scope.place
  if (body.form !== undefined) catalog.form(body.form)
  const open = await countOpenBulk(scope.trx, { placeId, countyId, now })
  if (open >= mostOpen) throw new Problem('bulk.tooMany', { most: mostOpen })
  const jobId = await insertBulk(scope.trx, {
    countyId,
    placeId,
    kind: body.kind,
    size: body.size,
    partBytes: body.partBytes ?? mostPartBytes,
    sha256: body.sha256 === undefined ? null : Buffer.from(body.sha256, 'hex'),
    options: {
      form: body.form ?? null,
      importStrategy: body.importStrategy ?? 'CREATE_AND_UPDATE',
      idScheme: body.idScheme ?? null,
      lang,
    },
    progress: { offset: 0, line: 1, values: 0, head: null, encoding: 'utf-8' },
    summary: { counts: { imported: 0, updated: 0, ignored: 0, deleted: 0 }, faults: [], faultCount: 0 },
    createdBy: actor.personId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + keptMs),
  })
  const detail = { kind: body.kind, size: body.size }
  call.record({ verb: 'bulk.create', subject: subjectOf({ jobId }), placeId, detail })
  return view(call, scope, (await findBulk(scope, jobId))!)
}

/** @throws Problem `bulk.unknown` */
async function getBulk({ params }: { params: { id: string } }, scope: Scope): Promise<BulkRow> {
  const row = await findBulk(scope, params.id)
  if (!row) throw new Problem('bulk.unknown')
  return row
}

type ChangingCall = Call<typeof sendBulkPart> | Call<typeof startBulk> | Call<typeof cancelBulk>

/** The job held for a change. @throws Problem `bulk.unknown`, `bulk.state` */
async function openBulk(
  call: ChangingCall,
  { states, strength }: { states: readonly BulkState[]; strength: 'update' | 'share' },
): Promise<{ readonly scope: Scope; readonly job: BulkRow }> {
  const found = await getBulk(call, await call.within({ mode: 'read' }))
  const scope = await call.within({ place: found.placeCode })
  const job = await lockBulk(scope.trx, found, strength)
  if (!states.includes(job.state)) throw new Problem('bulk.state', { state: job.state })
  return { scope, job }
}

async function handlePart(call: Call<typeof sendBulkPart>) {
  const { params, query } = call
  const { scope, job } = await openBulk(call, { states: ['receiving'], strength: 'share' })
  const parts = partCount(job)
  if (params.n > parts) throw new Problem('bulk.partUnknown', { parts })
  const content = call.file ?? Buffer.alloc(0)
  const expected = params.n < parts ? job.partBytes : job.size - job.partBytes * (parts - 1)
  if (content.length !== expected) throw new Problem('bulk.partSize', { expected, found: content.length })
  const sha256 = createHash('sha256').update(content).digest()
  if (sha256.toString('hex') !== query.sha256.toLowerCase()) throw new Problem('bulk.checksum')
  const { countyId, placeId, jobId } = job
  const there = await insertPart(scope.trx, { countyId, placeId, jobId, n: params.n, content, sha256 })
  if (there && !there.equals(sha256)) throw new Problem('bulk.partOther')
  call.record({ verb: 'bulk.part', subject: subjectOf(job), placeId, detail: { n: params.n } })
  return { n: params.n, bytes: content.length, again: there !== undefined }
}

async function handleRead(call: Call<typeof readBulk>): Promise<BulkJob> {
  const scope = await call.within({})
  return view(call, scope, await getBulk(call, scope))
}

const faultTitles = {
  zh: ['行', '列', '序号', '对象', '说明', '代码'],
  en: ['line', 'column', 'index', 'object', 'message', 'code'],
} as const

async function handleFaults(call: Call<typeof downloadBulkFaults>): Promise<FileReply> {
  const { summary, jobId } = await getBulk(call, await call.within({}))
  const rows = summary.faults.map(({ line, column, index, object, message, code }) =>
    [line, column, index, object, message, code].map((cell) => (cell === null ? '' : String(cell))),
  )
  const text = [faultTitles[call.lang], ...rows].map((cells) => formatCsvRow(cells)).join('')
  const mark = call.query.bom ? '\ufeff' : ''
  return { content: Buffer.from(mark + text), type: `${CSV_TYPE}; charset=utf-8`, name: `faults-${jobId}.csv` }
}

async function handleStart(call: Call<typeof startBulk>): Promise<BulkJob> {
  const { now, actor } = call
  const { scope, job } = await openBulk(call, { states: ['receiving'], strength: 'update' })
  const missing = await missingParts(scope.db, job)
  if (missing.length > 0) throw new Problem('bulk.incomplete', { missing: missing.length })
  const encoding = await examineFile(scope.db, job)
  const progress = { ...job.progress, encoding }
  await updateBulk(scope.trx, job, { state: 'queued', progress, startedBy: actor.personId, startedAt: now })
  call.record({ verb: 'bulk.start', subject: subjectOf(job), placeId: job.placeId, detail: { size: job.size } })
  return view(call, scope, await getBulk(call, scope))
}

async function handleCancel(call: Call<typeof cancelBulk>): Promise<BulkJob> {
  const { scope, job } = await openBulk(call, { states: ['receiving', 'queued', 'running'], strength: 'update' })
  const reason = { code: 'bulk.cancelled', detail: {} }
  await updateBulk(scope.trx, job, { state: 'failed', endedAt: call.now, reason, leaseUntil: null })
  await deleteParts(scope.trx, job)
  call.record({ verb: 'bulk.cancel', subject: subjectOf(job), placeId: job.placeId })
  return view(call, scope, await getBulk(call, scope))
}
