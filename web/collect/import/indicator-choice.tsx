import type { FormColumn } from '@gangju/contract/returns'
import { useWords } from '../../net/language.tsx'
import { columnTitle } from '../form/form-text.ts'

export interface IndicatorChoiceProps {
  readonly label: string
  readonly chosen: string | null
  /** Those that the header resembles, the likeliest first. */
  readonly likely: readonly string[]
  readonly indicators: readonly FormColumn[]
  readonly isOpen: boolean
  readonly onChoose: (indicator: string | null) => void
}

/** The indicator of a column, the likely ones first. */
export function IndicatorChoice({ label, chosen, likely, indicators, isOpen, onChoose }: IndicatorChoiceProps) {
  const { say, language } = useWords()
  const option = (column: FormColumn) => (
    <option key={column.indicator} value={column.indicator}>
      {columnTitle(column, language)}（{column.unit}）
    </option>
  )
  const first = likely.flatMap((code) => indicators.find(({ indicator }) => indicator === code) ?? [])
  const rest = indicators.filter(({ indicator }) => !likely.includes(indicator))
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      disabled={!isOpen}
      onChange={(event) => onChoose(event.target.value || null)}
      data-testid="column-indicator"
    >
      <option value="">{say('import.noIndicator')}</option>
      {first.length > 0 ? <optgroup label={say('import.likely')}>{first.map(option)}</optgroup> : null}
      {first.length > 0 ? <optgroup label={say('import.others')}>{rest.map(option)}</optgroup> : rest.map(option)}
    </select>
  )
}
