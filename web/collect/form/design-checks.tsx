import { usualSeverity } from '@gangju/net/form'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AddCheck } from './add-check.tsx'
import type { DesignPartProps } from './design-basics.tsx'
import { checkSentence } from './form-text.ts'

/** The checks as sentences; more are added by choosing their columns. */
export function DesignChecks({ design, onChange }: DesignPartProps) {
  const { say, language } = useWords()
  const words = { say, language }
  return (
    <Panel title={say('forms.checks')} testId="design-checks">
      <ul className="plain check-sentences">
        {design.checks.map((check) => (
          <li key={check.code} data-testid="design-check">
            {checkSentence(check, design.columns, words)}{' '}
            <small className="unit">{say(`forms.check.${check.severity ?? usualSeverity[check.kind]}`)}</small>{' '}
            <button
              type="button"
              className="quiet"
              aria-label={say('forms.column.remove')}
              onClick={() => onChange({ ...design, checks: design.checks.filter(({ code }) => code !== check.code) })}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {design.columns.length > 0 ? (
        <AddCheck
          key={design.columns.map(({ indicator }) => indicator).join()}
          design={design}
          onAdd={(check) => onChange({ ...design, checks: [...design.checks, check] })}
        />
      ) : (
        <p className="hint">{say('forms.check.noColumns')}</p>
      )}
    </Panel>
  )
}
