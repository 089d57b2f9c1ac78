import { Problem } from '@gangju/net/problem'
import { constraintProblems } from '../db/constraint-problems.ts'

interface DatabaseFault {
  readonly code?: string
  readonly constraint?: string
  readonly message: string
}

const exact: Readonly<Record<string, string>> = {
  '53100': 'storage.full',
  '53300': 'server.busy',
  '55P03': 'server.busy',
  '57014': 'server.busy',
  '25P03': 'server.busy',
  '40001': 'server.busy',
  '40P01': 'server.busy',
  '42501': 'grant.missing',
  '22021': 'request.invalid',
  '22P05': 'request.invalid',
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
])

/** The refusal that a fault of the database amounts to; undefined when it is a fault of ours. */
export function storageProblem(error: unknown): Problem | undefined {
  const { code, constraint, message } = error as DatabaseFault
  if (code !== undefined && exact[code]) return new Problem(exact[code])
  const refusal = code?.startsWith('23') ? constraintProblems[constraint ?? ''] : undefined
  if (refusal !== undefined) return new Problem(refusal)
  if (isConnectionLost(error)) return new Problem('storage.unavailable')
  if (/timeout exceeded when trying to connect/.test(message ?? '')) return new Problem('server.busy')
  return undefined
}

export function isConnectionLost(error: unknown): boolean {
  const { code, message } = error as DatabaseFault
  if (code !== undefined) return code.startsWith('08') || lostConnection.has(code)
  return /Connection terminated|not queryable|connection error/i.test(message ?? '')
}

/** Conflicts with another transaction, and connections lost before anything could be seen, are worth another try. */
export function isWorthRetry(error: unknown): boolean {
  const { code } = error as DatabaseFault
  return code === '40001' || code === '40P01' || isConnectionLost(error)
}
