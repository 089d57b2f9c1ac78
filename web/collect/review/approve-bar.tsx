import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { Progress } from '../../ui/states.tsx'
import type { Approving } from './use-approving.ts'

export interface ApproveBarProps {
  readonly approving: Approving
  /** How a submission is called where one is refused. */
  readonly nameOf: (id: string) => string
}

/** Approves what is selected, and names what could not be approved. */
export function ApproveBar({ approving, nameOf }: ApproveBarProps) {
  const { say } = useWords()
  const { selected, approveSelected, isPending, error, outcome } = approving
  // The last one approved leaves an empty list, and what was done is still to be seen.
  const isIdle = approving.openCount === 0 && !isPending
  if (isIdle && !outcome && !error) return null
  const refused = outcome?.results.filter((result) => result.outcome === 'refused') ?? []
  return (
    <div className="approve-bar no-print">
      {isIdle ? null : (
        <button
          type="button"
          className="main"
          disabled={selected.size === 0 || isPending}
          onClick={approveSelected}
          data-testid="approve-selected"
        >
          {say('reviewing.approveSelected', { count: selected.size })} <kbd>A</kbd>
        </button>
      )}
      {isPending ? <Progress label={say('reviewing.approving')} /> : null}
      {outcome && !isPending ? (
        <span
          role="status"
          data-testid="approve-outcome"
          data-approved={outcome.approved}
          data-refused={outcome.refused}
        >
          {outcome.approved > 0 ? `✓ ${say('reviewing.approved', { count: outcome.approved })}` : null}{' '}
          {refused.length > 0 ? (
            <b className="refused-outcome">{say('reviewing.refusedSome', { count: refused.length })}</b>
          ) : null}
        </span>
      ) : null}
      {refused.length > 0 ? (
        <ul className="plain refused-list">
          {refused.map(({ id, code, message }) => (
            <li key={id} data-testid="approve-refused" data-code={code}>
              {nameOf(id)}：{message}
            </li>
          ))}
        </ul>
      ) : null}
      {error ? <Refused error={error} /> : null}
    </div>
  )
}
