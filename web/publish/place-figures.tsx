import type { PlaceSheet } from '@gangju/contract/board'
import { useMemo } from 'react'
import { faceOf, indicatorName } from '../net/indicator-face.ts'
import { type Say, useWords } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { StepLink } from '../net/slice.tsx'
import { FigureLink } from '../net/why.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Figure } from '../ui/figure.tsx'
import { figureDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { readingColumns, trendColumn } from './reading-columns.tsx'

type Row = PlaceSheet['figures'][number]

export interface PlaceFiguresProps {
  readonly figures: readonly Row[]
  readonly demo: boolean
}

/** All figures of a place as a table: one indicator a row, each with its own unit. */
export function PlaceFigures({ figures, demo }: PlaceFiguresProps) {
  const { say, language } = useWords()
  const columns = useMemo(() => figureColumns(say, language), [say, language])
  return (
    <Panel title={say('place.figures')} aside={<DemoBadge demo={demo} />} testId="place-figures">
      <DataTable
        columns={columns}
        rows={figures}
        rowKey={({ indicator }) => indicator.code}
        label={say('place.figures')}
      />
    </Panel>
  )
}

function figureColumns(say: Say, language: Language): readonly TableColumn<Row>[] {
  const shared = readingColumns<Row>(say, ({ reading }) => reading)
  return [
    {
      key: 'indicator',
      header: say('column.indicator'),
      label: say('column.indicator'),
      cell: ({ indicator }) => (
        <StepLink to="/indicator" change={{ indicator: indicator.code }}>
          {indicatorName(indicator, language)}
        </StepLink>
      ),
      text: ({ indicator }) => indicatorName(indicator, language),
      sortKey: ({ indicator }) => indicatorName(indicator, language),
    },
    {
      key: 'value',
      header: say('column.value'),
      label: say('column.value'),
      align: 'end',
      cell: ({ indicator, reading }) => (
        <FigureLink indicator={indicator.code} place={reading.place.code} period={reading.period}>
          <Figure value={reading.value} state={reading.state} {...faceOf(indicator, [reading.value])} />
        </FigureLink>
      ),
      text: ({ indicator, reading }) =>
        reading.value === null
          ? ''
          : figureDigits(reading.value, faceOf(indicator, [reading.value])).replaceAll(',', ''),
    },
    {
      key: 'unit',
      header: say('column.unit'),
      label: say('column.unit'),
      cell: ({ indicator, reading }) => <span className="unit">{faceOf(indicator, [reading.value]).shownIn}</span>,
      text: ({ indicator, reading }) => faceOf(indicator, [reading.value]).shownIn,
    },
    shared.light,
    shared.yearOnYear,
    shared.attainment,
    shared.rank,
    shared.completeness,
    trendColumn(say('indicator.trend'), ({ trend }) => trend),
  ]
}
