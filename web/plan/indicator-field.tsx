import { type IndicatorItem, listIndicators } from '@gangju/contract/goals'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { indicatorName } from '../net/indicator-face.ts'
import { IndicatorOptions } from '../net/indicator-options.tsx'
import { useWords } from '../net/language.tsx'

export interface ChosenIndicator {
  readonly code: string
  readonly name: string
  readonly unit: string
}

export interface IndicatorFieldProps {
  readonly chosen: ChosenIndicator | null
  /** What the text calls it, to begin the search with. */
  readonly words: string
  readonly onPick: (indicator: ChosenIndicator) => void
  /** Asks for an indicator of this name to be made. */
  readonly onMake: (name: string) => void
}

const SHOWN = 30

/** A combobox over the catalogue, with the making of an indicator as its last choice. */
export function IndicatorField({ chosen, words, onPick, onMake }: IndicatorFieldProps) {
  const { say, language } = useWords()
  const list = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [at, setAt] = useState(0)
  const q = useDeferredValue((typed ?? '').trim())
  const isOpen = typed !== null
  const query = useAsk(listIndicators, { query: { q } }, { enabled: isOpen, isLasting: true })
  const found = (query.data?.items ?? []).slice(0, SHOWN)
  const open = () => setTyped((former) => former ?? (chosen ? '' : words))
  const pick = (item: IndicatorItem) => {
    onPick({ code: item.code, name: indicatorName(item, language), unit: item.unit })
    setTyped(null)
  }
  const make = () => {
    onMake(q || words)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      if (isOpen) setAt(Math.max(0, Math.min(found.length, at + step)))
      else open()
    }
    if (!isOpen && event.key === 'Enter' && chosen === null) {
      event.preventDefault()
      open()
    }
    if (!isOpen) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setTyped(null)
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    const item = found[at]
    if (item) pick(item)
    else if (query.isSuccess) make()
  }
  return (
    <div className={chosen ? 'field indicator-field' : 'field indicator-field lacking'}>
      <label htmlFor={`${list}-input`}>{say('choice.indicator')}</label>
      <input
        id={`${list}-input`}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${list}-${at}` : undefined}
        autoComplete="off"
        value={typed ?? chosen?.name ?? ''}
        placeholder={say('choice.notInCatalogue', { name: words })}
        data-testid="choice-indicator"
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onClick={open}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      {isOpen ? (
        <IndicatorOptions
          list={list}
          label={say('choice.indicator')}
          found={found}
          at={at}
          onPick={pick}
          none={query.isSuccess ? say('indicatorBox.none') : null}
        >
          <li
            id={`${list}-${found.length}`}
            role="option"
            aria-selected={at === found.length}
            onPointerDown={(event) => event.preventDefault()}
            onClick={make}
            className="make"
            data-testid="indicator-new"
          >
            ＋ {say('indicatorBox.new', { name: q || words })}
          </li>
        </IndicatorOptions>
      ) : null}
    </div>
  )
}
