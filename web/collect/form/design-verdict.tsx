import type { FormVerdict } from '@gangju/contract/forms'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { DesignLack } from './design.ts'
import { costText } from './form-text.ts'

export interface DesignVerdictProps {
  readonly verdict: FormVerdict | undefined
  readonly error: Error | null
  readonly lacks: readonly DesignLack[]
}

/** What stops the form and what is to be known of it, and what it costs. */
export function DesignVerdict({ verdict, error, lacks }: DesignVerdictProps) {
  const { say, language } = useWords()
  if (lacks.length > 0) {
    const named = lacks.map((lack) => say(`forms.lack.${lack}`)).join(language === 'zh' ? '、' : ', ')
    return (
      <Panel title={say('forms.findings')} testId="design-findings">
        <p data-testid="design-lacks">{say('forms.lacks', { named })}</p>
      </Panel>
    )
  }
  if (error) return <Refused error={error} />
  if (!verdict) return null
  const { findings, burden } = verdict
  return (
    <Panel title={say('forms.findings')} testId="design-findings">
      <p data-testid="design-cost">{costText(burden, say)}</p>
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
