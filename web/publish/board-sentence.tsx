import type { Board } from '@gangju/contract/board'
import { sayCode, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { LightTally } from '../ui/light-mark.tsx'
import { Popover } from '../ui/popover.tsx'

/** The state in one sentence; each of its numbers opens to what it counts. */
export function BoardSentence({ board }: { readonly board: Board }) {
  const { say, language } = useWords()
  const { green, amber, red, grey } = board.measures
  /** Where several forms go to one level, each is called by its name. */
  const isAlone = (level: string) => board.completeness.filter((one) => one.level === level).length === 1
  return (
    <p className="board-sentence" data-testid="board-sentence">
      {board.completeness.map(({ form, formName, level, reported, expected }) => (
        <StepLink
          key={form}
          to="/returns"
          className="sentence-part"
          title={formName}
          data-testid="form-completeness"
          data-form={form}
        >
          <CompletenessBar reported={reported} expected={expected} label={formName} />{' '}
          {isAlone(level) ? say('board.reported', { level: sayCode(language, 'board.level', level) }) : formName}
        </StepLink>
      ))}
      <StepLink to="/goals" className="sentence-part">
        {say('board.measures', { count: green + amber + red + grey })} <LightTally counts={board.measures} />
      </StepLink>
      <Turned label={say('board.turnedRed', { count: board.turnedRed.length })} goals={board.turnedRed} />
      <Turned label={say('board.turnedGreen', { count: board.turnedGreen.length })} goals={board.turnedGreen} />
    </p>
  )
}

interface TurnedProps {
  readonly label: string
  readonly goals: Board['turnedRed']
}

function Turned({ label, goals }: TurnedProps) {
  if (goals.length === 0) return <span className="sentence-part">{label}</span>
  return (
    <Popover label={label} name={label} className="sentence-part">
      {() => (
        <ul className="turned-list">
          {goals.map(({ goal, name, reason }) => (
            <li key={goal}>
              <StepLink to="/" change={{ goal }}>
                {name}
              </StepLink>
              {reason ? <small>{reason}</small> : null}
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}
