import { type PlaceSheet, readPlaceSheet } from '@gangju/contract/board'
import { useMemo } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { sayCode, useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useRememberPlaces } from '../net/place-names.ts'
import { StepLink, useSlice } from '../net/slice.tsx'
import { FigureCards } from './figure-cards.tsx'
import { PlaceFigures } from './place-figures.tsx'
import { PlaceIdentity } from './place-identity.tsx'
import { PlaceTargets } from './place-targets.tsx'
import { PublishedFigures } from './published-figures.tsx'

/** Everything of one place: the same page for a city, a county, a town, a village, a zone. */
export function PlacePage() {
  const { goal, place, period, asOf } = useSlice()
  const query = useAsk(readPlaceSheet, { query: { goal, place, period, asOf } })
  return (
    <Asked query={query} rows={16}>
      {(sheet) => <PlaceView sheet={sheet} />}
    </Asked>
  )
}

/** Cards are for the first figures; the table below has them all. */
const CARDS = 8

function PlaceView({ sheet }: { readonly sheet: PlaceSheet }) {
  const { say, language } = useWords()
  const { place } = sheet
  const near = useMemo(() => [...place.ancestors, place, ...place.zones, ...place.members], [place])
  useRememberPlaces(near)
  const lit = sheet.figures.filter(({ reading }) => reading.target !== null || reading.value !== null)
  return (
    <div className="place" data-testid="place-sheet">
      <PageHead
        title={
          <>
            {place.name} <small className="place-code">{place.code}</small>
          </>
        }
        name={place.name}
        demo={sheet.demo}
        asOf={sheet.asOf}
      >
        <StepLink to="/">{say('place.board')}</StepLink>
        <ExportButton table="place-sheet.xlsx" />
      </PageHead>
      <p className="place-line">
        {place.ancestors.map(({ code, name }) => (
          <span key={code} className="crumb">
            <StepLink change={{ place: code }}>{name}</StepLink>
            <i aria-hidden="true">/</i>
          </span>
        ))}
        {sayCode(language, 'level', place.level)} {place.administrative ? '' : `· ${say('place.placeholder')}`}
      </p>
      <p className="place-sentence">{sheet.sentence}</p>
      <PlaceIdentity place={place} />
      <FigureCards title={say('board.figures')} figures={lit.slice(0, CARDS)} demo={sheet.demo} />
      <PlaceTargets sheet={sheet} />
      <PlaceFigures figures={sheet.figures} demo={sheet.demo} />
      <PublishedFigures sheet={sheet} />
    </div>
  )
}
