import type { BoardCell } from '@gangju/contract/board'
import { FigureLink } from '../net/why.tsx'
import { LightMark } from '../ui/light-mark.tsx'

export interface LightCellProps {
  readonly cell: BoardCell
  readonly place: string
  readonly goal?: string | undefined
  readonly label: string
  readonly spoken?: boolean
}

/** A light of the board; pressing it asks the indicator that decided it. */
export function LightCell({ cell, place, goal, label, spoken = false }: LightCellProps) {
  const mark = <LightMark light={cell.light} reason={cell.reason} spoken={spoken} />
  const words = cell.reason ? `${label}，${cell.reason}` : label
  if (cell.indicator === null) {
    return (
      <span className="light-cell" data-testid="light-cell" data-place={place} data-goal={goal} data-light={cell.light}>
        {mark}
      </span>
    )
  }
  return (
    <span className="light-cell" data-testid="light-cell" data-place={place} data-goal={goal} data-light={cell.light}>
      <FigureLink indicator={cell.indicator} place={place} label={words} testId="light-link">
        {mark}
      </FigureLink>
    </span>
  )
}
