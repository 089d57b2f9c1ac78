import type { SheetImport } from '@gangju/contract/sheets'
import { useWords } from '../../net/language.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { MappingDraft } from './mapping-draft.ts'

export interface ImportWhatProps {
  readonly found: SheetImport
  readonly draft: MappingDraft
  readonly onChange: (draft: MappingDraft) => void
}

/** Which form and period the workbook is about. */
export function ImportWhat({ found, draft, onChange }: ImportWhatProps) {
  const { say } = useWords()
  const form = draft.form ?? found.form ?? ''
  const period = draft.period ?? found.period ?? ''
  return (
    <Panel
      title={found.fileName ?? say('import.title')}
      aside={<small>{say('import.expires', { day: found.expires.slice(0, 10) })}</small>}
      testId="import-what"
    >
      <p className="import-what">
        <label>
          {say('import.form')}{' '}
          <select
            value={form}
            disabled={found.state !== 'open'}
            onChange={(event) => onChange({ ...draft, form: event.target.value })}
            data-testid="import-form"
          >
            {form === '' ? <option value="">{say('import.noForm')}</option> : null}
            {found.forms.map((one) => (
              <option key={one.form} value={one.form}>
                {say('import.formColumns', one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('import.period')}{' '}
          <input
            key={found.edition}
            defaultValue={period}
            disabled={found.state !== 'open'}
            size={9}
            placeholder="2026-10"
            onBlur={(event) => {
              const next = event.target.value.trim()
              if (next && next !== period) onChange({ ...draft, period: next })
            }}
            data-testid="import-period"
          />
        </label>
        <span>{found.place.name}</span>
      </p>
    </Panel>
  )
}
