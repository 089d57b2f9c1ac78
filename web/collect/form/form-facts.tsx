import type { getForm } from '@gangju/contract/forms'
import type { ReactNode } from 'react'
import { sayCode, useWords } from '../../net/language.tsx'
import type { RouteReply } from '../../net/query.ts'
import { Panel } from '../../ui/panel.tsx'
import { checkLines, costText, levelText } from './form-text.ts'

/** Who files a form, when, who reviews it, on what leave; and its checks as sentences. */
export function FormFacts({ form }: { readonly form: RouteReply<typeof getForm> }) {
  const { say, language } = useWords()
  const { entry, burden } = form
  const { admission } = entry
  const lines: readonly (readonly [string, ReactNode])[] = [
    [say('forms.code'), <code key="code">{form.code}</code>],
    [say('forms.goal'), form.goalName],
    [say('forms.period'), sayCode(language, 'formPeriod', entry.period)],
    [say('forms.filedBy'), levelText(language, entry.filedBy)],
    [say('forms.collects'), levelText(language, entry.collects)],
    [say('forms.review'), entry.review.map((level) => levelText(language, level)).join(' → ')],
    [
      say('forms.closeDay'),
      say('forms.days', {
        open: entry.openDay,
        close: entry.closeDay,
        kind: sayCode(language, 'formDays', entry.dayKind ?? 'calendar'),
      }),
    ],
    [say('forms.shift'), sayCode(language, 'formShift', entry.shift ?? 'stay')],
    [say('forms.office'), form.office?.name ?? say('forms.installation')],
    [
      say('forms.admission'),
      admission
        ? [admission.body, admission.number, admission.expires].filter(Boolean).join(' ')
        : say('forms.noAdmission'),
    ],
    [say('forms.legalBasis'), entry.legalBasis ?? '—'],
  ]
  return (
    <>
      <Panel title={say('forms.basics')}>
        <dl className="form-fields">
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className="hint">{costText(burden, say)}</p>
      </Panel>
      <Panel title={say('forms.checks')} testId="form-checks">
        <ul className="plain check-sentences">
          {checkLines(entry.checks, entry.columns, { say, language }).map(({ text, severity }) => (
            <li key={text}>
              {text} <small className="unit">{say(`forms.check.${severity}`)}</small>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}
