import type { Board } from '@gangju/contract/board'
import { faceOf, indicatorShortName, isPercentage } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Change, Figure } from '../ui/figure.tsx'
import { drawnNumber, type FigureFace, figureDigits, percentDigits, plainDigits } from '../ui/figure-text.ts'
import { LightMark } from '../ui/light-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { Sparkline } from '../ui/sparkline.tsx'

/** A target in the unit of its card, or in its own words when that is another. */
function targetDigits(
  { value, unit }: { readonly value: string; readonly unit: string },
  ownUnit: string,
  face: FigureFace,
): string {
  return unit === ownUnit ? figureDigits(value, face) : `${plainDigits(value)} ${unit}`
}

type CardFigure = Board['figures'][number]

export interface FigureCardsProps {
  readonly title: string
  readonly figures: readonly CardFigure[]
  readonly demo: boolean
}

/** The figures of the period, each with light, pace, growth, rank and trend. */
export function FigureCards({ title, figures, demo }: FigureCardsProps) {
  const { say } = useWords()
  return (
    <Panel title={title} aside={<DemoBadge demo={demo} />} className="cards" testId="figure-cards">
      {figures.length === 0 ? <p className="nothing">{say('board.noFigures')}</p> : null}
      <div className="card-grid">
        {figures.map((figure) => (
          <FigureCard key={figure.indicator.code} {...figure} />
        ))}
      </div>
    </Panel>
  )
}

function FigureCard({ indicator, reading, trend }: CardFigure) {
  const { say, language } = useWords()
  const name = indicatorShortName(indicator, language)
  const face = faceOf(indicator, [reading.value])
  return (
    <article className="card" data-testid="figure-card" data-indicator={indicator.code}>
      <h3>
        <StepLink to="/indicator" change={{ indicator: indicator.code }}>
          {name}
        </StepLink>
        <small className="unit">{face.shownIn}</small>
      </h3>
      <div className="card-value">
        <FigureLink indicator={indicator.code} place={reading.place.code} period={reading.period}>
          <Figure value={reading.value} state={reading.state} {...face} />
        </FigureLink>
        <LightMark light={reading.light} reason={reading.reason} spoken />
      </div>
      <div className="card-trend">
        <Sparkline
          values={trend.map(({ value }) => drawnNumber(value))}
          label={say('card.trend', { name })}
          width={88}
        />
        <span>
          {say('card.yoy')} <Change change={reading.yearOnYear} isPercentage={isPercentage(reading.unit)} />
        </span>
      </div>
      <div className="card-foot">
        {reading.completeness ? <CompletenessBar {...reading.completeness} /> : null}
        {reading.target ? (
          <span>
            {say('card.target', { value: targetDigits(reading.target.target, indicator.unit, face) })}
            {reading.target.attainment
              ? ` · ${say('card.attainment', { rate: percentDigits(reading.target.attainment) })}`
              : ''}
          </span>
        ) : null}
        {reading.rank ? <span>{say('card.rank', reading.rank)}</span> : null}
      </div>
    </article>
  )
}
