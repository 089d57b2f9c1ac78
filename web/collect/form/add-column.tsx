import { type IndicatorItem, listIndicators } from '@gangju/contract/goals'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { indicatorName } from '../../net/indicator-face.ts'
import { useWords } from '../../net/language.tsx'

export interface AddColumnProps {
  /** Only what is collected at this level can be asked. */
  readonly level: string
  readonly taken: readonly string[]
  readonly onAdd: (indicator: IndicatorItem) => void
}

const SHOWN = 12

/** Search of the indicator catalogue: type, arrows, Enter; the field stays for the next. */
export function AddColumn({ level, taken, onAdd }: AddColumnProps) {
  const { say, language } = useWords()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(typed.trim())
  const query = useAsk(listIndicators, { query: { q } }, { enabled: q !== '', isLasting: true })
  const found = (query.data?.items ?? [])
    .filter(({ collectedAt, code }) => collectedAt === level && !taken.includes(code))
    .slice(0, SHOWN)
  const isOpen = q !== ''
  const pick = (item: IndicatorItem | undefined) => {
    if (!item) return
    onAdd(item)
    setTyped('')
    setAt(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt(Math.max(0, Math.min(found.length - 1, at + step)))
    }
    if (event.key === 'Escape') setTyped('')
    if (event.key !== 'Enter') return
    event.preventDefault()
    pick(found[at])
  }
  return (
    <div className="field indicator-field">
      <label htmlFor={`${list}-input`}>{say('forms.column.add')}</label>
      <input
        id={`${list}-input`}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${list}-${at}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        data-testid="design-add"
      />
      {isOpen ? (
        <ul id={list} role="listbox" aria-label={say('forms.column.add')} className="indicator-options">
          {found.map((item, index) => (
            <li
              key={item.code}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(item)}
              data-testid="design-option"
              data-indicator={item.code}
            >
              {indicatorName(item, language)} <small>{item.unit}</small>
            </li>
          ))}
          {query.isSuccess && found.length === 0 ? (
            <li className="cascade-note">{say('forms.column.noneFound')}</li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}
