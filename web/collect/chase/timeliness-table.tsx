import { readTimeliness } from '@gangju/contract/review'
import { parsePeriod, previousPeriod } from '@gangju/net/period'
import { useMemo, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { type Say, useWords } from '../../net/language.tsx'
import { StepLink, useSlice } from '../../net/slice.tsx'
import { CompletenessBar } from '../../ui/completeness-bar.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { formColumn } from '../return-columns.tsx'
import { allPunctuality, type Punctuality, punctualityByPlace } from './punctuality.ts'

const spans = [1, 3, 6, 12] as const

/** Completeness and timeliness of places and forms, never of people. */
export function TimelinessTable({ form }: { readonly form: string | undefined }) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const [span, setSpan] = useState(1)
  const from = periodsBack(period, span - 1)
  const query = useAsk(readTimeliness, { query: { place, from, to: period, form } })
  const columns = useMemo(() => timelinessColumns(say), [say])
  return (
    <Panel
      title={`${say('chase.timeliness')} · ${from === period ? period : say('chase.periods', { from, to: period })}`}
      aside={
        <fieldset className="segments no-print">
          {spans.map((one) => (
            <button type="button" key={one} aria-pressed={span === one} onClick={() => setSpan(one)}>
              {say('chase.span', { count: one })}
            </button>
          ))}
        </fieldset>
      }
      testId="timeliness"
    >
      <Asked query={query} rows={5}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={say('closing.none')} />
          ) : (
            <DataTable
              columns={columns}
              rows={punctualityByPlace(items)}
              rowKey={({ form: code, place: one }) => code + one.code}
              label={say('chase.timeliness')}
              footer={allPunctuality(items, say('chase.total'))}
              testId="timeliness-table"
            />
          )
        }
      </Asked>
    </Panel>
  )
}

function periodsBack(period: string, count: number): string {
  let at = parsePeriod(period)
  for (let step = 0; step < count; step++) at = previousPeriod(at)
  return at.id
}

function timelinessColumns(say: Say): readonly TableColumn<Punctuality>[] {
  const count = (key: 'expected' | 'onTime' | 'late' | 'missing' | 'approved'): TableColumn<Punctuality> => ({
    key,
    header: say(`chase.${key}`),
    label: say(`chase.${key}`),
    align: 'end',
    cell: (row) => (row[key] === 0 ? <span className="absent">0</span> : row[key]),
    text: (row) => String(row[key]),
    sortKey: (row) => row[key],
  })
  const handedIn = ({ onTime, late }: Punctuality) => onTime + late
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place }) =>
        place.code === '' ? place.name : <StepLink change={{ place: place.code }}>{place.name}</StepLink>,
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    formColumn(say),
    count('expected'),
    count('onTime'),
    count('late'),
    count('missing'),
    count('approved'),
    {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: (row) => <CompletenessBar reported={handedIn(row)} expected={row.expected} />,
      text: (row) => `${handedIn(row)}/${row.expected}`,
      sortKey: (row) => (row.expected === 0 ? null : handedIn(row) / row.expected),
    },
    {
      key: 'rate',
      header: say('chase.onTimeRate'),
      label: say('chase.onTimeRate'),
      align: 'end',
      cell: ({ onTime, expected }) => (expected === 0 ? '—' : `${Math.round((onTime / expected) * 100)}%`),
      text: ({ onTime, expected }) => (expected === 0 ? '' : `${Math.round((onTime / expected) * 100)}%`),
      sortKey: ({ onTime, expected }) => (expected === 0 ? null : onTime / expected),
    },
  ]
}
