import { type GoalNode, listGoals } from '@gangju/contract/goals'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useSlice } from '../net/slice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { GoalRow } from './goal-row.tsx'

/** 目标树: the outline with lights rolled up; opens in place. */
export function GoalsPage() {
  const { goal, place, period, asOf } = useSlice()
  const query = useAsk(listGoals, { query: { under: goal, place, period, asOf } })
  return (
    <Asked query={query} rows={18}>
      {({ items }) => <GoalOutline goals={items} />}
    </Asked>
  )
}

function GoalOutline({ goals }: { readonly goals: readonly GoalNode[] }) {
  const { say } = useWords()
  const { asOf } = useSlice()
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(goals.filter(({ kind }) => kind === 'measure' || kind === 'task').map(({ code }) => code)),
  )
  const [onlyLate, setOnlyLate] = useState(false)
  const byCode = useMemo(() => new Map(goals.map((goal) => [goal.code, goal])), [goals])
  const parents = useMemo(() => new Set(goals.map(({ parent }) => parent)), [goals])
  const depthOf = (goal: GoalNode): number => {
    const parent = goal.parent === null ? undefined : byCode.get(goal.parent)
    return parent ? depthOf(parent) + 1 : 0
  }
  const isHidden = (goal: GoalNode): boolean => {
    const parent = goal.parent === null ? undefined : byCode.get(goal.parent)
    return parent !== undefined && (folded.has(parent.code) || isHidden(parent))
  }
  const shown = goals.filter((goal) => (onlyLate ? goal.light === 'red' || goal.light === 'amber' : !isHidden(goal)))
  const fold = (code: string) => {
    const next = new Set(folded)
    if (!next.delete(code)) next.add(code)
    setFolded(next)
  }
  return (
    <div className="goals" data-testid="goals">
      <PageHead title={say('goals.title')} name={say('goals.title')} asOf={asOf}>
        <label>
          <input type="checkbox" checked={onlyLate} onChange={(event) => setOnlyLate(event.target.checked)} />
          {say('goals.filter')}
        </label>
        <button type="button" className="quiet" onClick={() => setFolded(new Set())}>
          {say('goals.unfold')}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => setFolded(new Set(goals.filter(({ parent }) => parent !== null).map(({ code }) => code)))}
        >
          {say('goals.fold')}
        </button>
        <ExportButton table="goals.xlsx" />
      </PageHead>
      {goals.length === 0 ? <EmptyState title={say('goals.empty')} /> : null}
      <ul className="outline" role="tree">
        {shown.map((goal) => (
          <GoalRow
            key={goal.code}
            goal={goal}
            depth={onlyLate ? 0 : depthOf(goal)}
            aligned={goal.alignsTo === null ? undefined : byCode.get(goal.alignsTo)?.name}
            fold={
              parents.has(goal.code) && !onlyLate
                ? { isFolded: folded.has(goal.code), toggle: () => fold(goal.code) }
                : null
            }
          />
        ))}
      </ul>
    </div>
  )
}
