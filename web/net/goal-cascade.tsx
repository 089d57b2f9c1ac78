import { type GoalNode, listGoals } from '@gangju/contract/goals'
import { useState } from 'react'
import { Skeleton } from '../ui/states.tsx'
import { useAsk } from './ask.ts'
import { useWords } from './language.tsx'

export interface GoalCascadeProps {
  readonly chosen: string | undefined
  readonly onPick: (goal: string | undefined) => void
}

/** Programmes with their actions and measures, found by words of their names. */
export function GoalCascade({ chosen, onPick }: GoalCascadeProps) {
  const { say, language } = useWords()
  const [text, setText] = useState('')
  const { data } = useAsk(listGoals, {}, { isLasting: true })
  if (!data) return <Skeleton rows={6} />
  const wanted = text.trim().toLowerCase()
  const depths = goalDepths(data.items)
  const shown = data.items.filter(({ code, name, nameEn }) =>
    wanted ? `${name} ${nameEn} ${code}`.toLowerCase().includes(wanted) : (depths.get(code) ?? 0) < 2,
  )
  return (
    <div className="cascade">
      <input
        type="search"
        className="cascade-search"
        placeholder={say('bar.searchGoal')}
        aria-label={say('bar.searchGoal')}
        value={text}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="cascade-list found">
        <li className={chosen ? undefined : 'open'}>
          <button type="button" onClick={() => onPick(undefined)}>
            {say('bar.allGoals')}
          </button>
        </li>
        {shown.map((goal) => (
          <li key={goal.code} className={goal.code === chosen ? 'open' : undefined}>
            <button
              type="button"
              style={{ paddingInlineStart: 10 + 14 * (depths.get(goal.code) ?? 0) }}
              onClick={() => onPick(goal.code)}
              data-testid="goal-option"
              data-goal={goal.code}
            >
              {language === 'en' && goal.nameEn ? goal.nameEn : goal.name}
              {goal.place && !goal.parent ? <small>{goal.place.name}</small> : null}
            </button>
          </li>
        ))}
        {shown.length === 0 ? <li className="cascade-note">{say('bar.nothingFound')}</li> : null}
      </ul>
    </div>
  )
}

/** Depth of every node; parents come before children. */
export function goalDepths(goals: readonly GoalNode[]): ReadonlyMap<string, number> {
  const depths = new Map<string, number>()
  for (const { code, parent } of goals) depths.set(code, parent === null ? 0 : (depths.get(parent) ?? -1) + 1)
  return depths
}
