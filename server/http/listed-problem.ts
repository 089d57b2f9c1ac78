import { Problem, type ProblemDetail } from '@gangju/net/problem'

export interface ListedFault {
  readonly code: string
  readonly path?: string | undefined
  readonly cell?: string | null | undefined
  readonly message: string
}

const mostListed = 200

/** A refusal for many reasons at once, each named; at most 200 are listed and all are counted. */
export class ListedProblem extends Problem {
  readonly errors: readonly ListedFault[]
  readonly errorCount: number

  constructor(code: string, errors: readonly ListedFault[], detail: ProblemDetail = {}, errorCount = errors.length) {
    super(code, detail)
    this.errors = errors.slice(0, mostListed)
    this.errorCount = errorCount
  }
}
