import type { PlaceSheet } from '@gangju/contract/board'
import type { IndicatorItem } from '@gangju/contract/goals'
import type { TargetReading } from '@gangju/contract/readings'
import { sayCode, useWords } from '../net/language.tsx'
import { FigureLink } from '../net/why.tsx'
import { percentDigits, plainDigits } from '../ui/figure-text.ts'
import { LightMark } from '../ui/light-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import { targetWords } from './target-words.ts'
import { SourceLine } from './why-sources.tsx'

/** The promises of a place, of figures that returns bring and of those only documents know, each with what states it. */
export function PlaceTargets({ sheet }: { readonly sheet: Pick<PlaceSheet, 'figures' | 'published'> }) {
  const { say } = useWords()
  const targets = [...sheet.figures, ...sheet.published].flatMap(({ indicator, reading }) =>
    [reading.target, ...reading.otherTargets].flatMap((target) => (target ? [{ ...target, indicator }] : [])),
  )
  return (
    <Panel
      title={say('place.targets')}
      aside={targets.length > 0 ? String(targets.length) : null}
      testId="place-targets"
    >
      {targets.length === 0 ? <p className="nothing">{say('place.noTargets')}</p> : null}
      <ul className="target-list">
        {targets.map((reading) => (
          <TargetLine key={reading.target.id} reading={reading} />
        ))}
      </ul>
    </Panel>
  )
}

function TargetLine({
  reading: { target, indicator, light, attainment, schedule, gapPoints },
}: {
  readonly reading: TargetReading & { readonly indicator: IndicatorItem }
}) {
  const { say, language } = useWords()
  return (
    <li data-testid="target" data-indicator={target.indicator}>
      <LightMark light={light} />
      <span className="target-name">
        <FigureLink indicator={target.indicator} place={target.place.code}>
          {target.indicatorName}
        </FigureLink>{' '}
        <b>{targetWords(target, indicator, language)}</b>
        <small>
          {target.year ?? ''} {target.commitment ? sayCode(language, 'commitment', target.commitment) : ''}
        </small>
      </span>
      <span className="target-pace">
        {attainment ? `${say('column.attainment')} ${percentDigits(attainment)}` : ''}
        {schedule ? ` · ${say('column.schedule')} ${percentDigits(schedule)}` : ''}
        {gapPoints ? ` · ${say('why.gapPoints', { points: plainDigits(gapPoints, 1) })}` : ''}
      </span>
      {target.source ? <SourceLine source={target.source} /> : null}
    </li>
  )
}
