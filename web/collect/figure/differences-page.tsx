import { type DifferenceRow, downloadDifferences, listDifferences } from '@gangju/contract/figures'
import { useMemo, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { momentText } from '../../net/clock-text.ts'
import { DownloadButton } from '../../net/download.tsx'
import { plainFace } from '../../net/indicator-face.ts'
import { type Say, useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { FigureLink } from '../../net/why.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { drawnNumber, figureDigits } from '../../ui/figure-text.ts'
import { EmptyState } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import './figure.css'

const DAY_MS = 86_400_000

/** What figures of a place changed between two moments, and why. */
export function DifferencesPage() {
  const { say } = useWords()
  const go = useGo()
  const search = useSearch()
  const { place, period } = useSlice()
  const [now] = useState(() => new Date().toISOString())
  const to = search['to'] ?? now
  const from = search['from'] ?? new Date(new Date(to).getTime() - 7 * DAY_MS).toISOString()
  const input = { query: { place, period, from, to } }
  const query = useAsk(listDifferences, input)
  const columns = useMemo(() => differenceColumns(say), [say])
  const choose = (change: Readonly<Record<string, string>>) => go({ change })
  return (
    <div className="differences" data-testid="differences">
      <PageHead title={say('difference.title')} name={say('difference.title')} paper="A4 landscape">
        <DownloadButton route={downloadDifferences} input={input}>
          {say('difference.export')}
        </DownloadButton>
      </PageHead>
      <p className="moments">
        <MomentField label={say('difference.from')} moment={from} onChoose={(moment) => choose({ from: moment, to })} />
        <MomentField label={say('difference.to')} moment={to} onChoose={(moment) => choose({ from, to: moment })} />
      </p>
      <Asked query={query} rows={8}>
        {({ items, looked }) =>
          items.length === 0 ? (
            <EmptyState title={say('difference.none', { looked: looked.toLocaleString('en') })} />
          ) : (
            <Differences items={items} columns={columns} />
          )
        }
      </Asked>
    </div>
  )
}

interface DifferencesProps {
  readonly items: readonly DifferenceRow[]
  readonly columns: readonly TableColumn<DifferenceRow>[]
}

/** The rows, of all indicators or of one. */
function Differences({ items, columns }: DifferencesProps) {
  const { say } = useWords()
  const [chosen, setChosen] = useState('')
  const indicators = useMemo(() => new Map(items.map((row) => [row.indicator, row.indicatorName])), [items])
  return (
    <DataTable
      columns={columns}
      rows={chosen === '' ? items : items.filter(({ indicator }) => indicator === chosen)}
      rowKey={({ place, indicator }) => `${place.code} ${indicator}`}
      label={say('difference.title')}
      testId="difference-table"
      tools={
        <select
          aria-label={say('column.indicator')}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
          data-testid="difference-indicator"
        >
          <option value="">{say('difference.allIndicators')}</option>
          {[...indicators].map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      }
    />
  )
}

function differenceColumns(say: Say): readonly TableColumn<DifferenceRow>[] {
  const words = (key: string, header: string, of: (row: DifferenceRow) => string): TableColumn<DifferenceRow> => ({
    key,
    header,
    label: header,
    cell: of,
    text: of,
    sortKey: of,
  })
  const figure = (key: 'before' | 'after' | 'difference', header: string): TableColumn<DifferenceRow> => ({
    key,
    header,
    label: header,
    align: 'end',
    cell: (row) => digits(row[key], row.unit),
    text: (row) => row[key] ?? '',
    sortKey: (row) => drawnNumber(row[key]),
  })
  return [
    words('place', say('column.place'), ({ place }) => place.name),
    words('indicator', say('column.indicator'), ({ indicatorName }) => indicatorName),
    words('unit', say('column.unit'), ({ unit }) => unit),
    figure('before', say('difference.before')),
    {
      ...figure('after', say('difference.after')),
      cell: (row) => (
        <FigureLink indicator={row.indicator} place={row.place.code} period={row.period}>
          {digits(row.after, row.unit)}
        </FigureLink>
      ),
    },
    figure('difference', say('difference.delta')),
    words('when', say('difference.when'), ({ changedAt }) => momentText(changedAt)),
    words('by', say('difference.by'), ({ by }) => by ?? ''),
    {
      ...words('why', say('difference.why'), ({ why }) => why ?? ''),
      cell: ({ why }) => <span className={why && why.length > 20 ? 'wrapped' : undefined}>{why}</span>,
    },
  ]
}

interface MomentProps {
  readonly label: string
  readonly moment: string
  readonly onChoose: (moment: string) => void
}

function MomentField({ label, moment, onChoose }: MomentProps) {
  return (
    <Field
      label={label}
      type="datetime-local"
      value={localText(moment)}
      onChange={(event) => {
        const chosen = new Date(event.target.value)
        if (!Number.isNaN(chosen.getTime())) onChoose(chosen.toISOString())
      }}
    />
  )
}

/** As the browser's own field wants it, in the reader's time. */
function localText(moment: string): string {
  const date = new Date(moment)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const digits = (value: string | null, unit: string) => (value === null ? '—' : figureDigits(value, plainFace(unit)))
