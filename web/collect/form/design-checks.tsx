import type { FormDraft } from '@gangju/contract/forms'
import { usualSeverity } from '@gangju/net/form'
import { type FormEvent, useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Choice } from './choice.tsx'
import { type DesignCheck, freeCode } from './design.ts'
import type { DesignPartProps } from './design-basics.tsx'
import { checkSentence, columnName } from './form-text.ts'

const kinds = ['atMost', 'sum', 'notFalling', 'change', 'outlier', 'whole', 'notNegative'] as const
type Kind = (typeof kinds)[number]

/** The checks as sentences; more are added by choosing their columns. */
export function DesignChecks({ design, onChange }: DesignPartProps) {
  const { say, language } = useWords()
  const words = { say, language }
  return (
    <Panel title={say('forms.checks')} testId="design-checks">
      <ul className="plain check-sentences">
        {design.checks.map((check) => (
          <li key={check.code}>
            {checkSentence(check, design.columns, words)}{' '}
            <small className="unit">{say(`forms.check.${check.severity ?? usualSeverity[check.kind]}`)}</small>{' '}
            <button
              type="button"
              className="quiet"
              aria-label={say('forms.column.remove')}
              onClick={() => onChange({ ...design, checks: design.checks.filter(({ code }) => code !== check.code) })}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      {design.columns.length > 0 ? (
        <AddCheck
          key={design.columns.map(({ indicator }) => indicator).join()}
          design={design}
          onAdd={(check) => onChange({ ...design, checks: [...design.checks, check] })}
        />
      ) : null}
    </Panel>
  )
}

function AddCheck({ design, onAdd }: { readonly design: FormDraft; readonly onAdd: (check: DesignCheck) => void }) {
  const { say, language } = useWords()
  const [kind, setKind] = useState<Kind>('atMost')
  const [first, setFirst] = useState(design.columns[0]?.indicator ?? '')
  const [others, setOthers] = useState<readonly string[]>([])
  const made = checkOf(design, { kind, first, others })
  const options = design.columns.map(
    ({ indicator }) => [indicator, columnName(design.columns, indicator, language)] as const,
  )
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (made) onAdd(made)
    setOthers([])
  }
  return (
    <form className="form-fields" onSubmit={add} data-testid="add-check">
      <Choice
        label={say('forms.check.add')}
        value={kind}
        options={kinds.map((one) => [one, patternOf(one)] as const)}
        onChoose={setKind}
      />
      <Choice label={say('column.indicator')} value={first} options={options} onChoose={setFirst} />
      {kind === 'atMost' || kind === 'sum' ? (
        <label className="field">
          {kind === 'sum' ? '＝' : '≤'}
          <select
            multiple={kind === 'sum'}
            value={kind === 'sum' ? [...others] : (others[0] ?? '')}
            onChange={(event) =>
              setOthers(Array.from(event.target.selectedOptions, ({ value }) => value).filter(Boolean))
            }
          >
            {kind === 'sum' ? null : <option value="" />}
            {options
              .filter(([code]) => code !== first)
              .map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      ) : null}
      <button type="submit" disabled={made === null}>
        {made ? checkSentence(made, design.columns, { say, language }) : say('forms.check.add')} ＋
      </button>
    </form>
  )

  function patternOf(one: Kind): string {
    const blanks = { smaller: 'A', larger: 'B', total: 'A', parts: 'B ＋ C', indicator: 'A' }
    return say(`forms.check.${one}`, { ...blanks, against: say('forms.lastPeriod'), lowest: '−50', highest: '100' })
  }
}

/** The check that was chosen, once its columns are. */
function checkOf(
  design: FormDraft,
  { kind, first, others }: { kind: Kind; first: string; others: readonly string[] },
): DesignCheck | null {
  const code = freeCode(design, `${kind}-${first}`.slice(0, 70))
  const [larger] = others
  switch (kind) {
    case 'atMost':
      return larger === undefined ? null : { code, kind, smaller: first, larger }
    case 'sum':
      return others.length < 2 ? null : { code, kind, total: first, parts: [...others] }
    case 'change':
      return { code, kind, indicator: first, against: 'lastPeriod', lowest: '-50', highest: '100' }
    case 'outlier':
      return { code, kind, indicator: first, against: 'history' }
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return { code, kind, indicator: first }
  }
}
