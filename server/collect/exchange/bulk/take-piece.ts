import type { BulkFault } from '@gangju/contract/bulk'
import type { Conflict } from '@gangju/contract/exchange'
import type { FormEntry } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import type { Errand } from '../../../http/act-for.ts'
import { officeDay } from '../../../http/office-time.ts'
import type { Scope } from '../../../http/serve.ts'
import { ExchangeIdentity } from '../../../net/exchange/identity.ts'
import { filingScope } from '../data-values.route.ts'
import { ImportTally } from '../import-tally.ts'
import { sortValues } from '../sort-values.ts'
import { takeReturn } from '../take-return.ts'
import { type BulkRow, type BulkSummary, type ClaimedBulk, deleteParts, lockBulk, updateBulk } from './bulk.store.ts'
import { readBytes } from './bulk-part.store.ts'
import { nextCsvPiece, type Piece } from './csv-piece.ts'
import { nextSetPiece } from './set-piece.ts'

const windowBytes = 512 * 1_024
const mostFaults = 500

/** The next piece of a job with all that it brings about, in one transaction: how far it is never says more or less than was done [EX12]. */
export async function takePiece(
  errand: Errand,
  claimed: ClaimedBulk,
  { lease, mostCells }: { readonly lease: string; readonly mostCells: number },
): Promise<void> {
  const { within, catalog, now } = errand
  const place = claimed.placeCode
  const reach = await within({ place, mode: 'read' })
  const own = await within({ place })
  const job = await lockBulk(own.trx, claimed)
  // Somebody gave it up, or another runner has it.
  if (job.state !== 'running' || job.lease !== lease) return
  const { lang, importStrategy: strategy, idScheme } = job.options
  const form = job.options.form === null ? undefined : catalog.form(job.options.form)
  const piece = await readPiece(own, job, { form: form?.entry, most: mostCells })
  const tally = new ImportTally(lang)
  for (const index of piece.unreadable ?? []) {
    tally.refuse({ index }, new Problem('request.invalid'), { object: `dataValues.${index}` })
  }
  const identity = new ExchangeIdentity(catalog, idScheme ?? undefined)
  const sorting = { catalog, identity, tally, lang, form, today: officeDay(now) }
  const returns = await sortValues(reach, piece.values, sorting)
  for (const one of returns) {
    const filing = await filingScope(errand, one, tally)
    if (filing) await takeReturn(filing, one, { ...errand, lang, tally, strategy })
  }
  const { trx, place: at } = await within({ place })
  await updateBulk(trx, job, {
    progress: piece.next,
    summary: summed(job, tally),
    leaseUntil: now,
    failures: 0,
    ...(piece.isEnd ? { state: 'done' as const, endedAt: now } : {}),
  })
  if (piece.isEnd) await deleteParts(trx, job)
  const detail = { ...tally.counts, returns: returns.length }
  errand.record({ verb: 'bulk.take', subject: `bulk/${job.jobId}`, placeId: at.placeId, detail })
}

async function readPiece(
  { db }: Scope,
  job: BulkRow,
  { form, most }: { readonly form: FormEntry | undefined; readonly most: number },
): Promise<Piece> {
  const { kind, progress, size } = job
  const bytes = await readBytes(db, job, { offset: progress.offset, length: windowBytes })
  const window = { most, bytes, isLast: progress.offset + bytes.length >= size }
  return kind === 'csv' ? nextCsvPiece(window, progress, form) : nextSetPiece(window, progress)
}

function summed({ summary }: BulkRow, tally: ImportTally): BulkSummary {
  const { imported, updated, ignored, deleted } = tally.counts
  const { counts, faults, faultCount } = summary
  return {
    counts: {
      imported: counts.imported + imported,
      updated: counts.updated + updated,
      ignored: counts.ignored + ignored,
      deleted: counts.deleted + deleted,
    },
    faults: [...faults, ...tally.conflicts.slice(0, mostFaults - faults.length).map(faultOf)],
    faultCount: faultCount + tally.conflicts.length,
  }
}

const faultOf = ({ object, value, code, line, column, indexes }: Conflict): BulkFault => ({
  object,
  message: value,
  code,
  line: line ?? null,
  column: column ?? null,
  index: line === undefined ? (indexes[0] ?? null) : null,
})
