export interface CompletenessBarProps {
  readonly reported: number
  readonly expected: number
  readonly label?: string
}

/** How many of those that should report did: a thin bar with its two numbers. */
export function CompletenessBar({ reported, expected, label }: CompletenessBarProps) {
  const share = expected === 0 ? 0 : (reported / expected) * 100
  const text = `${grouped(reported)} / ${grouped(expected)}`
  return (
    <span
      className={reported < expected ? 'completeness partial' : 'completeness'}
      title={label}
      data-testid="completeness"
      data-reported={reported}
      data-expected={expected}
    >
      <span className="completeness-track" aria-hidden="true">
        <span style={{ width: `${share}%` }} />
      </span>
      <span className="completeness-text">{text}</span>
    </span>
  )
}

const grouped = (count: number) => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
