import { listGoals } from '@gangju/contract/goals'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Choice } from './choice.tsx'
import type { DesignPartProps } from './design-basics.tsx'
import { columnName } from './form-text.ts'

/** Columns that a task force approves before the last step: by the goal that the task force works for. */
export function DesignColumnReview({ design, onChange }: DesignPartProps) {
  const { say, language } = useWords()
  const goals = useAsk(listGoals, { query: {} }, { isLasting: true })
  const [wanted, setWanted] = useState('')
  const named = (goals.data?.items ?? []).map(
    ({ code, name, nameEn }) => [code, language === 'en' && nameEn ? nameEn : name] as const,
  )
  const reviews = design.columnReview ?? []
  const put = (next: typeof reviews) => onChange({ ...design, columnReview: next.length === 0 ? undefined : next })
  const free = named.filter(([code]) => reviews.every(({ goal }) => goal !== code))
  const tick = (goal: string, indicator: string, isOn: boolean) =>
    put(
      reviews.flatMap((one) => {
        if (one.goal !== goal) return [one]
        const columns = isOn ? [...one.columns, indicator] : one.columns.filter((column) => column !== indicator)
        return columns.length === 0 ? [] : [{ ...one, columns }]
      }),
    )
  return (
    <Panel title={say('columns.title')} testId="design-column-review">
      <p className="hint">{say('forms.columnReview.hint')}</p>
      {reviews.map(({ goal, columns }) => (
        <fieldset key={goal} className="field chips-field">
          <legend>{named.find(([code]) => code === goal)?.[1] ?? goal}</legend>
          {design.columns.map(({ indicator }) => (
            <label key={indicator} className="check">
              <input
                type="checkbox"
                checked={columns.includes(indicator)}
                onChange={(event) => tick(goal, indicator, event.target.checked)}
              />
              {columnName(design.columns, indicator, language)}
            </label>
          ))}
        </fieldset>
      ))}
      {design.columns.length > 0 ? (
        <div className="form-fields">
          <Choice
            label={say('forms.columnReview.goal')}
            value={wanted}
            options={[['', '—'], ...free]}
            onChoose={(goal) => {
              const [first] = design.columns
              if (goal !== '' && first) put([...reviews, { goal, columns: [first.indicator] }])
              setWanted('')
            }}
            testId="column-review-goal"
          />
        </div>
      ) : null}
    </Panel>
  )
}
