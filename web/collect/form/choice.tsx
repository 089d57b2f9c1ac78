export interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [Value, string])[]
  readonly onChoose: (value: Value) => void
  readonly testId?: string
}

/** One of a few, under its label. */
export function Choice<Value extends string>({ label, value, options, onChoose, testId }: ChoiceProps<Value>) {
  const isListed = options.some(([option]) => option === value)
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => onChoose(event.target.value as Value)} data-testid={testId}>
        {isListed ? null : <option value={value}>{value}</option>}
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
