/** What a refusal may carry to help the person: plain values, never internals. */
export type ProblemDetail = Readonly<Record<string, string | number | boolean | null>>

/**
 * A refusal by a rule. `code` is `noun.reason`; its words and status stand in `@gangju/contract/problems`.
 * Faults that are not refusals stay ordinary errors.
 */
export class Problem extends Error {
  readonly code: string
  readonly detail: ProblemDetail

  constructor(code: string, detail: ProblemDetail = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.detail = detail
  }
}
