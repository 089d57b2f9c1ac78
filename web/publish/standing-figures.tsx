import type { StandingFigure } from '@gangju/contract/standing'
import { useWords } from '../net/language.tsx'
import { plainDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'
import { SourceLine } from './why-sources.tsx'

interface StandingProps {
  readonly standing: readonly StandingFigure[]
}

/** Every figure that stands in the cell, with the one in force marked. */
export function StandingFigures({ standing }: StandingProps) {
  const { say } = useWords()
  if (standing.length === 0) return null
  return (
    <Panel title={say('standing.title')} testId="standing-figures">
      <StandingList standing={standing} />
    </Panel>
  )
}

/** How settled the figure is, and what else stands in its cell. */
export function WhyStanding({ standing }: StandingProps) {
  const { say } = useWords()
  if (standing.length === 0) return null
  return (
    <section data-testid="why-standing">
      <h4>{say('standing.title')}</h4>
      <StandingList standing={standing} />
    </section>
  )
}

function StandingList({ standing }: StandingProps) {
  const { say } = useWords()
  return (
    <ul className="line-list">
      {standing.map(({ value, unit, status, source, printed, inForce }) => (
        <li key={`${source?.code ?? 'return'} ${value}`}>
          <b className="figure">
            {plainDigits(value)} <span className="unit">{unit}</span>
          </b>{' '}
          <span>{say(`standing.${status}`)}</span> {inForce ? <mark>{say('standing.inForce')}</mark> : null}{' '}
          {printed ? <small>{printed}</small> : null}
          {source ? <SourceLine source={source} /> : <small>{say('standing.reported')}</small>}
        </li>
      ))}
    </ul>
  )
}
