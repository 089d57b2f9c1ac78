import type { GoalNode } from '@gangju/contract/goals'
import { type Say, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { LightMark } from '../ui/light-mark.tsx'

export interface GoalRowProps {
  readonly goal: GoalNode
  readonly depth: number
  readonly aligned: string | undefined
  readonly fold: { readonly isFolded: boolean; readonly toggle: () => void } | null
}

/** One node: light, name, who leads, until when. */
export function GoalRow({ goal, depth, aligned, fold }: GoalRowProps) {
  const { say, language } = useWords()
  const name = language === 'en' && goal.nameEn ? goal.nameEn : goal.name
  const leads = goal.bodies.filter(({ part }) => part === 'lead').map((body) => body.name)
  const mark = goal.light ? <LightMark light={goal.light} reason={goal.lightReason} spoken /> : null
  const indicator = goal.indicators[0]
  return (
    <li
      className={`goal-row kind-${goal.kind}`}
      role="treeitem"
      aria-expanded={fold ? !fold.isFolded : undefined}
      style={{ paddingInlineStart: depth * 22 }}
      data-testid="goal-row"
      data-goal={goal.code}
    >
      {fold ? (
        <button type="button" className="fold" aria-label={name} onClick={fold.toggle}>
          {fold.isFolded ? '▸' : '▾'}
        </button>
      ) : (
        <span className="fold" />
      )}
      <span className="goal-name">
        <small className="goal-kind">{say(`goals.kind.${goal.kind}`)}</small>
        <StepLink to="/" change={{ goal: goal.code }}>
          {name}
        </StepLink>
        {aligned ? <small>{say('goals.aligns', { goal: aligned })}</small> : null}
      </span>
      <span className="goal-light">
        {indicator && mark ? <FigureLink indicator={indicator}>{mark}</FigureLink> : mark}
      </span>
      <span className="goal-owner">
        <span title={leads.join('、')}>{leadsText(leads, say)}</span>
        {goal.targets > 0 ? <small>{say('goals.targets', { count: goal.targets })}</small> : null}
      </span>
      <span className="goal-due">{goal.due ? say('goals.due', { due: goal.due }) : ''}</span>
    </li>
  )
}

function leadsText(leads: readonly string[], say: Say): string {
  return leads.length > 2 ? say('goals.leads', { first: leads[0], count: leads.length }) : leads.join('、')
}
