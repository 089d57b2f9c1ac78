import pg from 'pg'
import { figureTypes } from './connection.ts'
import { KEPT } from './kept.ts'

export interface Statement {
  readonly text: string
  readonly values?: readonly unknown[] | undefined
}

export type Result = pg.QueryResult

/** A statement on its way. */
export interface Item extends Statement {
  readonly resolve: (result: Result) => void
  readonly reject: (error: Error) => void
}

/** What the driver has of a connection beyond its published types. */
interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Buffer): boolean }
  readonly parsedStatements: Record<string, string | undefined>
  readonly submittedNamedStatements: Record<string, string | undefined>
  close(words: { type: 'S'; name: string }): void
  sync(): void
  _send(bytes: Buffer): void
}

/** What the driver calls on a statement of its own as the answer comes in. */
interface Sent {
  readonly name?: string
  readonly text: string
  readonly _result: { _types?: unknown }
  submit(wire: Wire): void
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
  handleEmptyQuery(wire: Wire): void
  handleReadyForQuery(wire: Wire): void
  handleError(error: Error, wire: Wire): void
}

const SYNC = Buffer.from([0x53, 0, 0, 0, 4])

const names = new Map<string, string>()
const mostNames = 400

function nameOf(text: string): string | undefined {
  if (!text.startsWith(KEPT) && !text.endsWith(KEPT)) return undefined
  const known = names.get(text)
  if (known) return known
  if (names.size === mostNames) return undefined
  const name = `kept_${names.size}`
  names.set(text, name)
  return name
}

/** Names that may be parsed or not, of a connection on which a statement failed: to be closed before they are parsed again. */
const doubtful = new WeakMap<object, Set<string>>()

/**
 * Several statements in one message with one answer, as the driver's own queue takes a statement. They run one after
 * another, each with a snapshot of its own; after one that fails none runs, and all behind it fail with its error.
 */
export class Batch {
  /** The driver wants one; every statement has its own. */
  readonly callback = () => {}
  readonly #items: readonly Item[]
  readonly #onEnd: (error: Error | undefined) => void
  #sent: Sent[] = []
  #wire: Wire | undefined
  /** How many were done. */
  #at = 0
  /** Of a statement whose values cannot be written down: neither it nor what is behind it was sent. */
  #unsent: Error | undefined

  constructor(items: readonly Item[], onEnd: (error: Error | undefined) => void) {
    this.#items = items
    this.#onEnd = onEnd
  }

  get text(): string {
    return this.#items.map(({ text }) => text).join('; ')
  }

  submit(connection: unknown): void {
    const wire = connection as Wire
    const pieces: Buffer[] = []
    const gather = (bytes: Buffer) => void pieces.push(bytes)
    // Each statement would send its own pieces and end with a sync; the batch goes in one piece and has one.
    const quiet = Object.create(wire, { sync: { value: () => {} }, _send: { value: gather } }) as Wire
    this.#wire = quiet
    for (const name of doubtful.get(wire.stream) ?? []) quiet.close({ type: 'S', name })
    doubtful.delete(wire.stream)
    for (const item of this.#items) {
      const query = this.#queryOf(item)
      query.submit(quiet)
      if (this.#unsent) break
      this.#sent.push(query)
    }
    if (wire.stream.writable) wire.stream.write(Buffer.concat([...pieces, SYNC]))
  }

  #queryOf(item: Item): Sent {
    const { text, values = [] } = item
    const words = { text, values: [...values], name: nameOf(text), queryMode: 'extended' }
    const query = new pg.Query(words, (error: Error | undefined, result: unknown) => {
      if (error) this.#unsent = error
      else item.resolve(result as Result)
    }) as unknown as Sent
    // oxlint-disable-next-line eslint/no-underscore-dangle -- the driver takes them from nowhere else
    query._result._types = figureTypes
    return query
  }

  get #current(): Sent {
    const sent = this.#sent[this.#at]
    if (!sent) throw new Error('an answer came to no statement')
    return sent
  }

  handleRowDescription(message: unknown): void {
    this.#current.handleRowDescription(message)
  }

  handleDataRow(message: unknown): void {
    this.#current.handleDataRow(message)
  }

  handleCommandComplete(message: unknown): void {
    this.#current.handleCommandComplete(message, this.#wire!)
    this.#pass()
  }

  handleEmptyQuery(): void {
    this.#current.handleEmptyQuery(this.#wire!)
    this.#pass()
  }

  #pass(): void {
    const { name, text } = this.#current
    if (name !== undefined && this.#wire) {
      this.#wire.parsedStatements[name] = text
      delete this.#wire.submittedNamedStatements[name]
    }
    this.#at += 1
  }

  handleReadyForQuery(): void {
    this.#end(this.#unsent)
  }

  handleError(error: Error): void {
    // Until the database is ready again the last one is not answered.
    this.#at = Math.min(this.#at, this.#sent.length - 1)
    for (const query of this.#sent.slice(Math.max(0, this.#at))) this.#forget(query)
    this.#end(error)
  }

  #end(error: Error | undefined): void {
    this.#onEnd(error)
    const answered = Math.max(0, this.#at)
    for (const query of this.#sent.slice(0, answered)) query.handleReadyForQuery(this.#wire!)
    if (error) for (const { reject } of this.#items.slice(answered)) reject(error)
  }

  #forget({ name }: Sent): void {
    const wire = this.#wire!
    if (name === undefined || wire.parsedStatements[name] !== undefined) return
    delete wire.submittedNamedStatements[name]
    doubtful.set(wire.stream, (doubtful.get(wire.stream) ?? new Set()).add(name))
  }
}
