import type { SubmissionDetail } from '@gangju/contract/returns'
import { approveColumns } from '@gangju/contract/review'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { columnTitle } from '../form/form-text.ts'

/** Columns that a task force approves before the last step is taken. */
export function ColumnReviews({ submission }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  const approve = useWrite(approveColumns)
  const { id, columns, columnReviews } = submission
  const headers = (codes: readonly string[]) =>
    columns
      .filter(({ indicator }) => codes.includes(indicator))
      .map((column) => columnTitle(column, language))
      .join('、')
  return (
    <Panel title={say('columns.title')} testId="column-reviews">
      <ul className="plain">
        {columnReviews.map(({ goal, goalName, columns: codes, by, at, may }) => (
          <li key={goal} data-testid="column-review" data-goal={goal} data-approved={at !== null}>
            <b>{goalName}</b> {headers(codes)}{' '}
            {at === null ? (
              <span className="tag">{say('columns.waiting')}</span>
            ) : (
              <small>
                ✓ {by} {momentText(at)}
              </small>
            )}{' '}
            {may ? (
              <button
                type="button"
                disabled={approve.isPending}
                onClick={() => approve.mutate({ input: { params: { id, goal } } })}
                data-testid="approve-columns"
              >
                {say('columns.approve')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {approve.error ? <Refused error={approve.error} /> : null}
    </Panel>
  )
}
