import type { FileReport, ReturnForm } from '@gangju/contract/returns'
import { useMemo } from 'react'
import { type Say, useWords } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { DataTable } from '../ui/data-table.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { columnTitle } from './form/form-text.ts'

type NumberedFault = FileReport['faults'][number] & { readonly number: number }

export interface FaultListProps {
  readonly report: Pick<FileReport, 'faults' | 'faultCount'>
  /** For the names of its columns. */
  readonly form: Pick<ReturnForm, 'columns'> | undefined
}

/** Every fault by its cell: what stands there and what is wrong with it. */
export function FaultList({ report, form }: FaultListProps) {
  const { say, language } = useWords()
  const faults = useMemo(() => report.faults.map((fault, at): NumberedFault => ({ ...fault, number: at })), [report])
  const columns = useMemo(() => faultColumns(form, say, language), [form, say, language])
  return (
    <>
      <DataTable
        columns={columns}
        rows={faults}
        rowKey={({ number }) => String(number)}
        label={say('fault.message')}
        testId="fault-list"
      />
      {report.faultCount > report.faults.length ? (
        <p className="nothing">{say('upload.truncated', { count: report.faults.length })}</p>
      ) : null}
    </>
  )
}

function faultColumns(
  form: FaultListProps['form'],
  say: Say,
  language: Language,
): readonly TableColumn<NumberedFault>[] {
  const nameOf = (code: string | null) => {
    const column = form?.columns.find((candidate) => candidate.indicator === code)
    return column ? columnTitle(column, language) : (code ?? '')
  }
  const where = ({ sheet, cell }: NumberedFault) => [sheet, cell].filter(Boolean).join(' ')
  return [
    {
      key: 'cell',
      header: say('fault.cell'),
      label: say('fault.cell'),
      cell: (fault) => (
        <span data-testid="fault" data-cell={fault.cell} data-code={fault.code} className="fault-cell">
          <i className={`severity ${fault.severity}`}>{say(`fault.${fault.severity}`)}</i>
          {fault.sheet} <mark>{fault.cell}</mark>
        </span>
      ),
      text: where,
      sortKey: ({ number }) => number,
    },
    {
      key: 'message',
      header: say('fault.message'),
      label: say('fault.message'),
      cell: ({ message }) => <span className="wrapped">{message}</span>,
      text: ({ message }) => message,
    },
    {
      key: 'text',
      header: say('fault.text'),
      label: say('fault.text'),
      cell: ({ text }) => (text === null ? '' : <code>{text}</code>),
      text: ({ text }) => text ?? '',
    },
    {
      key: 'place',
      header: say('fault.place'),
      label: say('fault.place'),
      cell: ({ place, placeName }) => placeName ?? place ?? '',
      text: ({ place, placeName }) => placeName ?? place ?? '',
      sortKey: ({ place }) => place,
    },
    {
      key: 'column',
      header: say('fault.column'),
      label: say('fault.column'),
      cell: ({ indicator }) => nameOf(indicator),
      text: ({ indicator }) => nameOf(indicator),
      sortKey: ({ indicator }) => indicator,
    },
  ]
}
