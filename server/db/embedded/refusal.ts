interface Words {
  readonly zh: string
  readonly en: string
}

/** Why the database cannot be used, in both languages. `code` is `database.reason`. */
export class DatabaseRefusal extends Error {
  readonly code: string
  readonly zh: string
  readonly en: string

  constructor(code: string, { zh, en }: Words, options?: ErrorOptions) {
    super(`${zh}\n${en}`, options)
    this.name = 'DatabaseRefusal'
    this.code = code
    this.zh = zh
    this.en = en
  }
}
