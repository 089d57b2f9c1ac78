import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connection.ts'

export interface SubmissionKey {
  readonly countyId: number
  readonly submissionId: string
}

export interface ApprovalRow {
  readonly submissionId: string
  readonly step: number
  readonly approvedBy: string
  readonly approvedAt: Date
  /** How the log names the action. */
  readonly subject: string
}

const wanted = (submissions: readonly SubmissionKey[]) => sql`
  unnest(${submissions.map((one) => one.countyId)}::int[], ${submissions.map((one) => one.submissionId)}::uuid[])
    s (county_id, submission_id)`

/** Who approved which step, in order. Leans on the key. */
export async function listApprovals(db: Db, submissions: readonly SubmissionKey[]): Promise<readonly ApprovalRow[]> {
  const { rows } = await sql<ApprovalRow>`
    select a.submission_id, a.step, a.approved_by, a.approved_at, a.subject
    from ${wanted(submissions)} join approval a on a.county_id = s.county_id and a.submission_id = s.submission_id
    order by a.submission_id, a.step`.execute(db)
  return rows
}

export interface NewApproval extends SubmissionKey {
  readonly placeId: number
  readonly step: number
}

/** Approvals that one person gave in one action. */
export async function insertApprovals(
  trx: Trx,
  approvals: readonly NewApproval[],
  { approvedBy, approvedAt, subject }: Omit<ApprovalRow, 'submissionId' | 'step'>,
): Promise<void> {
  const list = <K extends keyof NewApproval>(key: K) => approvals.map((one) => one[key])
  await sql`
    insert into approval (county_id, place_id, submission_id, step, approved_by, approved_at, subject)
    select r.*, ${approvedBy}::uuid, ${approvedAt}::timestamptz, ${subject}::text
    from unnest(${list('countyId')}::int[], ${list('placeId')}::int[], ${list('submissionId')}::uuid[], ${list('step')}::int[]) r`.execute(
    trx,
  )
}

/** Who typed cells that a submission holds, those taken over from an earlier one too. Leans on the key. */
export async function listEditors(
  db: Db,
  submissions: readonly SubmissionKey[],
): Promise<readonly { submissionId: string; editedBy: string }[]> {
  const { rows } = await sql<{ submissionId: string; editedBy: string }>`
    select distinct v.submission_id, v.edited_by
    from ${wanted(submissions)} join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
    where v.edited_by is not null`.execute(db)
  return rows
}

export interface ColumnReviewRow {
  readonly submissionId: string
  readonly goalId: number
  readonly reviewedAt: Date
  readonly name: string
}

/** Columns that task forces have approved. Leans on the key. */
export async function listColumnReviews(
  db: Db,
  submissions: readonly SubmissionKey[],
): Promise<readonly ColumnReviewRow[]> {
  const { rows } = await sql<ColumnReviewRow>`
    select r.submission_id, r.goal_id, r.reviewed_at, coalesce(p.name, '') as name
    from ${wanted(submissions)} join column_review r on r.county_id = s.county_id and r.submission_id = s.submission_id
    left join person p on p.person_id = r.reviewed_by`.execute(db)
  return rows
}

