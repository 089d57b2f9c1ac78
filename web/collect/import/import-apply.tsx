import { applyImport, type SheetImport } from '@gangju/contract/sheets'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { holdsVerb, useMe } from '../../net/session.tsx'
import { StepLink } from '../../net/slice.tsx'
import { Progress } from '../../ui/states.tsx'
import { StateTag } from '../state-tag.tsx'

export interface ImportApplyProps {
  readonly found: SheetImport
  /** The mapping was changed and not read again yet. */
  readonly isPending: boolean
}

/** Puts the figures into the drafts, and names each return that took them or did not. */
export function ImportApply({ found, isPending }: ImportApplyProps) {
  const { say } = useWords()
  const me = useMe()
  const apply = useWrite(applyImport)
  const send = (submit: boolean) =>
    apply.mutate({ input: { params: { id: found.id }, body: { edition: found.edition, submit } } })
  if (apply.data) {
    const { values, returns, refused } = apply.data
    return (
      <div className="verdict clean" data-testid="import-done">
        <b>{say('import.done', { values, returns: returns.length })}</b>
        <ul className="plain">
          {returns.map(({ place, period, submission, state, values: count }) => (
            <li key={submission} data-testid="imported-return" data-submission={submission} data-place={place.code}>
              {place.name} {period} · {count} <StateTag state={state} />{' '}
              <StepLink to={`/submissions/${submission}`}>{say('import.openReturn')}</StepLink>
            </li>
          ))}
        </ul>
        {refused.length > 0 ? (
          <>
            <b className="refused-outcome">{say('import.refused', { count: refused.length })}</b>
            <ul className="plain">
              {refused.map(({ place, period, message }) => (
                <li key={place.code + period} data-testid="refused-return">
                  {place.name} {period}：{message}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    )
  }
  if (found.state === 'applied') return <p className="verdict clean">{say('import.wasApplied')}</p>
  const isStopped = isPending || !found.mayApply || apply.isPending
  return (
    <div className="import-apply no-print">
      <p className="buttons">
        <button
          type="button"
          className="main"
          disabled={isStopped}
          onClick={() => send(false)}
          data-testid="import-keep"
        >
          {say('import.keep')}
        </button>
        {holdsVerb(me, 'submission.submit') ? (
          <button type="button" disabled={isStopped} onClick={() => send(true)} data-testid="import-submit">
            {say('import.submit')}
          </button>
        ) : null}
        {isPending ? <small>{say('import.pendingFirst')}</small> : null}
      </p>
      {apply.isPending ? <Progress label={say('import.storing')} /> : null}
      {apply.error ? <Refused error={apply.error} /> : null}
    </div>
  )
}
