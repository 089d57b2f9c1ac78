import { type FormItem, listForms } from '@gangju/contract/forms'
import { useMemo, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { type Say, sayCode, useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import type { Language } from '../../net/preferences.ts'
import { StepLink, useSlice } from '../../net/slice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { BurdenPanel } from './burden-panel.tsx'
import { levelText } from './form-text.ts'
import './form.css'

/** 报表目录: every form with who files it and what it costs, and the burden of all together. */
export function FormsPage() {
  const { say, language } = useWords()
  const { place } = useSlice()
  const [isWithArchived, setWithArchived] = useState(false)
  const query = useAsk(listForms, { query: { place, ...(isWithArchived ? { archived: 'true' as const } : {}) } })
  const columns = useMemo(() => formColumns(say, language), [say, language])
  return (
    <div className="forms">
      <PageHead title={say('forms.title')} name={say('forms.title')} paper="A4 landscape">
        <label className="check">
          <input type="checkbox" checked={isWithArchived} onChange={(event) => setWithArchived(event.target.checked)} />
          {say('forms.showArchived')}
        </label>
        {query.data?.mayAdd ? (
          <StepLink to="/form-design" className="button" data-testid="form-new">
            {say('forms.new')}
          </StepLink>
        ) : null}
      </PageHead>
      <Panel title={say('forms.title')} testId="forms">
        <Asked query={query} rows={4}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={say('forms.none')} />
            ) : (
              <DataTable
                columns={columns}
                rows={items}
                rowKey={({ code }) => code}
                label={say('forms.title')}
                testId="forms-table"
              />
            )
          }
        </Asked>
      </Panel>
      <BurdenPanel place={place} />
    </div>
  )
}

function formColumns(say: Say, language: Language): readonly TableColumn<FormItem>[] {
  const named = ({ name, nameEn }: FormItem) => (language === 'zh' ? name : nameEn)
  const text = (key: string, header: string, of: (item: FormItem) => string): TableColumn<FormItem> => ({
    key,
    header,
    label: header,
    cell: of,
    text: of,
    sortKey: of,
  })
  const count = (key: string, header: string, of: (item: FormItem) => number): TableColumn<FormItem> => ({
    ...text(key, header, (item) => of(item).toLocaleString('en')),
    text: (item) => String(of(item)),
    sortKey: of,
    align: 'end',
  })
  return [
    {
      ...text('name', say('forms.name'), named),
      cell: (item) => (
        <>
          <StepLink to={`/forms/${item.code}`} data-testid="form-open" data-form={item.code}>
            {named(item)}
          </StepLink>{' '}
          {item.archivedAt ? <small className="overdue">{say('forms.archived')}</small> : null}
        </>
      ),
    },
    text('version', say('forms.version'), ({ version }) => String(version)),
    text('goal', say('forms.goal'), ({ goalName }) => goalName),
    text('period', say('forms.period'), ({ period }) => sayCode(language, 'formPeriod', period)),
    text('filedBy', say('forms.filedBy'), ({ filedBy }) => levelText(language, filedBy)),
    count('places', say('forms.places'), ({ burden }) => burden.filers),
    count('rows', say('forms.rows'), ({ burden }) => burden.rows),
    count('typed', say('forms.columns'), ({ burden }) => burden.typed),
    count('known', say('forms.known'), ({ burden }) => burden.known),
    count('cells', say('forms.cells'), ({ burden }) => burden.cells),
    text('office', say('forms.office'), ({ office }) => office?.name ?? say('forms.installation')),
    {
      ...text('admission', say('forms.admission'), admissionOf(say)),
      cell: (item) => (
        <>
          {admissionOf(say)(item)} {item.expired ? <small className="overdue">{say('forms.expired')}</small> : null}
        </>
      ),
    },
  ]
}

const admissionOf =
  (say: Say) =>
  ({ admission }: FormItem) =>
    admission === null
      ? say('forms.noAdmission')
      : [admission.body, admission.number, admission.expires].filter(Boolean).join(' ')
