import { GoalCascade } from '../net/goal-cascade.tsx'
import { useGoalName } from '../net/goal-names.ts'
import { useWords, type WordKey } from '../net/language.tsx'
import { Popover } from '../ui/popover.tsx'

export interface GoalFieldProps {
  readonly label: WordKey
  readonly goal: string | null
  readonly isNeeded: boolean
  readonly onPick: (goal: string | null) => void
}

/** A node of the goal tree, chosen from the cascade. */
export function GoalField({ label, goal, isNeeded, onPick }: GoalFieldProps) {
  const { say } = useWords()
  const none = say(isNeeded ? 'choice.choose' : 'choice.noGoal')
  const name = useGoalName(goal ?? undefined) ?? goal ?? none
  return (
    <div className={isNeeded && goal === null ? 'field lacking' : 'field'}>
      {say(label)}
      <Popover label={name} name={`${say(label)} ${name}`} className="at-end" testId="choice-goal">
        {(close) => (
          <GoalCascade
            chosen={goal ?? undefined}
            onPick={(picked) => {
              close()
              onPick(picked ?? null)
            }}
          />
        )}
      </Popover>
    </div>
  )
}
