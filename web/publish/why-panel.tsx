import { readTrace, type Trace } from '@gangju/contract/readings'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { faceOf, indicatorName } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { StepLink, useSlice } from '../net/slice.tsx'
import { useWhyStack, type WhyCell } from '../net/why.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Figure } from '../ui/figure.tsx'
import { LightMark } from '../ui/light-mark.tsx'
import { SidePanel } from '../ui/side-panel.tsx'
import { PartialNotice } from '../ui/states.tsx'
import { WhyStanding } from './standing-figures.tsx'
import { WhyClosings } from './why-closings.tsx'
import { WhyMethod } from './why-method.tsx'
import { WhySources } from './why-sources.tsx'
import { WhyTargets } from './why-targets.tsx'
import { WhyTools } from './why-tools.tsx'

/** 来源: what the figure on top of the stack is made of, down to the cell of a return or the words of a document. */
export function WhyPanel() {
  const { stack, back, close } = useWhyStack()
  const top = stack.at(-1)
  if (!top) return null
  return <WhyOf key={stack.length} cell={top} canGoBack={stack.length > 1} onBack={back} onClose={close} />
}

interface WhyOfProps {
  readonly cell: WhyCell
  readonly canGoBack: boolean
  readonly onBack: () => void
  readonly onClose: () => void
}

function WhyOf({ cell, canGoBack, onBack, onClose }: WhyOfProps) {
  const { say } = useWords()
  const { asOf } = useSlice()
  const query = useAsk(readTrace, { query: { ...cell, asOf } })
  return (
    <SidePanel
      title={say('why.title')}
      label={say('why.title')}
      canGoBack={canGoBack}
      onBack={onBack}
      onClose={onClose}
    >
      <Asked query={query} rows={12}>
        {(trace) => (
          <>
            <WhyHead trace={trace} />
            <WhyMethod trace={trace} />
            <WhyStanding standing={trace.standing} />
            <WhyClosings trace={trace} />
            <WhySources trace={trace} />
            <WhyTargets trace={trace} />
            <WhyTools trace={trace} />
          </>
        )}
      </Asked>
    </SidePanel>
  )
}

function WhyHead({ trace }: { readonly trace: Trace }) {
  const { say, language } = useWords()
  const { indicator, place, completeness } = trace
  const deciding = trace.targets.find(({ decides }) => decides)
  return (
    <section className="why-head" data-testid="why-head" data-indicator={indicator.code} data-place={place.code}>
      <p className="why-cell">
        {trace.path || place.name} · {trace.period} <DemoBadge demo={trace.demo} />
      </p>
      <h3>{indicatorName(indicator, language)}</h3>
      <p className="why-value" data-testid="why-value" data-value={trace.value}>
        <Figure value={trace.value} state={trace.state} {...faceOf(indicator, [trace.value])} withUnit />
        {deciding ? <LightMark light={deciding.light} /> : null}
      </p>
      {completeness ? <CompletenessBar {...completeness} /> : null}
      {completeness && completeness.reported < completeness.expected ? (
        <PartialNotice title={say('why.incomplete', { count: completeness.expected - completeness.reported })} />
      ) : null}
      <p className="why-links no-print">
        <StepLink to="/indicator" change={{ indicator: indicator.code, place: place.code, period: trace.period }}>
          {say('why.indicatorPage')}
        </StepLink>
        <StepLink to="/place" change={{ place: place.code, period: trace.period }}>
          {say('why.placePage')}
        </StepLink>
      </p>
    </section>
  )
}
