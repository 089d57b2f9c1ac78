import type { FormColumn } from '@gangju/contract/returns'
import { ColumnUse, type ImportColumn } from '@gangju/contract/sheets'
import { useWords } from '../../net/language.tsx'
import { IndicatorChoice } from './indicator-choice.tsx'
import { type ColumnChoice, choiceOf } from './mapping-draft.ts'

export interface ColumnLineProps {
  readonly column: ImportColumn
  readonly choice: ColumnChoice | undefined
  readonly indicators: readonly FormColumn[]
  readonly isOpen: boolean
  readonly onChoose: (choice: ColumnChoice) => void
}

/** A column of their sheet: its header path and first cells, and what it is taken for. */
export function ColumnLine({ column, choice, indicators, isOpen, onChoose }: ColumnLineProps) {
  const { say } = useWords()
  const now = choice ?? choiceOf(column)
  const isInDoubt = column.doubt && !choice
  const takesFigures = now.use === 'figure' || now.use === 'total'
  const unit = indicators.find(({ indicator }) => indicator === now.indicator)?.unit
  return (
    <tr
      className={choice ? 'edited' : isInDoubt ? 'doubtful' : undefined}
      data-testid="mapping-column"
      data-column={column.column}
      data-doubt={isInDoubt}
    >
      <th scope="row">{column.column}</th>
      <td className="header-path">
        {column.path.map((part, at) => (
          // Two parts of a path may be the same words.
          <span key={`${at}${part}`}>{part}</span>
        ))}
      </td>
      <td className="sample">{column.sample.join(' · ')}</td>
      <td>
        <select
          aria-label={`${column.column} ${say('import.use')}`}
          value={now.use}
          disabled={!isOpen}
          onChange={(event) => onChoose({ ...now, use: ColumnUse.parse(event.target.value) })}
          data-testid="column-use"
        >
          {ColumnUse.options.map((use) => (
            <option key={use} value={use}>
              {say(`import.use.${use}`)}
            </option>
          ))}
        </select>
      </td>
      <td>
        {takesFigures ? (
          <span className="indicator-choice">
            <IndicatorChoice
              label={`${column.column} ${say('import.indicator')}`}
              chosen={now.indicator ?? null}
              likely={column.candidates}
              indicators={indicators}
              isOpen={isOpen}
              onChoose={(indicator) => onChoose({ ...now, indicator })}
            />
            {isInDoubt ? (
              <>
                <i className="severity warning">{say('import.doubt')}</i>
                {now.indicator && isOpen ? (
                  <button type="button" className="quiet" onClick={() => onChoose(now)} data-testid="column-right">
                    {say('import.right')}
                  </button>
                ) : null}
              </>
            ) : column.matchedBy && !choice ? (
              <small>{say(`import.matched.${column.matchedBy}`)}</small>
            ) : null}
          </span>
        ) : null}
      </td>
      <td>
        {takesFigures ? (
          <span className="unit-choice">
            <input
              aria-label={`${column.column} ${say('import.unit')}`}
              key={column.unit}
              size={5}
              disabled={!isOpen}
              defaultValue={column.unit ?? ''}
              placeholder={unit ?? say('import.unitOfForm')}
              onBlur={(event) => {
                const next = event.target.value.trim() || null
                if (next !== (now.unit ?? null)) onChoose({ ...now, unit: next })
              }}
              data-testid="column-unit"
            />
            {column.factor && column.factor !== '1' ? (
              <small>
                {say('import.factor', { factor: column.factor })} → {unit}
              </small>
            ) : null}
          </span>
        ) : null}
      </td>
      <td>{takesFigures ? (now.period ?? '') : ''}</td>
    </tr>
  )
}
