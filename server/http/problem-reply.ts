import { isProblemCode, type ProblemCode, type ProblemDocument, problems, problemText } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import type { Lang } from './call.ts'
import { ListedProblem } from './listed-problem.ts'
import { storageProblem } from './storage-fault.ts'

/** Every error as a refusal with words; what is no refusal of ours becomes `server.fault`, and its text stays inside. */
export function toProblem(error: unknown): Problem {
  const problem = error instanceof Problem ? error : (storageProblem(error) ?? wireProblem(error))
  return isProblemCode(problem.code) ? problem : new Problem('server.fault')
}

/** Refusals by the web server itself, before a route is reached. */
function wireProblem(error: unknown): Problem {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) return new Problem('request.tooLarge')
  if (statusCode === 415) return new Problem('request.unsupportedType')
  if (statusCode === 503) return new Problem('server.busy')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Problem('request.malformed')
  return new Problem('server.fault')
}

export const problemStatus = (problem: Problem): number => problems[problem.code as ProblemCode].status

/** RFC 9457, in the caller's language. A 404 never says what was looked for: out of reach and unknown look the same [HT7]. */
export function problemDocument(problem: Problem, lang: Lang, requestId: string): ProblemDocument {
  const code = problem.code as ProblemCode
  const status = problemStatus(problem)
  const isSilent = status === 404 || status >= 500 || Object.keys(problem.detail).length === 0
  return {
    type: `urn:gangju:problem:${code}`,
    title: problemText(code, lang, problem.detail),
    status,
    code,
    ...(isSilent ? {} : { detail: problem.detail }),
    ...(problem instanceof ListedProblem ? { errors: [...problem.errors], errorCount: problem.errorCount } : {}),
    requestId,
  }
}

/** Seconds until another try makes sense; undefined where it never does. */
export function retryAfter(problem: Problem): number | undefined {
  if (problem.code === 'session.locked') return Math.max(1, Number(problem.detail['minutes'] ?? 1)) * 60
  if (problem.code === 'rate.exceeded') return 5
  if (problem.code === 'storage.full') return 60
  return problemStatus(problem) === 503 || problem.code === 'idempotency.running' ? 1 : undefined
}
