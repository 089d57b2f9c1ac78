import type { SubmissionSummary } from '@gangju/contract/returns'
import { sayCode, useWords } from '../../net/language.tsx'

/** The chain of approvals: given, waited for, still to come. */
export function ReviewChain({ submission: { steps, step, state } }: { readonly submission: SubmissionSummary }) {
  const { say, language } = useWords()
  return (
    <ol className="chain" aria-label={say('review.chain')} data-testid="review-chain" data-step={step}>
      {steps.map((level, at) => {
        const isDone = at < step || state === 'approved'
        const isNow = !isDone && at === step && state === 'submitted'
        return (
          <li key={level} className={isDone ? 'done' : isNow ? 'now' : undefined}>
            {isDone ? '✓ ' : `${at + 1} `}
            {isNow
              ? say('review.waiting', { level: sayCode(language, 'level', level) })
              : sayCode(language, 'level', level)}
          </li>
        )
      })}
    </ol>
  )
}
