import { type IndicatorItem, listIndicators } from '@gangju/contract/goals'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { IndicatorOptions } from '../../net/indicator-options.tsx'

export interface IndicatorSearchProps {
  readonly label: string
  /** Said when nothing that is found can be taken. */
  readonly noneFound: string
  readonly isTaken: (indicator: IndicatorItem) => boolean
  readonly onPick: (indicator: IndicatorItem) => void
  readonly testId: string
}

const SHOWN = 12

/** Search of the indicator catalogue by name: type, arrows, Enter; the field stays for the next. */
export function IndicatorSearch({ label, noneFound, isTaken, onPick, testId }: IndicatorSearchProps) {
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useDeferredValue(typed.trim())
  const query = useAsk(listIndicators, { query: { q } }, { enabled: q !== '', isLasting: true })
  const found = (query.data?.items ?? []).filter((item) => !isTaken(item)).slice(0, SHOWN)
  const isOpen = q !== ''
  const pick = (item: IndicatorItem | undefined) => {
    if (!item) return
    onPick(item)
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
      <label htmlFor={`${list}-input`}>{label}</label>
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
        data-testid={testId}
      />
      {isOpen ? (
        <IndicatorOptions
          list={list}
          label={label}
          found={found}
          at={at}
          onPick={pick}
          none={query.isSuccess ? noneFound : null}
        />
      ) : null}
    </div>
  )
}
