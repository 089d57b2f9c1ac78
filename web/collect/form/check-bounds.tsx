import { type Say, useWords } from '../../net/language.tsx'
import { Field } from '../../ui/field.tsx'
import { type CheckDraft, operators } from './check-draft.ts'
import { Choice } from './choice.tsx'
import { operatorSigns } from './form-text.ts'
import { FormulaField } from './formula-field.tsx'
import { IndicatorSearch } from './indicator-search.tsx'

export interface CheckBoundsProps {
  readonly draft: CheckDraft
  readonly options: readonly (readonly [code: string, name: string])[]
  readonly onChange: (change: Partial<CheckDraft>) => void
}

/** What the kind of a check asks for besides its column. */
export function CheckBounds({ draft, options, onChange }: CheckBoundsProps) {
  const { say } = useWords()
  const { kind, indicator, others } = draft
  const rest = options.filter(([code]) => code !== indicator)
  const text = (key: 'low' | 'high' | 'tolerance' | 'factors', label: string) => (
    <Field
      label={label}
      inputMode="decimal"
      value={draft[key]}
      onChange={(event) => onChange({ [key]: event.target.value })}
      testId={`check-${key}`}
    />
  )
  const operator = (
    <Choice
      label={say('forms.check.operator')}
      value={draft.operator}
      options={operators.map((one) => [one, operatorSigns[one]] as const)}
      onChoose={(chosen) => onChange({ operator: chosen })}
    />
  )
  switch (kind) {
    case 'atMost':
      return (
        <Choice
          label={say('forms.check.larger')}
          value={others[0] ?? ''}
          options={[['', '—'], ...rest]}
          onChoose={(code) => onChange({ others: code === '' ? [] : [code] })}
          testId="check-larger"
        />
      )
    case 'sum':
      return (
        <>
          <Parts label={say('forms.check.parts')} options={rest} chosen={others} onChange={onChange} />
          {text('tolerance', say('forms.check.tolerance'))}
        </>
      )
    case 'compare':
      return (
        <>
          <FormulaField
            label={say('forms.check.left')}
            value={draft.left}
            options={options}
            onChange={(left) => onChange({ left })}
          />
          {operator}
          <FormulaField
            label={say('forms.check.right')}
            value={draft.right}
            options={options}
            onChange={(right) => onChange({ right })}
          />
          {text('tolerance', say('forms.check.tolerance'))}
        </>
      )
    case 'acrossForms':
      return (
        <>
          {operator}
          <OtherFigure draft={draft} say={say} onChange={onChange} />
          {text('tolerance', say('forms.check.tolerance'))}
        </>
      )
    case 'range':
      return (
        <>
          {text('low', say('forms.check.low'))}
          {text('high', say('forms.check.high'))}
        </>
      )
    case 'change':
      return (
        <>
          <Against options={['lastPeriod', 'lastYear']} draft={draft} say={say} onChange={onChange} />
          {text('low', say('forms.check.lowest'))}
          {text('high', say('forms.check.highest'))}
        </>
      )
    case 'target':
      return (
        <>
          {text('low', say('forms.check.behind'))}
          {text('high', say('forms.check.above'))}
        </>
      )
    case 'slip':
      return text('factors', say('forms.check.factors'))
    case 'outlier':
      return <Against options={['history', 'class']} draft={draft} say={say} onChange={onChange} />
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return null
  }
}

interface PartProps {
  readonly draft: CheckDraft
  readonly say: Say
  readonly onChange: CheckBoundsProps['onChange']
}

function Against({
  options,
  draft,
  say,
  onChange,
}: PartProps & { readonly options: readonly CheckDraft['against'][] }) {
  return (
    <Choice
      label={say('forms.check.against')}
      value={draft.against}
      options={options.map((one) => [one, say(`forms.${one}`)] as const)}
      onChoose={(against) => onChange({ against })}
    />
  )
}

function OtherFigure({ draft, say, onChange }: PartProps) {
  const { language } = useWords()
  const { other } = draft
  if (other !== null) {
    return (
      <p className="field">
        {say('forms.check.other')}
        <button type="button" className="chip" onClick={() => onChange({ other: null })}>
          {language === 'zh' ? other.zh : other.en} ✕
        </button>
      </p>
    )
  }
  return (
    <IndicatorSearch
      label={say('forms.check.other')}
      noneFound={say('forms.check.noOther')}
      isTaken={({ collectedAt }) => collectedAt === null}
      onPick={({ code, name, nameEn }) => onChange({ other: { code, zh: name, en: nameEn || name } })}
      testId="check-other"
    />
  )
}

interface PartsProps {
  readonly label: string
  readonly options: CheckBoundsProps['options']
  readonly chosen: readonly string[]
  readonly onChange: CheckBoundsProps['onChange']
}

function Parts({ label, options, chosen, onChange }: PartsProps) {
  return (
    <fieldset className="field wide chips-field" data-testid="check-parts">
      <legend>{label}</legend>
      {options.map(([code, name]) => (
        <label key={code} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) =>
              onChange({ others: event.target.checked ? [...chosen, code] : chosen.filter((one) => one !== code) })
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
