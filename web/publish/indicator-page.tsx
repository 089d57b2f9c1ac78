import { type IndicatorSheet, readIndicatorSheet } from '@gangju/contract/board'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { faceOf, indicatorName, isPercentage } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useRememberPlaces } from '../net/place-names.ts'
import { holdsVerb, useMe } from '../net/session.tsx'
import { StepLink, useSearch, useSlice } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { Change, Figure } from '../ui/figure.tsx'
import { LightMark } from '../ui/light-mark.tsx'
import { IndicatorCatalogue } from './indicator-catalogue.tsx'
import { IndicatorChildren } from './indicator-children.tsx'
import { IndicatorDefinition } from './indicator-definition.tsx'
import { IndicatorMeasures } from './indicator-measures.tsx'
import { IndicatorTrend } from './indicator-trend.tsx'
import { PublishedFigureDialog } from './published-figure-dialog.tsx'
import { StandingFigures } from './standing-figures.tsx'

/** An indicator at a place; without one, the catalogue to choose from. */
export function IndicatorPage() {
  const indicator = useSearch()['indicator']
  return indicator ? <ChosenIndicator code={indicator} /> : <IndicatorCatalogue />
}

function ChosenIndicator({ code }: { readonly code: string }) {
  const { place, period, asOf } = useSlice()
  const query = useAsk(readIndicatorSheet, { query: { indicator: code, place, period, asOf } })
  return (
    <Asked query={query} rows={16}>
      {(sheet) => <IndicatorView sheet={sheet} />}
    </Asked>
  )
}

function IndicatorView({ sheet }: { readonly sheet: IndicatorSheet }) {
  const { say, language } = useWords()
  const { indicator, reading } = sheet
  const places = useMemo(() => [reading.place, ...sheet.children.map(({ place }) => place)], [reading, sheet])
  useRememberPlaces(places)
  const name = indicatorName(indicator, language)
  const [isStating, setStating] = useState(false)
  const mayState = holdsVerb(useMe(), 'target.write') && indicator.formula === null
  return (
    <div className="indicator" data-testid="indicator-sheet">
      <PageHead title={name} name={name} demo={sheet.demo} asOf={reading.asOf ?? undefined}>
        <StepLink to="/indicator" change={{ indicator: undefined }}>
          {say('indicator.choose')}
        </StepLink>
        <StepLink to="/definition" change={{ indicator: indicator.code }}>
          {say('define.open')}
        </StepLink>
        <StepLink to="/differences">{say('difference.title')}</StepLink>
        {mayState ? (
          <button type="button" className="quiet" onClick={() => setStating(true)} data-testid="state-figure">
            {say('published.open')}
          </button>
        ) : null}
        <ExportButton table="indicator-sheet.xlsx" more={{ indicator: indicator.code }} />
      </PageHead>
      <p className="indicator-reading">
        {reading.place.name} · {reading.period}{' '}
        <FigureLink indicator={indicator.code} place={reading.place.code} period={reading.period} className="big">
          <Figure value={reading.value} state={reading.state} {...faceOf(indicator, [reading.value])} withUnit />
        </FigureLink>
        <LightMark light={reading.light} reason={reading.reason} spoken />
        <span>
          {say('card.yoy')} <Change change={reading.yearOnYear} isPercentage={isPercentage(reading.unit)} />
        </span>
        <span>
          {say('card.pop')} <Change change={reading.periodOnPeriod} isPercentage={isPercentage(reading.unit)} />
        </span>
        {reading.yearToDate ? (
          <span>
            {say('card.ytd')}{' '}
            <Figure value={reading.yearToDate} state="value" {...faceOf(indicator, [reading.yearToDate])} withUnit />
          </span>
        ) : null}
        {reading.rank ? <span>{say('card.rank', reading.rank)}</span> : null}
        {reading.completeness ? <CompletenessBar {...reading.completeness} /> : null}
      </p>
      <IndicatorMeasures sheet={sheet} />
      <StandingFigures standing={sheet.standing} />
      {isStating ? <PublishedFigureDialog sheet={sheet} onClose={() => setStating(false)} /> : null}
      <IndicatorDefinition indicator={indicator} />
      <IndicatorTrend sheet={sheet} />
      <IndicatorChildren sheet={sheet} />
    </div>
  )
}
