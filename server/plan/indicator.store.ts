import type { Trx } from '../db/connection.ts'
import type { IndicatorEntry } from '../net/indicator-entry.ts'

/** An indicator with its whole entry, and the goal that it measures. */
export async function insertIndicator(trx: Trx, entry: IndicatorEntry, goalId: number | undefined): Promise<void> {
  const { indicatorId } = await trx
    .insertInto('indicator')
    .values({
      code: entry.code,
      collectedAt: entry.collectedAt,
      overPeriods: entry.aggregation.overPeriods,
      overPlaces: entry.aggregation.overPlaces,
      entry: JSON.stringify(entry),
    })
    .returning('indicatorId')
    .executeTakeFirstOrThrow()
  if (goalId !== undefined) await trx.insertInto('goalIndicator').values({ goalId, indicatorId }).execute()
}

/** Puts indicators under a goal that is not measured by them, as far as they are not there yet. @returns how many were not. */
export async function bindIndicators(trx: Trx, goalId: number, indicatorIds: readonly number[]): Promise<number> {
  if (indicatorIds.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('goalIndicator')
    .values(indicatorIds.map((indicatorId) => ({ goalId, indicatorId, isPart: true })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows ?? 0)
}

/** Names of all indicators, of other servers' newest too; whoever adds one holds the content's epoch. */
export async function listIndicatorNames(trx: Trx): Promise<readonly string[]> {
  const rows = await trx.selectFrom('indicator').select('entry').execute()
  return rows.map(({ entry }) => (entry as { name: string }).name)
}
