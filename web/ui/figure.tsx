import { type FigureFace, figureDigits, growthOf } from './figure-text.ts'
import { useUiWords } from './ui-words.ts'

export type FigureState = 'value' | 'notReported' | 'notApplicable' | 'refused' | 'notAsked'

export interface FigureProps extends FigureFace {
  readonly value: string | null
  readonly state: FigureState
  /** The unit behind the digits, where no header names it. */
  readonly withUnit?: boolean
}

/** One figure: not reported is grey words, not applicable a dash, zero a zero. */
export function Figure({ value, state, withUnit, ...face }: FigureProps) {
  const words = useUiWords()
  if (state === 'notApplicable' || state === 'notAsked') {
    return (
      <span className="figure absent" title={words.notApplicable}>
        —
      </span>
    )
  }
  if (state === 'refused') return <span className="figure absent">{words.refusedFigure}</span>
  if (value === null) return <span className="figure absent">{words.notReported}</span>
  return (
    <span className="figure">
      {figureDigits(value, face)}
      {withUnit ? <span className="unit">{face.shownIn}</span> : null}
    </span>
  )
}

interface ChangeProps {
  readonly change: string | null
  readonly isPercentage: boolean
}

/** Growth with one decimal and an arrow; points where the figure is a percentage. */
export function Change({ change, isPercentage }: ChangeProps) {
  const words = useUiWords()
  if (change === null) return <span className="figure absent">—</span>
  const growth = growthOf(change, { points: isPercentage ? words.points : null })
  const arrow = growth.direction === 'up' ? '▲' : growth.direction === 'down' ? '▼' : '＝'
  return (
    <span className={`change ${growth.direction}`}>
      <i aria-hidden="true">{arrow}</i>
      {growth.text}
    </span>
  )
}
