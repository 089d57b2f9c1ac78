import type { ErrorComponentProps } from '@tanstack/react-router'
import { FailureState } from '../ui/states.tsx'
import { useWords } from './language.tsx'
import { Refusal } from './refusal.ts'
import { StepLink } from './slice.tsx'

export function MissingPage() {
  const { say } = useWords()
  return (
    <FailureState title={say('page.notFound')}>
      <StepLink to="/">{say('page.toBoard')}</StepLink>
    </FailureState>
  )
}

/** A fault of the page itself; nothing was written by it. */
export function PageFault({ error }: ErrorComponentProps) {
  const { say } = useWords()
  return (
    <FailureState
      title={say('page.fault')}
      code={error instanceof Refusal ? error.code : String(error)}
      onRetry={() => location.reload()}
    />
  )
}
