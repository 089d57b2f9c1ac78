import type { Matrix } from '@gangju/contract/board'
import { useState } from 'react'
import { faceOf, indicatorShortName } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { BriefFigure } from './brief-figure.tsx'

export interface MatrixListProps {
  readonly matrix: Matrix
  readonly rows: Matrix['rows']
}

const STEP = 20

/** The wall chart on a phone: row by row, each indicator a line. */
export function MatrixList({ matrix, rows }: MatrixListProps) {
  const { say, language } = useWords()
  const [shown, setShown] = useState(STEP)
  return (
    <div className="matrix-list">
      {rows.slice(0, shown).map((row) => (
        <section key={row.place.code} className="panel">
          <header>
            <h2>
              <StepLink to="/place" change={{ place: row.place.code }}>
                {row.place.name}
              </StepLink>
            </h2>
            <div className="panel-aside">{row.track ?? row.parent}</div>
          </header>
          <dl className="line-list">
            {matrix.columns.map((indicator, at) => {
              const brief = row.cells[at]
              const face = faceOf(indicator, [brief?.value ?? null])
              return brief ? (
                <div key={indicator.code}>
                  <dt>
                    {indicatorShortName(indicator, language)} <small className="unit">{face.shownIn}</small>
                  </dt>
                  <dd>
                    <BriefFigure brief={brief} indicator={indicator} face={face} place={row.place.code} />
                  </dd>
                </div>
              ) : null
            })}
          </dl>
        </section>
      ))}
      {shown < rows.length ? (
        <button type="button" onClick={() => setShown(shown + STEP)}>
          {say('returns.more')}（{rows.length - shown}）
        </button>
      ) : null}
    </div>
  )
}
