import type { Trx } from '../db/connection.ts'

interface EndedTarget {
  readonly countyId: number
  readonly targetId: string
  /** What took its place; null when nothing did. */
  readonly supersededBy: string | null
  readonly at: Date
}

/** Ends a target in force; it stays in the history with what took its place. @returns false when it had ended already. */
export async function endTarget(trx: Trx, { countyId, targetId, supersededBy, at }: EndedTarget): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('target')
    .set({ supersededAt: at, supersededBy })
    .where('countyId', '=', countyId)
    .where('targetId', '=', targetId)
    .where('supersededAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
