import { z } from 'zod'
import { CSV_TYPE } from './exchange.ts'
import { route } from './route.ts'
import { Flag, FormCode, Id, Moment, PlaceCode } from './values.ts'

export const BYTES_TYPE = 'application/octet-stream'
/** A file of a job at most, and a part of it at most and at least. */
export const mostBulkBytes = 200 * 1_048_576
export const mostPartBytes = 1_048_576
const fewestPartBytes = 1_024

const Sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/)
  .meta({ description: 'SHA-256 in hexadecimal' })

export const BulkKind = z.enum(['csv', 'dataValueSets'])
export type BulkKind = z.infer<typeof BulkKind>
export const BulkState = z.enum(['receiving', 'queued', 'running', 'done', 'failed'])
export type BulkState = z.infer<typeof BulkState>
const IdScheme = z.enum(['CODE', 'UID'])
const Strategy = z.enum(['CREATE_AND_UPDATE', 'CREATE', 'UPDATE', 'DELETE'])

export const BulkFault = z.object({
  object: z.string(),
  message: z.string(),
  code: z.string(),
  line: z.int().nullable().describe('Of a CSV file, from 1.'),
  column: z.int().nullable(),
  index: z.int().nullable().describe('Place in the list of values, from 0; null for a CSV file.'),
})
export type BulkFault = z.infer<typeof BulkFault>

export const BulkJob = z.object({
  id: Id,
  place: PlaceCode,
  kind: BulkKind,
  state: BulkState,
  size: z.int(),
  partBytes: z.int().describe('Every part has so many bytes, but for the last.'),
  parts: z.object({
    expected: z.int(),
    received: z.int(),
    missing: z.array(z.int()).describe('Numbers of the parts that are not there, from 1.'),
  }),
  progress: z.object({
    done: z.int().describe('Bytes that were taken.'),
    total: z.int(),
    values: z.int().describe('Figures that were read.'),
  }),
  counts: z.object({ imported: z.int(), updated: z.int(), ignored: z.int(), deleted: z.int() }),
  faults: z.array(BulkFault).describe('The first 500.'),
  faultCount: z.int(),
  reason: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('Why it failed or was cancelled. What was taken before stays in the drafts.'),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  expiresAt: Moment,
})
export type BulkJob = z.infer<typeof BulkJob>

export const createBulk = route({
  method: 'POST',
  path: '/bulk',
  summary: 'Begin a file of figures that comes in parts and is taken in the background',
  needs: 'submission.draft',
  body: z.strictObject({
    place: PlaceCode.describe('Only returns at or under this place are touched.'),
    kind: BulkKind,
    size: z.int().min(1).max(mostBulkBytes).describe('Bytes of the whole file.'),
    partBytes: z.int().min(fewestPartBytes).max(mostPartBytes).optional().describe('1 MB unless said.'),
    sha256: Sha256.optional().describe('Of the whole file.'),
    form: FormCode.optional(),
    importStrategy: Strategy.optional(),
    idScheme: IdScheme.optional(),
  }),
  reply: BulkJob,
})

export const sendBulkPart = route({
  method: 'POST',
  path: '/bulk/:id/parts/:n',
  summary: 'Send one part, in any order; the same part may be sent again',
  needs: 'submission.draft',
  params: { id: Id, n: z.coerce.number().int().min(1).max(204_800) },
  query: { sha256: Sha256 },
  fileBody: BYTES_TYPE,
  reply: z.object({ n: z.int(), bytes: z.int(), again: z.boolean().describe('It was there already.') }),
})

export const readBulk = route({
  method: 'GET',
  path: '/bulk/:id',
  summary: 'Which parts are there, how far it is, what was counted, and the faults',
  needs: 'submission.draft',
  params: { id: Id },
  reply: BulkJob,
})

export const downloadBulkFaults = route({
  method: 'GET',
  path: '/bulk/:id/faults.csv',
  summary: 'The faults of a job as CSV',
  needs: 'submission.draft',
  params: { id: Id },
  query: { bom: Flag.optional() },
  reply: z.any().describe(CSV_TYPE),
  replyKind: 'file',
})

export const startBulk = route({
  method: 'POST',
  path: '/bulk/:id/start',
  summary: 'Take the file, once all of it is there and its checksum is right',
  needs: 'submission.draft',
  params: { id: Id },
  reply: BulkJob,
})

export const cancelBulk = route({
  method: 'POST',
  path: '/bulk/:id/cancel',
  summary: 'Give a job up; what was taken stays in the drafts',
  needs: 'submission.draft',
  params: { id: Id },
  reply: BulkJob,
})
