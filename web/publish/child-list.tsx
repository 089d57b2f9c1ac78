import type { Board } from '@gangju/contract/board'
import { useMemo } from 'react'
import { type Say, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { LightMark, LightTally } from '../ui/light-mark.tsx'
import { Panel } from '../ui/panel.tsx'
import type { TableColumn } from '../ui/table-column.ts'

type Child = Board['children'][number]

const worst = { red: 0, amber: 1, grey: 2, green: 3 } as const

/** The places of the board side by side. */
export function ChildList({ board }: { readonly board: Board }) {
  const { say } = useWords()
  const columns = useMemo(() => childColumns(say), [say])
  if (board.children.length === 0) return null
  return (
    <Panel title={say('board.places')} className="child-list">
      <DataTable
        columns={columns}
        rows={board.children}
        rowKey={({ place }) => place.code}
        label={say('board.places')}
      />
    </Panel>
  )
}

function childColumns(say: Say): readonly TableColumn<Child>[] {
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place }) => (
        <StepLink to="/place" change={{ place: place.code }}>
          {place.name}
        </StepLink>
      ),
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    {
      key: 'light',
      header: say('column.light'),
      label: say('column.light'),
      cell: ({ total }) => <LightMark light={total.light} reason={total.reason} spoken />,
      text: ({ total }) => total.reason ?? total.light,
      sortKey: ({ total }) => worst[total.light],
    },
    {
      key: 'counts',
      header: say('column.lights'),
      label: say('column.lights'),
      cell: ({ counts }) => <LightTally counts={counts} />,
      text: ({ counts }) => `● ${counts.green} ▲ ${counts.amber} ■ ${counts.red} ○ ${counts.grey}`,
      sortKey: ({ counts }) => counts.green,
    },
    {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: ({ completeness }) => (completeness ? <CompletenessBar {...completeness} /> : '—'),
      text: ({ completeness }) => (completeness ? `${completeness.reported}/${completeness.expected}` : ''),
      sortKey: ({ completeness }) =>
        completeness && completeness.expected > 0 ? completeness.reported / completeness.expected : null,
    },
  ]
}
