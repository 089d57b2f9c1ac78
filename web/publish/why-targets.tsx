import type { IndicatorItem } from '@gangju/contract/goals'
import type { TargetReading, Trace } from '@gangju/contract/readings'
import { sayCode, useWords } from '../net/language.tsx'
import { percentDigits, plainDigits } from '../ui/figure-text.ts'
import { LightMark } from '../ui/light-mark.tsx'
import { targetWords } from './target-words.ts'
import { SourceLine } from './why-sources.tsx'

/** The promises this figure is held against: reached so far, due by now, and the gap. */
export function WhyTargets({ trace }: { readonly trace: Trace }) {
  const { say } = useWords()
  if (trace.targets.length === 0) return null
  return (
    <section data-testid="why-targets">
      <h4>{say('why.targets')}</h4>
      {trace.targets.map((reading) => (
        <TargetBlock key={reading.target.id} reading={reading} indicator={trace.indicator} />
      ))}
    </section>
  )
}

interface TargetBlockProps {
  readonly reading: TargetReading
  readonly indicator: IndicatorItem
}

function TargetBlock({ reading, indicator }: TargetBlockProps) {
  const { say, language } = useWords()
  const { target, attainment, schedule, gapPoints, requiredGrowth } = reading
  return (
    <div className="target-block" data-testid="why-target" data-decides={reading.decides}>
      <p>
        <LightMark light={reading.light} /> <b>{targetWords(target, indicator, language)}</b>
        {target.year ? ` · ${target.year}` : ''}
        {target.commitment ? ` · ${sayCode(language, 'commitment', target.commitment)}` : ''}
        <small> {say(reading.decides ? 'why.decides' : 'why.beside')}</small>
      </p>
      <dl className="facts">
        <div>
          <dt>{say('column.attainment')}</dt>
          <dd>{attainment ? percentDigits(attainment) : '—'}</dd>
        </div>
        <div>
          <dt>{say('column.schedule')}</dt>
          <dd>{schedule ? percentDigits(schedule) : '—'}</dd>
        </div>
        <div>
          <dt>{say('column.gap')}</dt>
          <dd>{gapPoints ? say('why.gapPoints', { points: plainDigits(gapPoints, 1) }) : '—'}</dd>
        </div>
      </dl>
      {requiredGrowth ? <p>{say('why.required', { rate: percentDigits(requiredGrowth) })}</p> : null}
      {target.source ? (
        <p className="quote">
          {target.printed ? <mark>{target.printed}</mark> : null}
          <SourceLine source={target.source} />
        </p>
      ) : null}
      {target.conflicts.map(({ note }) => (
        <p key={note} className="conflict">
          {note}
        </p>
      ))}
    </div>
  )
}
