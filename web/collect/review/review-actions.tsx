import { approveSubmission, type SubmissionDetail, submitSubmission } from '@gangju/contract/returns'
import { useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { Progress } from '../../ui/states.tsx'
import { ReturnDialog } from './return-dialog.tsx'

/** What this reader may do with the submission now. */
export function ReviewActions({ submission }: { readonly submission: SubmissionDetail }) {
  const { say } = useWords()
  const { id, may, place, formName, period } = submission
  const [isReturning, setReturning] = useState(false)
  const submit = useWrite(submitSubmission)
  const approve = useWrite(approveSubmission)
  const running = submit.isPending || approve.isPending
  const error = submit.error ?? approve.error
  if (may.length === 0) return null
  return (
    <div className="review-actions no-print" data-testid="review-actions">
      <p className="buttons">
        {may.includes('submit') ? (
          <button
            type="button"
            className="main"
            disabled={running}
            onClick={() => submit.mutate({ input: { params: { id } } })}
            data-testid="submit"
          >
            {say('review.submit')}
          </button>
        ) : null}
        {may.includes('approve') ? (
          <button
            type="button"
            className="main"
            disabled={running}
            onClick={() => approve.mutate({ input: { params: { id } } })}
            data-testid="approve"
          >
            {say('review.approve')}
          </button>
        ) : null}
        {may.includes('return') ? (
          <button type="button" disabled={running} onClick={() => setReturning(true)} data-testid="return">
            {say('review.return')}
          </button>
        ) : null}
      </p>
      {running ? <Progress label={say('upload.filing')} /> : null}
      {error ? <Refused error={error} /> : null}
      {isReturning ? (
        <ReturnDialog
          aims={[{ submission: id, label: `${place.name} ${formName} ${period}`, cells: [], places: [] }]}
          onClose={() => setReturning(false)}
        />
      ) : null}
    </div>
  )
}