/** @returns whether it is new: approved a second time it stays as it was. */
export async function insertColumnReview(
  trx: Trx,
  review: SubmissionKey & { placeId: number; goalId: number; reviewedBy: string; reviewedAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('columnReview')
    .values(review)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A cell given back, or a whole place where the indicator is null. */
export interface ReturnedMark {
  readonly placeId: number
  readonly indicatorId: number | null
  readonly reason: string
}

/** Who typed a cell that is given back. */
export interface MarkedCell {
  readonly placeId: number
  readonly indicatorId: number
  readonly editedBy: string | null
}

/**
 * Takes the marks of an earlier round away and sets these; a cell's own reason goes before that of its place.
 *
 * @returns the cells that are marked now.
 */
export async function markReturned(
  trx: Trx,
  { countyId, submissionId }: SubmissionKey,
  marks: readonly ReturnedMark[],
  returnedBy: string,
): Promise<readonly MarkedCell[]> {
  const ofSubmission = sql`v.county_id = ${countyId} and v.submission_id = ${submissionId}::uuid`
  await sql`
    update submission_value v set returned_reason = null, returned_by = null
    where ${ofSubmission} and v.returned_reason is not null`.execute(trx)
  if (marks.length === 0) return []
  // A cell that was left empty can be given back too.
  const single = marks.filter(({ indicatorId }) => indicatorId !== null)
  await sql`
    insert into submission_value (county_id, submission_id, place_id, indicator_id, missing)
    select distinct ${countyId}::int, ${submissionId}::uuid, m.place_id, m.indicator_id, 'notReported'
    from unnest(${single.map((one) => one.placeId)}::int[], ${single.map((one) => one.indicatorId)}::int[])
      m (place_id, indicator_id)
    on conflict do nothing`.execute(trx)
  const { rows } = await sql<MarkedCell>`
    update submission_value v set returned_reason = m.reason, returned_by = ${returnedBy}::uuid
    from (
      select distinct on (w.place_id, w.indicator_id) w.place_id, w.indicator_id, m.reason
      from submission_value w
      join unnest(${marks.map((one) => one.placeId)}::int[], ${marks.map((one) => one.indicatorId)}::int[],
                  ${marks.map((one) => one.reason)}::text[]) m (place_id, indicator_id, reason)
        on m.place_id = w.place_id and (m.indicator_id is null or m.indicator_id = w.indicator_id)
      where w.county_id = ${countyId} and w.submission_id = ${submissionId}::uuid
      order by w.place_id, w.indicator_id, m.indicator_id is null) m
    where ${ofSubmission} and v.place_id = m.place_id and v.indicator_id = m.indicator_id
    returning v.place_id, v.indicator_id, v.edited_by`.execute(trx)
  return rows
}

/** Places and indicators that a submission has a cell for. */
export async function listCellKeys(
  db: Db,
  { countyId, submissionId }: SubmissionKey,
): Promise<readonly { placeId: number; code: string; indicatorId: number }[]> {
  const { rows } = await sql<{ placeId: number; code: string; indicatorId: number }>`
    select v.place_id, p.code, v.indicator_id from submission_value v join place p on p.place_id = v.place_id
    where v.county_id = ${countyId} and v.submission_id = ${submissionId}::uuid`.execute(db)
  return rows
}

/** Holds several submissions until the transaction ends, in one order for all who do. */
export async function lockSubmissions(trx: Trx, submissions: readonly SubmissionKey[]) {
  const { rows } = await sql<{ submissionId: string; state: string; step: number; version: number }>`
    select t.submission_id, t.state, t.step, t.version
    from submission t
    where (t.county_id, t.submission_id) in (select s.county_id, s.submission_id from ${wanted(submissions)})
    order by t.county_id, t.submission_id for update of t`.execute(trx)
  return new Map(rows.map((row) => [row.submissionId, row]))
}

/** A cell as the reviewer sees it. */
export interface ReviewedCell {
  readonly submissionId: string
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: string
  readonly indicatorId: number
  readonly value: string | null
  readonly missing: 'notApplicable' | 'notReported' | null
  readonly spelled: string | null
  readonly explanation: string | null
  readonly returnedReason: string | null
}

/** The cells of some submissions of one county, by place. Leans on the key. */
export async function listReviewedCells(
  db: Db,
  countyId: number,
  submissionIds: readonly string[],
): Promise<readonly ReviewedCell[]> {
  const { rows } = await sql<ReviewedCell>`
    select v.submission_id, v.place_id, p.code, p.name, p.level, v.indicator_id, v.value, v.missing, v.spelled,
           nullif(v.explanation, '') as explanation, v.returned_reason
    from submission_value v join place p on p.place_id = v.place_id
    where v.county_id = ${countyId} and v.submission_id = any (${[...submissionIds]}::uuid[])
    order by p.code, v.indicator_id`.execute(db)
  return rows
}
