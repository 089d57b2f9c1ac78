import type { Trx } from '../db/connection.ts'

/** What this installation has been told, by name. */
export async function findSettings(trx: Trx): Promise<Map<string, unknown>> {
  const rows = await trx.selectFrom('setting').selectAll().execute()
  return new Map(rows.map(({ name, value }) => [name, value]))
}

export async function saveSetting(trx: Trx, name: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value)
  await trx
    .insertInto('setting')
    .values({ name, value: text })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
    .execute()
}
