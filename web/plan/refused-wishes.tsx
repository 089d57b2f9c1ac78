import type { Proposal } from '@gangju/contract/desk'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Refusal, refusalText } from '../net/refusal.ts'
import { subjectWords } from './proposal-words.ts'
import type { RefusedWishes, Wish } from './use-decisions.ts'

export interface RefusedWishesNoticeProps {
  readonly refused: RefusedWishes
  readonly proposals: readonly Proposal[]
  readonly onPick: (proposal: string) => void
  readonly onRetry: (wishes: readonly Wish[]) => void
  readonly onDismiss: () => void
}

/** Decisions that were not taken: which of them and why, and a way on for the others. */
export function RefusedWishesNotice({ refused, proposals, onPick, onRetry, onDismiss }: RefusedWishesNoticeProps) {
  const { say, language } = useWords()
  const { error, wishes } = refused
  const faults = (error instanceof Refusal ? error.problem?.errors : undefined) ?? []
  const faulty = new Set(faults.map(({ path }) => path))
  const rest = wishes.filter(({ proposal }) => !faulty.has(proposal))
  if (faulty.size === 0) return <Refused error={error} onRetry={() => onRetry(wishes)} />
  return (
    <div className="state failure" role="alert" data-testid="refused-wishes">
      <strong>
        {wishes.length > 1 ? say('desk.refusedMany', { count: faulty.size }) : refusalText(error, language)}
      </strong>
      <ul>
        {faults.map(({ path, message }) => {
          const proposal = proposals.find(({ id }) => id === path)
          if (!proposal) return null
          return (
            <li key={path}>
              <button type="button" className="link" onClick={() => onPick(proposal.id)}>
                {subjectWords(proposal)}
              </button>{' '}
              {message}
            </li>
          )
        })}
      </ul>
      {wishes.length > 1 && rest.length > 0 ? (
        <button type="button" onClick={() => onRetry(rest)}>
          {say('desk.without', { count: faulty.size, rest: rest.length })}
        </button>
      ) : null}
      <button type="button" className="quiet" onClick={onDismiss}>
        {say('desk.dismiss')}
      </button>
    </div>
  )
}
