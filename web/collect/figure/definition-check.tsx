import type { IndicatorCheck } from '@gangju/contract/figures'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'

interface CheckProps {
  readonly check: IndicatorCheck
  readonly formula: string
}

/** What the server says of a formula as it is typed: the fault where it stands, or unit, parts and effect. */
export function DefinitionCheck({ check, formula }: CheckProps) {
  const { say } = useWords()
  const { fault, unit, per, parts, preview } = check
  if (fault) {
    return (
      <p role="alert" data-testid="define-fault">
        <code>
          {formula.slice(0, fault.position)}
          <mark>{formula.slice(fault.position, fault.position + 1) || '␣'}</mark>
          {formula.slice(fault.position + 1)}
        </code>{' '}
        {fault.message}
      </p>
    )
  }
  return (
    <section data-testid="define-check">
      <p>
        {say('define.result')} <b>{unit}</b> {per ? say('define.per', { per }) : null}
      </p>
      <ul className="line-list">
        {parts.map((part) => (
          <li key={part.code}>
            {part.name} <span className="unit">{part.unit}</span> {part.note ? <small>{part.note}</small> : null}
          </li>
        ))}
      </ul>
      {preview ? (
        <table className="table">
          <caption>{say('define.changed', { changed: preview.changed, cells: preview.cells })}</caption>
          <thead>
            <tr>
              <th>{preview.period}</th>
              <th>{say('define.before')}</th>
              <th>{say('define.after')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.map(({ place, before, after }) => (
              <tr key={place.code}>
                <th scope="row">{place.name}</th>
                <td>{before === null ? '—' : plainDigits(before, 2)}</td>
                <td>{after === null ? '—' : plainDigits(after, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}
