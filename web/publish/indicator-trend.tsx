import type { IndicatorSheet } from '@gangju/contract/board'
import { lazy, Suspense, useMemo } from 'react'
import { faceOf, indicatorName, isPercentage } from '../net/indicator-face.ts'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import { FigureLink } from '../net/why.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { Change, Figure } from '../ui/figure.tsx'
import { figureDigits } from '../ui/figure-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/states.tsx'
import type { TableColumn } from '../ui/table-column.ts'

const TrendChart = lazy(() => import('../ui/trend-chart.tsx').then((module) => ({ default: module.TrendChart })))

type Point = IndicatorSheet['trend'][number]

/** The course of an indicator with its targets drawn in, and the figures behind the drawing. */
export function IndicatorTrend({ sheet }: { readonly sheet: IndicatorSheet }) {
  const { say, language } = useWords()
  const { indicator, reading, trend } = sheet
  const face = useMemo(() => trendFace(sheet), [sheet])
  const chart = useMemo(() => {
    const shown = (value: string | null) =>
      value === null ? null : Number(figureDigits(value, { ...face, decimals: 6 }).replaceAll(',', ''))
    const targets = [reading.target, ...reading.otherTargets].flatMap((target) =>
      target && target.target.unit === indicator.unit ? [target.target] : [],
    )
    return {
      periods: trend.map(({ period }) => period),
      values: trend.map(({ value }) => shown(value)),
      targets: targets.map((target) => ({
        name: [
          target.year,
          target.commitment ? sayCode(language, 'commitment', target.commitment) : '',
          figureDigits(target.value, face),
        ].join(' '),
        value: shown(target.value) ?? 0,
        isFirm: target.commitment === 'firm',
      })),
      formatValue: (at: number) => {
        const value = trend[at]?.value
        return value ? figureDigits(value, face) : say('ui.notReported')
      },
    }
  }, [trend, reading, indicator, face, language, say])
  return (
    <Panel title={say('indicator.trend')} aside={<DemoBadge demo={sheet.demo} />} testId="indicator-trend">
      <Suspense fallback={<Skeleton height={260} />}>
        <TrendChart {...chart} name={indicatorName(indicator, language)} unit={face.shownIn} />
      </Suspense>
      <TrendTable sheet={sheet} />
    </Panel>
  )
}

const trendFace = ({ indicator, trend }: IndicatorSheet) =>
  faceOf(
    indicator,
    trend.map(({ value }) => value),
  )

function TrendTable({ sheet }: { readonly sheet: IndicatorSheet }) {
  const { trend } = sheet
  const { say } = useWords()
  const columns = useMemo(() => trendColumns(sheet, say), [sheet, say])
  return (
    <DataTable
      columns={columns}
      rows={trend.toReversed()}
      rowKey={({ period }) => period}
      label={say('indicator.trend')}
    />
  )
}

function trendColumns(sheet: IndicatorSheet, say: Say): readonly TableColumn<Point>[] {
  const { indicator, reading } = sheet
  const face = trendFace(sheet)
  return [
    {
      key: 'period',
      header: say('column.period'),
      label: say('column.period'),
      cell: ({ period }) => period,
      text: ({ period }) => period,
      sortKey: ({ period }) => period,
    },
    {
      key: 'value',
      header: say('column.value'),
      label: say('column.value'),
      unit: face.shownIn,
      align: 'end',
      cell: ({ period, value }) => (
        <FigureLink indicator={indicator.code} place={reading.place.code} period={period}>
          <Figure value={value} state={value === null ? 'notReported' : 'value'} {...face} />
        </FigureLink>
      ),
      text: ({ value }) => (value === null ? '' : figureDigits(value, face).replaceAll(',', '')),
    },
    {
      key: 'yoy',
      header: say('card.yoy'),
      label: say('card.yoy'),
      align: 'end',
      cell: ({ yearOnYear }) => <Change change={yearOnYear} isPercentage={isPercentage(reading.unit)} />,
      text: ({ yearOnYear }) => yearOnYear ?? '',
    },
    {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: ({ completeness }) => (completeness ? <CompletenessBar {...completeness} /> : null),
      text: ({ completeness }) => (completeness ? `${completeness.reported}/${completeness.expected}` : ''),
    },
  ]
}
