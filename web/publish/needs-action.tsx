import type { Board } from '@gangju/contract/board'
import { useState } from 'react'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { LightMark } from '../ui/light-mark.tsx'
import { Panel } from '../ui/panel.tsx'

type Need = Board['needsAction'][number]

const FIRST = 6

/** What is red, unreported, returned or contradictory, worst first, each with who has it and where to go. */
export function NeedsAction({ board }: { readonly board: Board }) {
  const { say } = useWords()
  const [isAll, setAll] = useState(false)
  const needs = board.needsAction
  const shown = isAll ? needs : needs.slice(0, FIRST)
  return (
    <Panel
      title={say('board.needs')}
      aside={needs.length > 0 ? String(needs.length) : null}
      className="needs"
      testId="needs-action"
    >
      {needs.length === 0 ? <p className="nothing">{say('board.needsNone')}</p> : null}
      <ul>
        {shown.map((need) => (
          <li key={`${need.kind}${need.place.code}${need.goal}${need.indicator}${need.text}`}>
            <span className={`need-kind ${need.kind}`}>
              <LightMark light={need.light} />
              {say(`board.kind.${need.kind}`)}
            </span>
            <StepLink to="/place" change={{ place: need.place.code }} className="need-place">
              {need.place.name}
            </StepLink>
            <NeedText need={need} />
            {need.owner ? <small>{say('board.owner', { owner: need.owner })}</small> : null}
          </li>
        ))}
      </ul>
      {needs.length > FIRST ? (
        <button type="button" className="quiet no-print" onClick={() => setAll(!isAll)}>
          {isAll ? say('board.showLess') : say('board.showAll', { count: needs.length })}
        </button>
      ) : null}
    </Panel>
  )
}

function NeedText({ need }: { readonly need: Need }) {
  if (need.indicator) {
    return (
      <FigureLink indicator={need.indicator} place={need.place.code} className="need-text">
        {need.text}
      </FigureLink>
    )
  }
  const target = need.kind === 'unreported' || need.kind === 'returned' ? '/returns' : '/place'
  return (
    <StepLink to={target} change={{ place: need.place.code }} className="need-text">
      {need.text}
    </StepLink>
  )
}
