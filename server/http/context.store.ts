import pg from 'pg'

/** What row-level security reads of a transaction; see migration 0006. */
export interface Context {
  readonly actor?: string
  readonly counties?: readonly number[]
  readonly places?: readonly number[]
  readonly ancestors?: readonly number[]
  readonly indicators?: '*' | readonly number[]
  readonly write_counties?: readonly number[]
  readonly write_places?: readonly number[]
  readonly resolve?: 'on' | ''
}

/**
 * Sets the context for the rest of the transaction, by `SET LOCAL` and not by set_config(): only the statement reaches
 * the workers of a distributed database.
 */
export async function setContext(line: Speaking, context: Context): Promise<void> {
  for (const [name, value] of Object.entries(context)) {
    const text = typeof value === 'string' ? value : value.join(',')
    await line.query(`set local gangju.${name} = ${pg.escapeLiteral(text)}`)
  }
}

interface Speaking {
  query(text: string): Promise<unknown>
}
