import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { kept } from '../db/kept.ts'
import type { RectangleLists } from '../http/call.ts'
import type { SubmissionState } from './review/review.ts'

export interface SubmissionRow {
  readonly submissionId: string
  readonly countyId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly formCode: string
  readonly period: string
  readonly state: SubmissionState
  readonly step: number
  readonly version: number
  readonly filedBy: string
  readonly filedByName: string
  readonly filedAt: Date
  readonly returnReason: string | null
  /** The version of the form that it is filled in by. */
  readonly formVersion: number
  readonly late: boolean
}

const columns = sql`
  s.submission_id, s.county_id, s.place_id, p.code as place_code, p.name as place_name, p.level as place_level, f.code as form_code,
  s.period, s.state, s.step, s.version, s.filed_by, coalesce(who.name, '') as filed_by_name, s.filed_at, s.return_reason,
  s.form_version, s.late`

const joined = sql`
  submission s join place p on p.place_id = s.place_id join form f on f.form_id = s.form_id
  left join person who on who.person_id = s.filed_by`

/** The predicate of the request, beside the database's own: it is what the indexes see. */
const inside = ({ counties, places }: RectangleLists): RawBuilder<unknown> =>
  sql`(s.county_id = any (${[...counties]}::int[]) or s.place_id = any (${[...places]}::int[]))`

/** One submission within the rectangle; undefined outside, as if there were none. */
export async function findSubmission(
  db: Db,
  rectangle: RectangleLists,
  submissionId: string,
): Promise<SubmissionRow | undefined> {
  const { rows } = await sql<SubmissionRow>`
    select ${columns} from ${joined} where ${inside(rectangle)} and s.submission_id = ${submissionId}::uuid`.execute(db)
  return rows[0]
}

/** Those of some submissions that lie within the rectangle. */
export async function findSubmissions(
  db: Db,
  rectangle: RectangleLists,
  submissionIds: readonly string[],
): Promise<readonly SubmissionRow[]> {
  const { rows } = await sql<SubmissionRow>`
    select ${columns} from ${joined}
    where ${inside(rectangle)} and s.submission_id = any (${[...submissionIds]}::uuid[])`.execute(db)
  return rows
}

export interface SubmissionFilter {
  readonly rootId: number
  readonly period?: string | undefined
  readonly state?: string | undefined
  readonly formCode?: string | undefined
  /** Those filed before it: moment and id of the last one shown. */
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly limit: number
}

