import { listSubmissions, SubmissionState, type SubmissionSummary } from '@gangju/contract/returns'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { momentText } from '../net/clock-text.ts'
import { ExportButton } from '../net/export-button.tsx'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { StepLink, useSlice } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Panel } from '../ui/panel.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { formColumn, stateColumn } from './return-columns.tsx'

const STEP = 100

/** What was filed under the place, newest first. */
export function SubmissionList() {
  const { say, language } = useWords()
  const { place, period } = useSlice()
  const [state, setState] = useState<SubmissionState | undefined>(undefined)
  const [limit, setLimit] = useState(STEP)
  const query = useAsk(listSubmissions, { query: { place, period, state, limit } })
  const columns = useMemo(() => submissionColumns(say, language), [say, language])
  const tools = (
    <>
      <select
        aria-label={say('returns.state')}
        value={state ?? ''}
        onChange={(event) => setState(SubmissionState.safeParse(event.target.value).data)}
      >
        <option value="">{say('returns.anyState')}</option>
        {SubmissionState.options.map((option) => (
          <option key={option} value={option}>
            {say(`submission.state.${option}`)}
          </option>
        ))}
      </select>
      <ExportButton table="submissions.xlsx" />
    </>
  )
  return (
    <Panel title={say('returns.submissions')} testId="submissions">
      <Asked query={query} rows={5}>
        {({ items, next }) => (
          <>
            <DataTable
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              label={say('returns.submissions')}
              tools={tools}
              testId="submission-table"
            />
            {items.length === 0 ? <p className="nothing">{say('returns.noSubmissions')}</p> : null}
            {next && limit < 500 ? (
              <button type="button" onClick={() => setLimit(500)}>
                {say('returns.more')}
              </button>
            ) : null}
          </>
        )}
      </Asked>
    </Panel>
  )
}

function submissionColumns(say: Say, language: Language): readonly TableColumn<SubmissionSummary>[] {
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ id, place }) => (
        <StepLink to={`/submissions/${id}`} data-testid="submission" data-submission={id} data-place={place.code}>
          {place.name}
        </StepLink>
      ),
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    formColumn(say, { withPeriod: true }),
    stateColumn(say),
    {
      key: 'waiting',
      header: say('review.chain'),
      label: say('review.chain'),
      cell: (row) => <small>{waitingWords(row, say, language)}</small>,
      text: (row) => waitingWords(row, say, language),
    },
    {
      key: 'values',
      header: say('column.value'),
      label: say('column.value'),
      align: 'end',
      cell: ({ values }) => values.toLocaleString('en'),
      text: ({ values }) => String(values),
      sortKey: ({ values }) => values,
    },
    {
      key: 'filed',
      header: say('log.who'),
      label: say('log.who'),
      cell: ({ filedBy }) => filedBy,
      text: ({ filedBy }) => filedBy,
      sortKey: ({ filedBy }) => filedBy,
    },
    {
      key: 'at',
      header: say('log.when'),
      label: say('log.when'),
      cell: ({ filedAt }) => momentText(filedAt),
      text: ({ filedAt }) => momentText(filedAt),
      sortKey: ({ filedAt }) => filedAt,
    },
  ]
}

function waitingWords({ state, step, steps, returnReason }: SubmissionSummary, say: Say, language: Language): string {
  if (state === 'returned') return returnReason ?? ''
  const level = steps[step]
  return state === 'submitted' && level ? say('review.waiting', { level: sayCode(language, 'level', level) }) : ''
}
