import type { AskedElsewhere, FormDraft } from '@gangju/contract/forms'
import type { KeyboardEvent } from 'react'
import { useWords } from '../../net/language.tsx'
import { changedColumn, type DesignColumn, formatHeads, parseHeads } from './design.ts'

export interface ColumnLineProps {
  readonly design: FormDraft
  readonly at: number
  readonly elsewhere: readonly AskedElsewhere[]
  readonly isDragged: boolean
  readonly onDrag: () => void
  readonly onDrop: () => void
  readonly onMove: (step: -1 | 1) => void
  readonly onRemove: () => void
  readonly onChange: (design: FormDraft) => void
}

/** One column of the form being designed. */
export function ColumnLine(props: ColumnLineProps) {
  const { design, at, elsewhere, isDragged, onDrag, onDrop, onMove, onRemove, onChange } = props
  const { say, language } = useWords()
  const column = design.columns[at]!
  const put = (change: Partial<DesignColumn>) => onChange(changedColumn(design, at, change))
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  const bound = (side: 'low' | 'high') => (
    <input
      className="short"
      inputMode="decimal"
      aria-label={`${column.header} ${say('forms.column.range')} ${side}`}
      defaultValue={column.plausible[side] ?? ''}
      onBlur={(event) => {
        const text = event.target.value.trim()
        const value = /^-?\d{1,40}(\.\d{1,20})?$/.test(text) ? text : null
        put({ plausible: { ...column.plausible, [side]: value } })
      }}
    />
  )
  return (
    <tr
      draggable
      aria-selected={isDragged}
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
      data-testid="design-column"
      data-indicator={column.indicator}
    >
      <td>
        <span className="row-actions">
          <button type="button" className="quiet" aria-label={say('forms.column.up')} onClick={() => onMove(-1)}>
            ↑
          </button>
          <button type="button" className="quiet" aria-label={say('forms.column.down')} onClick={() => onMove(1)}>
            ↓
          </button>
          <button type="button" className="quiet" aria-label={say('forms.column.remove')} onClick={onRemove}>
            ✕
          </button>
        </span>
      </td>
      <td>
        <input
          aria-label={say('forms.column.header')}
          value={column.header}
          onChange={(event) => put({ header: event.target.value })}
        />
        <input
          className="second"
          aria-label={say('forms.column.headerEn')}
          placeholder={say('forms.column.headerEn')}
          value={column.headerEn}
          onChange={(event) => put({ headerEn: event.target.value })}
        />
        {elsewhere.map((one) => (
          <p key={`${one.form} ${one.indicator}`} className="asked-elsewhere" data-testid="asked-elsewhere">
            {column.known && one.kind === 'same' ? null : '⚠ '}
            {say(`forms.asked.${one.kind}`, { form: one.formName, indicator: one.indicatorName })}{' '}
            {one.kind === 'same' && !column.known ? (
              <button
                type="button"
                className="quiet"
                onClick={() => put({ known: true, required: false })}
                data-testid="use-known"
              >
                {say('forms.asked.use')}
              </button>
            ) : null}
          </p>
        ))}
      </td>
      <td>
        {(['name', 'nameEn'] as const).map((word) => (
          <input
            key={`${word} ${formatHeads(column, word)}`}
            className={word === 'name' ? undefined : 'second'}
            aria-label={say(word === 'name' ? 'forms.column.heads' : 'forms.column.headsEn')}
            placeholder={say(word === 'name' ? 'forms.column.headsHint' : 'forms.column.headsEn')}
            defaultValue={formatHeads(column, word)}
            disabled={word === 'nameEn' && !column.heads}
            onBlur={(event) => {
              if (event.target.value === formatHeads(column, word)) return
              put({ heads: parseHeads(event.target.value, { word, before: column.heads }) })
            }}
          />
        ))}
      </td>
      <td>
        <select
          aria-label={say('forms.column.section')}
          value={column.section}
          onChange={(event) => put({ section: event.target.value })}
        >
          {design.sections.map(({ code, name, nameEn }) => (
            <option key={code} value={code}>
              {language === 'zh' ? name : nameEn}
            </option>
          ))}
        </select>
      </td>
      <td>{column.unit}</td>
      <td>
        <input
          type="checkbox"
          aria-label={say('forms.column.required')}
          checked={column.required}
          onChange={(event) => put({ required: event.target.checked })}
        />
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={say('forms.column.known')}
          checked={column.known ?? false}
          onChange={(event) => put({ known: event.target.checked || undefined })}
        />
      </td>
      <td>
        <input
          className="short"
          type="number"
          min={0}
          max={6}
          aria-label={say('forms.column.decimals')}
          value={column.decimals}
          onChange={(event) => put({ decimals: Math.min(6, Math.max(0, Math.trunc(Number(event.target.value)) || 0)) })}
        />
      </td>
      <td>
        {bound('low')}–{bound('high')}
      </td>
    </tr>
  )
}
