import type { IndicatorItem } from '@gangju/contract/goals'
import { sayCode, useWords } from '../net/language.tsx'
import { plainDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'

/** The definition card: what it is, in which unit, and how it meets over places and over time. */
export function IndicatorDefinition({ indicator }: { readonly indicator: IndicatorItem }) {
  const { say, language } = useWords()
  const { low, high } = indicator.plausible
  const range = [low, high].map((bound) => (bound === null ? '…' : plainDigits(bound))).join(' – ')
  const facts: readonly (readonly [string, string | null])[] = [
    [
      say('column.unit'),
      indicator.unit === indicator.displayUnit ? indicator.unit : `${indicator.unit} → ${indicator.displayUnit}`,
    ],
    [
      say('column.frequency'),
      `${sayCode(language, 'frequency', indicator.frequency)} · ${sayCode(language, 'form', indicator.form)}`,
    ],
    [say('indicator.collectedAt'), indicator.collectedAt ? sayCode(language, 'level', indicator.collectedAt) : null],
    [say('indicator.overPeriods'), sayCode(language, 'combine', indicator.aggregation.overPeriods)],
    [
      say('indicator.overPlaces'),
      indicator.publishedOnly
        ? say('indicator.publishedOnly')
        : sayCode(language, 'combine', indicator.aggregation.overPlaces),
    ],
    [say('indicator.formula'), indicator.formula],
    [say('indicator.direction'), sayCode(language, 'direction', indicator.direction)],
    [say('column.department'), indicator.department],
    [say('indicator.plausible'), low === null && high === null ? null : range],
  ]
  return (
    <Panel title={say('indicator.definition')} aside={<code>{indicator.code}</code>} testId="indicator-definition">
      {indicator.definition ? <p className="definition">{indicator.definition}</p> : null}
      <dl className="facts wide">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </Panel>
  )
}
