import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FailureState, Skeleton } from '../ui/states.tsx'
import { useWords } from './language.tsx'
import { Refusal, refusalText } from './refusal.ts'

export interface AskedProps<T> {
  readonly query: UseQueryResult<T>
  readonly rows?: number
  readonly children: (data: T) => ReactNode
}

/** What was asked: a skeleton until it comes, the refusal when it does not. Data once shown stay when a later reading fails. */
export function Asked<T>({ query, rows, children }: AskedProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) return <Refused error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton rows={rows ?? 8} />
}

export interface RefusedProps {
  readonly error: Error
  readonly onRetry?: () => void
}

/** A refusal in the reader's language, with its code and the number of the request for whoever is asked. */
export function Refused({ error, onRetry }: RefusedProps) {
  const { language } = useWords()
  const problem = error instanceof Refusal ? error.problem : null
  const code = error instanceof Refusal ? error.code : undefined
  return (
    <FailureState
      title={refusalText(error, language)}
      code={problem?.requestId ? `${code} · ${problem.requestId}` : code}
      onRetry={onRetry}
    >
      {problem?.errors?.map((fault) => (
        <div key={`${fault.code}${fault.cell ?? fault.path}`}>
          {fault.cell ?? fault.path} {fault.message}
        </div>
      ))}
    </FailureState>
  )
}
