import type pg from 'pg'
import { Batch, type Item, type Result, type Statement } from './batch.ts'

/** Nobody asks what they answered: they go with the next statement. */
const silent = /^(?:begin|savepoint |set local )/
const unanswered: Result = { command: '', rowCount: null, oid: 0, fields: [], rows: [] }

/**
 * One request's way to the database: statements that are ready at the same time travel together. They keep their order,
 * and one that is silent (`begin`, `savepoint`, `set local`) waits for the one behind it.
 */
export class Line {
  readonly #client: Pick<pg.PoolClient, 'query'>
  #waiting: Item[] = []
  /** Of those that wait, how many somebody waits for. */
  #asked = 0
  #isDue = false
  #isUnderWay = false
  #isBegun = false
  #isBroken = false
  #isClosed = false

  constructor(client: Pick<pg.PoolClient, 'query'>) {
    this.#client = client
  }

  query(text: string, values?: readonly unknown[]): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new Error('the request has ended'))
    // Behind a statement that failed nothing but this is heard.
    if (this.#isBroken && text.startsWith('rollback to ')) this.#drop()
    if (!silent.test(text)) return this.#post({ text, values })
    this.#waiting.push({ text, resolve: () => {}, reject: () => {} })
    return Promise.resolve(unanswered)
  }

  /** In this order, with nothing of anybody else between them. */
  queryAll(statements: readonly Statement[]): Promise<readonly Result[]> {
    return Promise.all(statements.map(({ text, values }) => this.query(text, values)))
  }

  /** Undoes all of it. What still waits is not sent at all. */
  async rollback(): Promise<void> {
    this.#drop()
    if (this.#isBegun) await this.#post({ text: 'rollback' })
  }

  /** Whoever still holds it reaches nobody else's transaction through it. */
  close(): void {
    this.#isClosed = true
    this.#drop()
  }

  #drop(): void {
    this.#asked = 0
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the request was undone'))
  }

  #post(statement: Statement): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...statement, resolve, reject })
      this.#asked += 1
      if (this.#isDue || this.#isUnderWay) return
      this.#isDue = true
      // After all that runs now has said what it wants.
      process.nextTick(() => {
        this.#isDue = false
        this.#send()
      })
    })
  }

  #send(): void {
    if (this.#isUnderWay || this.#asked === 0) return
    const items = this.#waiting
    this.#waiting = []
    this.#asked = 0
    this.#isUnderWay = true
    this.#isBegun = true
    this.#client.query(
      new Batch(items, (error) => {
        this.#isUnderWay = false
        this.#isBroken = error !== undefined
        process.nextTick(() => this.#send())
      }),
    )
  }
}
