import { getSubmission, type SubmissionDetail } from '@gangju/contract/returns'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { sayCode, useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink, usePath } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StateTag } from '../state-tag.tsx'
import { ColumnReviews } from './column-reviews.tsx'
import { ReviewActions } from './review-actions.tsx'
import { ReviewChain } from './review-chain.tsx'
import { ReviewGrid } from './review-grid.tsx'

/** One submission on the review desk: each figure beside what is in the net now and beside the period before. */
export function ReviewPage() {
  const id = usePath().split('/').at(-1) ?? ''
  const query = useAsk(getSubmission, { params: { id } })
  return (
    <Asked query={query} rows={14}>
      {(submission) => <ReviewView submission={submission} />}
    </Asked>
  )
}

function ReviewView({ submission }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  const { place, formName, period, state, filedBy, filedAt, returnReason } = submission
  return (
    <div className="review" data-testid="review" data-submission={submission.id} data-state={state}>
      <PageHead title={`${place.name} ${formName} ${period}`} name={`${place.name}${formName}`} paper="A4 landscape">
        <StepLink to="/returns">{say('review.back')}</StepLink>
        {state === 'draft' ? null : (
          <StepLink
            to="/review/sheet"
            change={{ form: submission.form, place: place.code, period }}
            data-testid="to-sheet"
          >
            {say('reviewing.sheet')}
          </StepLink>
        )}
        <StepLink to={`/submissions/${submission.id}/signed`} data-testid="to-signed">
          {say('signed.link')}
        </StepLink>
      </PageHead>
      <p className="review-line">
        <StateTag state={state} /> {submission.late ? <span className="tag late">{say('reviewing.late')}</span> : null}{' '}
        {submission.path} · {say('review.filed', { name: filedBy, time: momentText(filedAt) })} ·{' '}
        {say('review.values', submission)}
      </p>
      <ReviewChain submission={submission} />
      {returnReason && state === 'returned' ? (
        <p className="verdict faulty">{say('review.returnedWith', { reason: returnReason })}</p>
      ) : null}
      <ReviewActions submission={submission} />
      {submission.columnReviews.length > 0 ? <ColumnReviews submission={submission} /> : null}
      <Panel title={say('review.title')}>
        <ReviewGrid submission={submission} />
      </Panel>
      <Panel title={say('review.history')} testId="review-history">
        <ol className="timeline">
          {submission.history.map(({ verb, name, at, reason }) => (
            <li key={verb + at}>
              <b>{sayCode(language, 'step', verb)}</b> {name} <time>{momentText(at)}</time>
              {reason ? <small>{reason}</small> : null}
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  )
}
