import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'

/** Keys of requests are kept so long: devices that were off for a month still send the same request again. */
const keyDays = 40
const failureDays = 2
/** Rows of each kind at a time, so that nobody waits for it. */
const most = 2_000

const removals = (now: Date) => {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000)
  return [
    sql`delete from idempotency where ctid = any (array(
      select ctid from idempotency where created_at < ${before(keyDays)} limit ${most}))`,
    sql`delete from sign_in_failure where failure_id = any (array(
      select failure_id from sign_in_failure where failed_at < ${before(failureDays)} limit ${most}))`,
    sql`delete from session where secret_hash = any (array(
      select secret_hash from session where expires_at < ${now} limit ${most}))`,
    sql`delete from sheet_import where (county_id, import_id) in (
      select county_id, import_id from sheet_import where expires_at < ${now} limit 20)`,
    sql`with gone as (
      select county_id, job_id from bulk_job
      where expires_at < ${now} and state in ('receiving', 'done', 'failed') limit 5 for update skip locked),
    parts as (delete from bulk_part p using gone g where p.county_id = g.county_id and p.job_id = g.job_id returning 1)
    delete from bulk_job b using gone g where b.county_id = g.county_id and b.job_id = g.job_id
      and (select count(*) from parts) >= 0`,
  ]
}

/** Removes some of what has had its time [HT23]. @returns whether there may be more. */
export async function removeExpired(trx: Trx, now: Date): Promise<boolean> {
  let isMore = false
  for (const removal of removals(now)) {
    const { numAffectedRows = 0n } = await removal.execute(trx)
    if (numAffectedRows > 0n) isMore = true
  }
  return isMore
}
