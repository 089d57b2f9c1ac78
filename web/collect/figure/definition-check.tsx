import type { IndicatorCheck } from '@gangju/contract/figures'
import { plainFace } from '../../net/indicator-face.ts'
import { useWords } from '../../net/language.tsx'
import { figureDigits } from '../../ui/figure-text.ts'

interface CheckProps {
  readonly check: IndicatorCheck
  readonly formula: string
  readonly names: ReadonlyMap<string, string>
}

/** What the server says of a formula as it is typed: the fault where it stands, or unit, parts and effect. */
export function DefinitionCheck({ check, formula, names }: CheckProps) {
  const { say } = useWords()
  const { fault, cycle, unit, per, parts, preview } = check
  if (fault) {
    return (
      <p role="alert" className="define-fault" data-testid="define-fault" data-code={fault.code}>
        {cycle || isOfResult(fault.code) ? null : (
          <code>
            {formula.slice(0, fault.position)}
            <mark>{formula.slice(fault.position, fault.position + 1) || '␣'}</mark>
            {formula.slice(fault.position + 1)}
          </code>
        )}
        {fault.message}
        {cycle ? <b>{cycle.map((code) => names.get(code) ?? code).join(' → ')}</b> : null}
      </p>
    )
  }
  const digits = (value: string | null) => (value === null ? '—' : figureDigits(value, plainFace(unit ?? '')))
  return (
    <section className="define-check" data-testid="define-check">
      <div>
        <h3>
          {say('define.result')} {unit} {per ? say('define.per', { per }) : null}
        </h3>
        <ul className="plain">
          {parts.map((part) => (
            <li key={part.code}>
              {part.name} <span className="unit">{part.unit}</span>
              {part.note ? <small className="define-note">{part.note}</small> : null}
            </li>
          ))}
        </ul>
      </div>
      {preview ? (
        <div className="table-box">
          <table data-testid="define-effect" data-changed={preview.changed}>
            <caption>{say('define.changed', { changed: preview.changed, cells: preview.cells })}</caption>
            <thead>
              <tr>
                <th>{preview.period}</th>
                <th className="end">{say('define.before')}</th>
                <th className="end">{say('define.after')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.rows.map(({ place, before, after }) => (
                <tr key={place.code} className={before === after ? undefined : 'chosen'}>
                  <th scope="row">{place.name}</th>
                  <td className="end">{digits(before)}</td>
                  <td className="end">{before === after ? digits(after) : <b>{digits(after)}</b>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  )
}

/** The unit of the whole is not the wanted one: no place in the formula is to blame. */
const isOfResult = (code: string) => code === 'formula.unitScale' || code === 'formula.unitResult'
