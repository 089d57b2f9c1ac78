import type { IndicatorSheet } from '@gangju/contract/board'
import { type Measure, measureName, measureReason } from '@gangju/contract/measures'
import { plainFace } from '../net/indicator-face.ts'
import { useIndicatorNames } from '../net/indicator-names.ts'
import { useWords } from '../net/language.tsx'
import { figureDigits, percentDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'

/** What is computed from the figure and never typed; where there is nothing, why. */
export function IndicatorMeasures({ sheet }: { readonly sheet: IndicatorSheet }) {
  const { say, language } = useWords()
  const names = useIndicatorNames({ enabled: sheet.measures.some(({ indicator }) => indicator !== null) })
  if (sheet.measures.length === 0) return null
  return (
    <Panel title={say('measure.title')} testId="indicator-measures">
      <dl className="facts wide">
        {sheet.measures.map((measure) => (
          <div key={measure.kind}>
            <dt>{measureName(measure.kind, language)}</dt>
            <dd>
              {measure.value === null ? null : <b className="figure">{measureText(measure)}</b>}{' '}
              {measure.reason ? <span className="absent">{measureReason(measure.reason, language)}</span> : null}{' '}
              {measure.indicator ? <small>{names.get(measure.indicator) ?? measure.indicator}</small> : null}
              {measure.against && measure.value !== null ? (
                <small>{say('measure.against', { period: measure.against })}</small>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function measureText({ value, as, unit }: Measure): string {
  if (value === null) return ''
  return as === 'rate' ? percentDigits(value) : `${figureDigits(value, plainFace(unit ?? ''))} ${unit ?? ''}`.trim()
}
