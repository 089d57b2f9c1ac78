import type { ChaseItem } from '@gangju/contract/review'
import { useMemo } from 'react'
import { type Say, sayCode, useWords } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { StepLink } from '../../net/slice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { formColumn, stateColumn } from '../return-columns.tsx'

/** Returns that are out, the most overdue first. */
export function ChaseList({ items }: { readonly items: readonly ChaseItem[] }) {
  const { say, language } = useWords()
  const columns = useMemo(() => chaseColumns(say, language), [say, language])
  const ordered = useMemo(() => items.toSorted((a, b) => a.daysLeft - b.daysLeft), [items])
  const waiting = items.filter(({ state }) => state === 'submitted').length
  return (
    <>
      <p data-testid="chase-sum">{say('chase.sum', { missing: items.length - waiting, waiting })}</p>
      <DataTable
        columns={columns}
        rows={ordered}
        rowKey={({ form, place, period }) => form + place.code + period}
        label={say('chase.outstanding')}
        isTall={items.length > 16}
        testId="chase-table"
      />
    </>
  )
}

function daysWords(days: number, say: Say): string {
  if (days > 0) return say('returns.daysLeft', { days })
  return days === 0 ? say('returns.today') : say('returns.overdue', { days: -days })
}

function chaseColumns(say: Say, language: Language): readonly TableColumn<ChaseItem>[] {
  const turn = ({ waitsFor }: ChaseItem) => (waitsFor ? sayCode(language, 'level', waitsFor) : '')
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place, path }) => (
        <span data-testid="chase-item" data-place={place.code} title={path}>
          <StepLink change={{ place: place.code }}>{place.name}</StepLink>
        </span>
      ),
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    {
      key: 'closes',
      header: say('chase.closes'),
      label: say('chase.closes'),
      cell: ({ closes, daysLeft, state }) => (
        <>
          {closes}{' '}
          <small className={daysLeft < 0 && state !== 'submitted' ? 'overdue' : undefined}>
            {daysWords(daysLeft, say)}
          </small>
        </>
      ),
      text: ({ closes }) => closes,
      sortKey: ({ daysLeft }) => daysLeft,
    },
    stateColumn(say),
    formColumn(say),
    {
      key: 'turn',
      header: say('chase.waitsFor'),
      label: say('chase.waitsFor'),
      cell: turn,
      text: turn,
      sortKey: turn,
    },
  ]
}
