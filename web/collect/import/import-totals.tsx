import type { ImportTotal, SheetImport } from '@gangju/contract/sheets'
import { parseDecimal } from '@gangju/net/quantity'
import { useMemo } from 'react'
import { type Say, useWords } from '../../net/language.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { Panel } from '../../ui/panel.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { columnTitle } from '../form/form-text.ts'

/** Totals that their sheet states, beside the sum of what is taken; a total itself is never stored. */
export function ImportTotals({ found: { totals, indicators } }: { readonly found: SheetImport }) {
  const { say, language } = useWords()
  const columns = useMemo(() => {
    const nameOf = (code: string) => {
      const column = indicators.find(({ indicator }) => indicator === code)
      return column ? columnTitle(column, language) : code
    }
    return totalColumns(nameOf, say)
  }, [indicators, say, language])
  const differing = totals.filter(({ agrees }) => !agrees)
  return (
    <Panel title={say('import.totals')} testId="import-totals">
      {differing.length === 0 ? (
        <p className="verdict clean">✓ {say('import.totalsAgree', { count: totals.length })}</p>
      ) : (
        <>
          <p className="verdict faulty">{say('import.totalsDiffer', { count: differing.length })}</p>
          <DataTable
            columns={columns}
            rows={differing}
            rowKey={({ sheet, cell }) => `${sheet}${cell}`}
            label={say('import.totals')}
            testId="differing-totals"
          />
        </>
      )}
    </Panel>
  )
}

function totalColumns(nameOf: (indicator: string) => string, say: Say): readonly TableColumn<ImportTotal>[] {
  const figure = (key: 'stated' | 'computed', header: string): TableColumn<ImportTotal> => ({
    key,
    header,
    label: header,
    align: 'end',
    cell: (total) => plainDigits(total[key]),
    text: (total) => total[key],
    sortKey: (total) => parseDecimal(total[key]),
  })
  return [
    {
      key: 'cell',
      header: say('fault.cell'),
      label: say('fault.cell'),
      cell: ({ sheet, cell }) => (
        <span data-testid="differing-total" data-cell={cell}>
          {sheet} <mark>{cell}</mark>
        </span>
      ),
      text: ({ sheet, cell }) => `${sheet} ${cell}`,
    },
    {
      key: 'label',
      header: say('import.totalLabel'),
      label: say('import.totalLabel'),
      cell: ({ label }) => label,
      text: ({ label }) => label,
    },
    {
      key: 'indicator',
      header: say('fault.column'),
      label: say('fault.column'),
      cell: ({ indicator }) => nameOf(indicator),
      text: ({ indicator }) => nameOf(indicator),
    },
    figure('stated', say('import.stated')),
    figure('computed', say('import.computed')),
  ]
}
