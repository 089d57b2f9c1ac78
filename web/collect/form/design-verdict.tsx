import type { FormVerdict } from '@gangju/contract/forms'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'

export interface DesignVerdictProps {
  readonly verdict: FormVerdict | undefined
  readonly error: Error | null
}

/** What stops the form and what is to be known of it, and what it costs. */
export function DesignVerdict({ verdict, error }: DesignVerdictProps) {
  const { say } = useWords()
  if (error) return <Refused error={error} />
  if (!verdict) return null
  const { findings, burden } = verdict
  return (
    <Panel title={say('forms.findings')} testId="design-findings">
      <p data-testid="design-cost">{say('forms.cost', { ...burden, times: burden.timesAYear })}</p>
      {findings.length === 0 ? (
        <p className="hint">{say('forms.noFindings')}</p>
      ) : (
        <ul className="plain form-findings">
          {findings.map(({ code, severity, path, message }) => (
            <li key={`${code} ${path} ${message}`} className={severity} data-code={code}>
              {message}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
