import { Problem, type ProblemDetail } from '@gangju/net/problem'
import { type ListedFault, ListedProblem } from './listed-problem.ts'

/** A refusal that keeps what was written before it: a wrong password is counted although nobody was let in. */
export class LastingProblem extends Problem {}

interface PackedProblem {
  readonly code: string
  readonly detail: ProblemDetail
  readonly errors?: readonly ListedFault[]
  readonly errorCount?: number
}

export function packProblem(problem: Problem): PackedProblem {
  const { code, detail } = problem
  return problem instanceof ListedProblem
    ? { code, detail, errors: problem.errors, errorCount: problem.errorCount }
    : { code, detail }
}

export function unpackProblem({ code, detail, errors, errorCount }: PackedProblem): Problem {
  return errors ? new ListedProblem(code, errors, detail, errorCount) : new Problem(code, detail)
}
