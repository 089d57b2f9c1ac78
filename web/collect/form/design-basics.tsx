import type { FormDraft } from '@gangju/contract/forms'
import { listGoals } from '@gangju/contract/goals'
import { useAsk } from '../../net/ask.ts'
import { sayCode, useWords } from '../../net/language.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Choice } from './choice.tsx'
import { DesignAdmission } from './design-admission.tsx'
import { DesignReporters } from './design-reporters.tsx'
import { ReviewSteps } from './review-steps.tsx'

export interface DesignPartProps {
  readonly design: FormDraft
  readonly onChange: (design: FormDraft) => void
}

const levels = ['village', 'zone', 'town', 'county', 'city', 'province'] as const
const periods = ['M', 'Q', 'S', 'Y'] as const
const dayKinds = ['calendar', 'working'] as const
const shifts = ['stay', 'next', 'previous'] as const

/** Names, period, levels, days, reporters, review and leave. */
export function DesignBasics({ design, isNew, onChange }: DesignPartProps & { readonly isNew: boolean }) {
  const { say, language } = useWords()
  const goals = useAsk(listGoals, { query: {} }, { isLasting: true })
  const put = (change: Partial<FormDraft>) => onChange({ ...design, ...change })
  return (
    <Panel title={say('forms.basics')} testId="design-basics">
      <div className="form-fields">
        <Field
          label={say('forms.nameZh')}
          value={design.name}
          onChange={(event) => put({ name: event.target.value })}
          testId="design-name"
        />
        <Field
          label={say('forms.nameEn')}
          value={design.nameEn}
          onChange={(event) => put({ nameEn: event.target.value })}
          testId="design-name-en"
        />
        <Field
          label={say(isNew ? 'forms.codeNew' : 'forms.code')}
          value={design.code}
          disabled={!isNew}
          pattern="[a-z][a-z0-9\-]*"
          onChange={(event) => put({ code: event.target.value })}
          testId="design-code"
        />
        <Choice
          label={say('forms.goal')}
          value={design.goal}
          options={(goals.data?.items ?? []).map(
            ({ code, name, nameEn }) => [code, language === 'en' && nameEn ? nameEn : name] as const,
          )}
          onChoose={(goal) => put({ goal })}
          testId="design-goal"
        />
        <Choice
          label={say('forms.period')}
          value={design.period}
          options={periods.map((period) => [period, sayCode(language, 'formPeriod', period)] as const)}
          onChoose={(period) => put({ period })}
        />
        <Choice
          label={say('forms.collects')}
          value={design.collects}
          options={levels.map((level) => [level, sayCode(language, 'formLevel', level)] as const)}
          onChoose={(collects) => put({ collects })}
          testId="design-collects"
        />
        <Choice
          label={say('forms.filedBy')}
          value={design.filedBy}
          options={levels.map((level) => [level, sayCode(language, 'formLevel', level)] as const)}
          onChoose={(filedBy) => put({ filedBy })}
          testId="design-filed-by"
        />
        <Choice
          label={say('forms.dayKind')}
          value={design.dayKind ?? 'calendar'}
          options={dayKinds.map((kind) => [kind, sayCode(language, 'formDayKind', kind)] as const)}
          onChoose={(dayKind) => put({ dayKind })}
        />
        <Day label={say('forms.openDay')} value={design.openDay} onChange={(openDay) => put({ openDay })} />
        <Day label={say('forms.closeDay')} value={design.closeDay} onChange={(closeDay) => put({ closeDay })} />
        <Choice
          label={say('forms.shift')}
          value={design.shift ?? 'stay'}
          options={shifts.map((shift) => [shift, sayCode(language, 'formShift', shift)] as const)}
          onChoose={(shift) => put({ shift: shift === 'stay' ? undefined : shift })}
        />
        <ReviewSteps steps={design.review} levels={levels} onChange={(review) => put({ review })} />
        <DesignReporters design={design} onChange={onChange} />
        <DesignAdmission design={design} onChange={onChange} />
      </div>
    </Panel>
  )
}

interface DayProps {
  readonly label: string
  readonly value: number
  readonly onChange: (day: number) => void
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <Field
      label={label}
      type="number"
      min={1}
      max={28}
      value={value}
      onChange={(event) => onChange(Math.min(28, Math.max(1, Math.trunc(Number(event.target.value)) || 1)))}
    />
  )
}
