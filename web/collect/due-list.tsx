import { type DueReturn, downloadTemplate } from '@gangju/contract/returns'
import { useMemo } from 'react'
import { daysUntil } from '../net/clock-text.ts'
import { DownloadButton } from '../net/download.tsx'
import { type Say, useWords } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { holdsVerb, useMe } from '../net/session.tsx'
import { StepLink } from '../net/slice.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DataTable } from '../ui/data-table.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { formColumn, stateColumn } from './return-columns.tsx'

export interface DueListProps {
  readonly returns: readonly DueReturn[]
  readonly onFill: (due: DueReturn) => void
}

/** Returns by deadline, each with what can be done about it. */
export function DueList({ returns, onFill }: DueListProps) {
  const { say, language } = useWords()
  const mayDraft = holdsVerb(useMe(), 'submission.draft')
  const isActive = mayDraft || returns.some(({ submission }) => submission !== null)
  const columns = useMemo(() => dueColumns(mayDraft ? onFill : null, say, language), [mayDraft, onFill, say, language])
  return (
    <DataTable
      columns={isActive ? columns : columns.filter(({ key }) => key !== 'actions')}
      rows={returns}
      rowKey={(due) => `${due.form}${due.place.code}`}
      label={say('returns.due')}
      testId="due-table"
    />
  )
}

function Closing({ due, say }: { readonly due: DueReturn; readonly say: Say }) {
  if (due.state === 'approved' || due.state === 'submitted') return <span className="unit">{due.closes}</span>
  const days = daysUntil(due.closes, new Date())
  const words =
    days > 0
      ? say('returns.daysLeft', { days })
      : days === 0
        ? say('returns.today')
        : say('returns.overdue', { days: -days })
  return (
    <>
      {due.closes} <small className={days < 0 ? 'overdue' : undefined}>{words}</small>
    </>
  )
}

function dueColumns(
  onFill: ((due: DueReturn) => void) | null,
  say: Say,
  language: Language,
): readonly TableColumn<DueReturn>[] {
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place }) => <StepLink change={{ place: place.code }}>{place.name}</StepLink>,
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    formColumn(say),
    stateColumn(say),
    {
      key: 'actions',
      header: say('returns.actions'),
      label: say('returns.actions'),
      cell: (due) => (
        <span className="row-actions" data-testid="due-actions" data-form={due.form} data-place={due.place.code}>
          {onFill ? (
            <>
              <StepLink
                to={`/returns/${due.form}/fill`}
                change={{ place: due.place.code, period: due.period }}
                data-testid="fill-in"
              >
                {say('entry.open')}
              </StepLink>
              <DownloadButton
                route={downloadTemplate}
                input={{
                  params: { form: due.form },
                  query: { place: due.place.code, period: due.period, lang: language },
                }}
                testId="template"
              >
                {say('returns.template')}
              </DownloadButton>
              <button type="button" className="quiet" onClick={() => onFill(due)} data-testid="fill">
                {say('returns.fill')}
              </button>
            </>
          ) : null}
          {due.submission ? <StepLink to={`/submissions/${due.submission}`}>{say('returns.open')}</StepLink> : null}
        </span>
      ),
      text: () => '',
    },
    {
      key: 'closes',
      header: say('returns.closes'),
      label: say('returns.closes'),
      cell: (due) => <Closing due={due} say={say} />,
      text: ({ closes }) => closes,
      sortKey: ({ closes }) => closes,
    },
    {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: ({ reported, expected }) => <CompletenessBar reported={reported} expected={expected} />,
      text: ({ reported, expected }) => `${reported}/${expected}`,
      sortKey: ({ reported, expected }) => (expected === 0 ? null : reported / expected),
    },
  ]
}
