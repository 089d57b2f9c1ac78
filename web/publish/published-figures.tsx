import type { PlaceSheet } from '@gangju/contract/board'
import { indicatorName } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { FigureLink } from '../net/why.tsx'
import { plainDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'
import { SourceLine } from './why-sources.tsx'

/** What documents state about a place; several may state the same and all stay. */
export function PublishedFigures({ sheet }: { readonly sheet: Pick<PlaceSheet, 'published'> }) {
  const { say, language } = useWords()
  const published = sheet.published.filter(({ reading }) => reading.published.length > 0)
  if (published.length === 0) return null
  return (
    <Panel title={say('place.published')} aside={String(published.length)} testId="place-published">
      <dl className="line-list">
        {published.map(({ indicator, reading }) => (
          <div key={indicator.code}>
            <dt>{indicatorName(indicator, language)}</dt>
            <dd>
              {reading.published.map(({ value, unit, period, printed, source }) => (
                <p key={`${source.code}${source.offset}${value}`}>
                  <FigureLink indicator={indicator.code} place={reading.place.code} period={period}>
                    {plainDigits(value)} <span className="unit">{unit}</span>
                  </FigureLink>{' '}
                  <small>{period}</small> {printed ? <mark>{printed}</mark> : null}
                  <SourceLine source={source} />
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
