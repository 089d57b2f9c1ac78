import { approveSubmission, returnSubmission, type SubmissionDetail, submitSubmission } from '@gangju/contract/returns'
import { useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Progress } from '../ui/states.tsx'

/** What this reader may do with the submission now. */
export function ReviewActions({ submission: { id, may } }: { readonly submission: SubmissionDetail }) {
  const { say } = useWords()
  const [isReturning, setReturning] = useState(false)
  const submit = useWrite(submitSubmission)
  const approve = useWrite(approveSubmission)
  const giveBack = useWrite(returnSubmission, () => setReturning(false))
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
        <Dialog title={say('review.return')} onClose={() => setReturning(false)} testId="return-dialog">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
              if (reason) giveBack.mutate({ input: { params: { id }, body: { reason } } })
            }}
          >
            <label className="field">
              {say('review.reason')}
              <textarea
                name="reason"
                rows={4}
                maxLength={500}
                required
                placeholder={say('review.reasonHint')}
                data-testid="return-reason"
              />
            </label>
            {giveBack.error ? <Refused error={giveBack.error} /> : null}
            <p className="buttons">
              <button type="submit" className="main" disabled={giveBack.isPending} data-testid="return-confirm">
                {say('review.return')}
              </button>
            </p>
          </form>
        </Dialog>
      ) : null}
    </div>
  )
}
