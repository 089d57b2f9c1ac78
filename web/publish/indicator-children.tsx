import type { IndicatorSheet } from '@gangju/contract/board'
import type { Reading } from '@gangju/contract/readings'
import { parseDecimal } from '@gangju/net/quantity'
import { useMemo } from 'react'
import { faceOf } from '../net/indicator-face.ts'
import { type Say, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Figure } from '../ui/figure.tsx'
import { drawnNumber, figureDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { readingColumns } from './reading-columns.tsx'

/** The places below, with rank and movement, a bar for the distribution, and who has not reported in full. */
export function IndicatorChildren({ sheet }: { readonly sheet: IndicatorSheet }) {
  const { say } = useWords()
  const { children } = sheet
  const columns = useMemo(() => rankedColumns(sheet, say), [sheet, say])
  const late = children.filter(
    ({ completeness }) => completeness !== null && completeness.reported < completeness.expected,
  )
  return (
    <Panel title={say('indicator.children')} aside={<DemoBadge demo={sheet.demo} />} testId="indicator-children">
      {children.length === 0 ? (
        <p className="nothing">{say('indicator.noChildren')}</p>
      ) : (
        <DataTable
          columns={columns}
          rows={children}
          rowKey={({ place }) => place.code}
          label={say('indicator.children')}
        />
      )}
      {late.length > 0 ? (
        <p className="late">
          {say('indicator.late')}：
          {late.map(({ place, completeness }) => (
            <StepLink key={place.code} to="/returns" change={{ place: place.code }}>
              {place.name}（{completeness ? completeness.expected - completeness.reported : 0}）
            </StepLink>
          ))}
        </p>
      ) : null}
    </Panel>
  )
}

function rankedColumns({ indicator, children }: IndicatorSheet, say: Say): readonly TableColumn<Reading>[] {
  const most = Math.max(0, ...children.map(({ value }) => Math.abs(drawnNumber(value) ?? 0)))
  const face = faceOf(
    indicator,
    children.map(({ value }) => value),
  )
  const shared = readingColumns<Reading>(say, (reading) => reading)
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place }) => <StepLink change={{ place: place.code }}>{place.name}</StepLink>,
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    shared.rank,
    {
      key: 'value',
      header: say('column.value'),
      label: say('column.value'),
      unit: face.shownIn,
      align: 'end',
      cell: (reading) => (
        <FigureLink indicator={indicator.code} place={reading.place.code} period={reading.period}>
          <Figure value={reading.value} state={reading.state} {...face} />
        </FigureLink>
      ),
      text: ({ value }) => (value === null ? '' : figureDigits(value, face).replaceAll(',', '')),
      sortKey: ({ value }) => (value === null ? null : parseDecimal(value)),
    },
    {
      key: 'bar',
      header: '',
      label: '',
      cell: ({ value }) => (
        <span className="bar" style={{ width: most === 0 ? 0 : (Math.abs(drawnNumber(value) ?? 0) / most) * 120 }} />
      ),
      text: () => '',
    },
    shared.light,
    shared.yearOnYear,
    shared.attainment,
    shared.completeness,
  ]
}
