import type { Trace } from '@gangju/contract/readings'
import { momentText } from '../net/clock-text.ts'
import { faceOf } from '../net/indicator-face.ts'
import { useWords } from '../net/language.tsx'
import { Figure } from '../ui/figure.tsx'

/** Closings that the figure went through: who was missing then, who came in after all, and what the figure was. */
export function WhyClosings({ trace: { closings, indicator } }: { readonly trace: Trace }) {
  const { say } = useWords()
  if (closings.length === 0) return null
  return (
    <section data-testid="why-closings">
      <h4>{say('why.closings')}</h4>
      {closings.map(({ form, formName, place, closedAt, missing, value }) => (
        <div key={form + place.code + closedAt}>
          <p>{say('why.closedAt', { form: formName, place: place.name, time: momentText(closedAt) })}</p>
          {missing.length > 0 ? (
            <p data-testid="why-missing-then">
              {say('why.missingThen')}
              {missing.map(({ code, name, cameAt }) => (
                <span key={code} className="missing-then">
                  {name}
                  {cameAt === null ? null : <small>{say('why.cameAt', { time: momentText(cameAt) })}</small>}
                </span>
              ))}
            </p>
          ) : null}
          {value === null ? null : (
            <p>
              {say('why.valueThen')} <Figure value={value} state="value" {...faceOf(indicator, [value])} withUnit />
            </p>
          )}
        </div>
      ))}
    </section>
  )
}