/** Newest first; leans on `submission_newest`. */
export async function listSubmissions(
  db: Db,
  rectangle: RectangleLists,
  filter: SubmissionFilter,
): Promise<SubmissionRow[]> {
  const { rootId, period, state, formCode, after, limit } = filter
  const { rows } = await sql<SubmissionRow>`
    select ${columns} from ${joined}
    where ${inside(rectangle)}
      and (s.place_id = ${rootId} or s.place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null))
      ${period === undefined ? sql`` : sql`and s.period = ${period}`}
      ${state === undefined ? sql`` : sql`and s.state = ${state}`}
      ${formCode === undefined ? sql`` : sql`and f.code = ${formCode}`}
      ${after ? sql`and (s.filed_at, s.submission_id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by s.filed_at desc, s.submission_id desc limit ${limit}`.execute(db)
  return rows
}

export interface HandedInFilter {
  readonly rootId: number
  readonly period?: string | undefined
  readonly formCode?: string | undefined
  readonly states: readonly ('submitted' | 'approved')[]
  /** Those behind it: place code and id of the last one shown. */
  readonly after?: readonly string[] | undefined
  readonly limit: number
}

/** Returns as they were handed in last, by the code of the place that filed; one that a later one took the place of is left out. */
export async function listHandedIn(
  db: Db,
  rectangle: RectangleLists,
  { rootId, period, formCode, states, after, limit }: HandedInFilter,
): Promise<SubmissionRow[]> {
  const { rows } = await sql<SubmissionRow>`
    select ${columns} from ${joined}
    where ${inside(rectangle)} and s.state = any (${[...states]}::text[])
      and (s.place_id = ${rootId} or s.place_id in (select descendant_id from cover where ancestor_id = ${rootId} and until is null))
      and not exists (
        select from submission n
        where n.county_id = s.county_id and n.place_id = s.place_id and n.period = s.period and n.form_id = s.form_id
          and n.state = any (${[...states]}::text[]) and (n.filed_at, n.submission_id) > (s.filed_at, s.submission_id))
      ${period === undefined ? sql`` : sql`and s.period = ${period}`}
      ${formCode === undefined ? sql`` : sql`and f.code = ${formCode}`}
      ${after === undefined ? sql`` : sql`and (p.code, s.submission_id::text) > (${after[0]}::text, ${after[1]}::text)`}
    order by p.code, s.submission_id::text limit ${limit}`.execute(db)
  return rows
}

/** Holds the row until the transaction ends; what it says then is what it says. */
export async function lockSubmission(
  trx: Trx,
  { countyId, submissionId }: Pick<SubmissionRow, 'countyId' | 'submissionId'>,
) {
  return trx
    .selectFrom('submission')
    .select(['state', 'step', 'version'])
    .where('countyId', '=', countyId)
    .where('submissionId', '=', submissionId)
    .forUpdate()
    .executeTakeFirst()
}

export interface OpenKey {
  readonly countyId: number
  readonly placeId: number
  readonly formId: number
  readonly period: string
}

/** The draft or the one under review of a form, place and period: there is one at the most. Holds it. */
export async function lockOpenSubmission(trx: Trx, { countyId, placeId, formId, period }: OpenKey) {
  return trx
    .selectFrom('submission')
    .select(['submissionId', 'state', 'version'])
    .where('countyId', '=', countyId)
    .where('placeId', '=', placeId)
    .where('formId', '=', formId)
    .where('period', '=', period)
    .where('state', 'in', ['draft', 'submitted'])
    .forUpdate()
    .executeTakeFirst()
}

/** Versions of a return go on from one submission to the next: what was seen of an earlier one never fits a later one. */
export const nextVersion = ({ countyId, placeId, formId, period }: OpenKey) => sql<number>`(
  select coalesce(max(version), 0) + 1 from submission
  where county_id = ${countyId} and place_id = ${placeId} and form_id = ${formId} and period = ${period})`

/** @returns its id. `submission_open_once` refuses a second open one. */
export async function insertSubmission(
  trx: Trx,
  row: OpenKey & {
    state: 'draft' | 'submitted'
    filedBy: string
    filedAt: Date
    fileName: string | null
    submittedAt: Date | null
    late: boolean
    follows: string | null
    formVersion: number
  },
): Promise<string> {
  const { submissionId } = await trx
    .insertInto('submission')
    .values({ ...row, version: nextVersion(row) })
    .returning('submissionId')
    .executeTakeFirstOrThrow()
  return submissionId
}

export async function updateSubmission(
  trx: Trx,
  { countyId, submissionId }: Pick<SubmissionRow, 'countyId' | 'submissionId'>,
  standing: {
    state: string
    step?: number
    version: number
    returnReason?: string | null
    filedBy?: string
    filedAt?: Date
    submittedAt?: Date
    late?: boolean
  },
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('submission')
    .set(standing)
    .where('countyId', '=', countyId)
    .where('submissionId', '=', submissionId)
    .modifyEnd(kept)
    .executeTakeFirst()
  // Row security answers an update of what it hides with no rows and no word.
  if (numUpdatedRows !== 1n) throw new Error(`submission ${submissionId} was not updated`)
}

/** The new standing of submissions that are held. */
export async function updateStandings(
  trx: Trx,
  rows: readonly Pick<SubmissionRow, 'countyId' | 'submissionId' | 'state' | 'step' | 'version'>[],
): Promise<void> {
  const list = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key])
  const { numAffectedRows } = await sql`
    update submission s set state = r.state, step = r.step, version = r.version
    from unnest(${list('countyId')}::int[], ${list('submissionId')}::uuid[], ${list('state')}::text[], ${list('step')}::int[],
                ${list('version')}::int[]) r (county_id, submission_id, state, step, version)
    where s.county_id = r.county_id and s.submission_id = r.submission_id`.execute(trx)
  // Row security answers an update of what it hides with no rows and no word.
  if (numAffectedRows !== BigInt(rows.length)) throw new Error(`${rows.length} submissions were not all updated`)
}

/** One line of the log that is about a submission. */
export interface ListedHistory {
  readonly verb: string
  readonly actor: string | null
  readonly at: Date
  readonly name: string | null
}

/** Who did what with a submission, oldest first; from the log, with the approvals that were given to many at once. */
export async function listHistory(
  db: Db,
  { countyId, submissionId }: Pick<SubmissionRow, 'countyId' | 'submissionId'>,
): Promise<readonly ListedHistory[]> {
  const { rows } = await sql<ListedHistory>`
    select a.verb, a.actor, a.at, p.name from action a left join person p on p.person_id = a.actor
    where a.outcome = 'done' and a.subject in (
      select ${submissionSubject(submissionId)}::text union
      select subject from approval where county_id = ${countyId} and submission_id = ${submissionId}::uuid)
    order by a.at, a.seq`.execute(db)
  return rows
}

/** How the log names a submission. */
export const submissionSubject = (submissionId: string): string => `submission/${submissionId}`
