import type { IndicatorItem } from '@gangju/contract/goals'
import { useWords } from '../../net/language.tsx'
import { IndicatorSearch } from './indicator-search.tsx'

export interface AddColumnProps {
  /** Only what is collected at this level can be asked. */
  readonly level: string
  readonly taken: readonly string[]
  readonly onAdd: (indicator: IndicatorItem) => void
}

/** A column is an indicator of the catalogue that is collected at the level of the rows. */
export function AddColumn({ level, taken, onAdd }: AddColumnProps) {
  const { say } = useWords()
  return (
    <IndicatorSearch
      label={say('forms.column.add')}
      noneFound={say('forms.column.noneFound')}
      isTaken={({ collectedAt, code }) => collectedAt !== level || taken.includes(code)}
      onPick={onAdd}
      testId="design-add"
    />
  )
}
