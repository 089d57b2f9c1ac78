import type { FormDraft } from '@gangju/contract/forms'
import { sayCode, useWords } from '../../net/language.tsx'

type Level = FormDraft['review'][number]

export interface ReviewStepsProps {
  readonly steps: readonly Level[]
  readonly levels: readonly Level[]
  readonly onChange: (steps: Level[]) => void
}

/** The chain of approvals, lowest first; the same level twice is two persons. */
export function ReviewSteps({ steps, levels, onChange }: ReviewStepsProps) {
  const { say, language } = useWords()
  return (
    <fieldset className="field wide">
      <legend>{say('forms.review')}</legend>
      <span className="review-steps" data-testid="design-review">
        {steps.map((step, at) => (
          <span key={at}>
            {at > 0 ? ' → ' : null}
            <select
              aria-label={`${say('forms.review')} ${at + 1}`}
              value={step}
              onChange={(event) =>
                onChange(steps.map((one, index) => (index === at ? (event.target.value as Level) : one)))
              }
            >
              {levels.map((level) => (
                <option key={level} value={level}>
                  {sayCode(language, 'formLevel', level)}
                </option>
              ))}
            </select>
            {steps.length > 1 ? (
              <button
                type="button"
                className="quiet"
                aria-label={say('forms.column.remove')}
                onClick={() => onChange(steps.filter((_, index) => index !== at))}
              >
                ✕
              </button>
            ) : null}
          </span>
        ))}
        {steps.length < 8 ? (
          <button type="button" className="quiet" onClick={() => onChange([...steps, steps.at(-1) ?? 'county'])}>
            ＋ {say('forms.reviewAdd')}
          </button>
        ) : null}
      </span>
    </fieldset>
  )
}
