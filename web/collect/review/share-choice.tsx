import { useWords } from '../../net/language.tsx'

const shares = [5, 10, 20, 50, 100] as const

export interface ShareChoiceProps {
  /** Percent. */
  readonly over: number
  readonly onChange: (over: number) => void
}

/** From which change on a figure counts as changed. */
export function ShareChoice({ over, onChange }: ShareChoiceProps) {
  const { say } = useWords()
  return (
    <label>
      {say('reviewing.over')}{' '}
      <select value={over} onChange={(event) => onChange(Number(event.target.value))} data-testid="over">
        {shares.map((share) => (
          <option key={share} value={share}>
            {share}%
          </option>
        ))}
      </select>
    </label>
  )
}
