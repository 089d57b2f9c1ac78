import { isProblemCode, type ProblemDocument, problemText } from '@gangju/contract/problems'
import type { Language } from './preferences.ts'

/** What the server refused, or that it could not be reached (`network.unreachable`). */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly problem: ProblemDocument | null

  constructor(code: string, status: number, problem: ProblemDocument | null) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.problem = problem
  }
}

/** The refusal of a reply that is no success; anything but a problem document counts as a fault of the way there. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const isProblem = response.headers.get('content-type')?.includes('json')
  const problem: Partial<ProblemDocument> | null = isProblem ? await response.json().catch(() => null) : null
  if (!problem?.code) return new Refusal('network.unreachable', response.status, null)
  return new Refusal(problem.code, response.status, problem as ProblemDocument)
}

/** Whether trying the same again may help. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Refusal)) return true
  return (
    error.status === 0 ||
    error.status === 502 ||
    error.status === 503 ||
    error.status === 504 ||
    error.code === 'idempotency.running'
  )
}

export function refusalText(error: unknown, language: Language): string {
  const unreachable =
    language === 'zh'
      ? '连不上服务器，请检查网络后重试'
      : 'The server cannot be reached; check the network and try again'
  if (!(error instanceof Refusal) || error.code === 'network.unreachable') return unreachable
  if (isProblemCode(error.code)) return problemText(error.code, language, error.problem?.detail ?? {})
  return error.problem?.title ?? error.code
}
