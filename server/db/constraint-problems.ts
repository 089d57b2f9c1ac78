import { Problem } from '@gangju/net/problem'

/** What a person is told when a rule held by the database refuses. `server.fault`: wall one should have refused before. */
export const constraintProblems: Readonly<Record<string, string>> = {}

export function constraintProblem(constraint: string): Problem | undefined {
  const code = constraintProblems[constraint]
  return code === undefined || code === 'server.fault' ? undefined : new Problem(code)
}
