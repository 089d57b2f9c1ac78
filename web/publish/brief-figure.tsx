import type { FigureBrief, IndicatorItem } from '@gangju/contract/goals'
import { FigureLink } from '../net/why.tsx'
import { Figure } from '../ui/figure.tsx'
import type { FigureFace } from '../ui/figure-text.ts'
import { LightMark } from '../ui/light-mark.tsx'

export interface BriefFigureProps {
  readonly brief: FigureBrief
  readonly indicator: IndicatorItem
  readonly face: FigureFace
  readonly place: string
}

/** A figure of the wall chart: light, digits, and a dot where its parts are incomplete. */
export function BriefFigure({ brief, indicator, face, place }: BriefFigureProps) {
  const { completeness } = brief
  const isPartial = completeness !== null && completeness.reported < completeness.expected && brief.value !== null
  return (
    <span className="brief" title={brief.reason ?? undefined}>
      {brief.light ? <LightMark light={brief.light} reason={brief.reason} /> : null}
      <FigureLink indicator={indicator.code} place={place}>
        <Figure value={brief.value} state={brief.state} {...face} />
      </FigureLink>
      {isPartial ? (
        <small
          className="partial-dot"
          title={`${completeness.reported} / ${completeness.expected}`}
          data-testid="partial"
        />
      ) : null}
    </span>
  )
}
