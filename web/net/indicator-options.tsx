import type { IndicatorItem } from '@gangju/contract/goals'
import type { ReactNode } from 'react'
import { indicatorName } from './indicator-face.ts'
import { useWords } from './language.tsx'

export interface IndicatorOptionsProps {
  /** Id of the list; its options are numbered behind it. */
  readonly list: string
  readonly label: string
  readonly found: readonly IndicatorItem[]
  /** The one that Enter takes. */
  readonly at: number
  readonly onPick: (item: IndicatorItem) => void
  /** Said when nothing was found; null while it is not known. */
  readonly none: string | null
  /** More choices behind. */
  readonly children?: ReactNode
}

/** What a search of the indicator catalogue found, to be chosen by key or pointer. */
export function IndicatorOptions({ list, label, found, at, onPick, none, children }: IndicatorOptionsProps) {
  const { language } = useWords()
  return (
    <ul id={list} role="listbox" aria-label={label} className="indicator-options">
      {found.map((item, index) => (
        <li
          key={item.code}
          id={`${list}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(item)}
          data-testid="indicator-option"
          data-indicator={item.code}
        >
          {indicatorName(item, language)} <small>{item.unit}</small>
        </li>
      ))}
      {none !== null && found.length === 0 ? <li className="cascade-note">{none}</li> : null}
      {children}
    </ul>
  )
}
