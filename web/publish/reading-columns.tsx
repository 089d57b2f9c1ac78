import type { Board } from '@gangju/contract/board'
import type { Reading } from '@gangju/contract/readings'
import { parseDecimal } from '@gangju/net/quantity'
import { isPercentage } from '../net/indicator-face.ts'
import type { Say } from '../net/language.tsx'
import { CompletenessBar } from '../ui/completeness-bar.tsx'
import { Change } from '../ui/figure.tsx'
import { drawnNumber, percentDigits } from '../ui/figure-text.ts'
import { LightMark } from '../ui/light-mark.tsx'
import { Sparkline } from '../ui/sparkline.tsx'
import type { TableColumn } from '../ui/table-column.ts'

type Trend = Board['figures'][number]['trend']

const decimalKey = (value: string | null) => (value === null ? null : parseDecimal(value))

/** The columns that tables of readings share, whatever a row is. */
export function readingColumns<Row>(
  say: Say,
  readingOf: (row: Row) => Reading,
): Record<'light' | 'yearOnYear' | 'completeness' | 'rank' | 'attainment', TableColumn<Row>> {
  return {
    light: {
      key: 'light',
      header: say('column.light'),
      label: say('column.light'),
      cell: (row) => <LightMark light={readingOf(row).light} reason={readingOf(row).reason} spoken />,
      text: (row) => readingOf(row).reason ?? '',
      sortKey: (row) => ['red', 'amber', 'grey', 'green'].indexOf(readingOf(row).light),
    },
    yearOnYear: {
      key: 'yoy',
      header: say('card.yoy'),
      label: say('card.yoy'),
      align: 'end',
      cell: (row) => <Change change={readingOf(row).yearOnYear} isPercentage={isPercentage(readingOf(row).unit)} />,
      text: (row) => readingOf(row).yearOnYear ?? '',
      sortKey: (row) => decimalKey(readingOf(row).yearOnYear),
    },
    completeness: {
      key: 'completeness',
      header: say('column.completeness'),
      label: say('column.completeness'),
      cell: (row) => {
        const { completeness } = readingOf(row)
        return completeness ? <CompletenessBar {...completeness} /> : null
      },
      text: (row) => {
        const { completeness } = readingOf(row)
        return completeness ? `${completeness.reported}/${completeness.expected}` : ''
      },
      sortKey: (row) => {
        const { completeness } = readingOf(row)
        return completeness && completeness.expected > 0 ? completeness.reported / completeness.expected : null
      },
    },
    rank: {
      key: 'rank',
      header: say('column.rank'),
      label: say('column.rank'),
      align: 'end',
      cell: (row) => <Rank rank={readingOf(row).rank} />,
      text: (row) => String(readingOf(row).rank?.place ?? ''),
      sortKey: (row) => readingOf(row).rank?.place ?? null,
    },
    attainment: {
      key: 'attainment',
      header: say('column.attainment'),
      label: say('column.attainment'),
      align: 'end',
      cell: (row) => {
        const attainment = readingOf(row).target?.attainment ?? null
        return attainment === null ? '' : percentDigits(attainment)
      },
      text: (row) => readingOf(row).target?.attainment ?? '',
      sortKey: (row) => decimalKey(readingOf(row).target?.attainment ?? null),
    },
  }
}

function Rank({ rank }: { readonly rank: Reading['rank'] }) {
  if (!rank) return null
  const movement = rank.movement ?? 0
  return (
    <span className="rank" title={rank.class}>
      {rank.place}
      <small>/{rank.of}</small>
      {movement !== 0 ? (
        <small className={movement > 0 ? 'turn up' : 'turn'}>{movement > 0 ? `▲${movement}` : `▼${-movement}`}</small>
      ) : null}
    </span>
  )
}

export function trendColumn<Row>(label: string, trendOf: (row: Row) => Trend): TableColumn<Row> {
  return {
    key: 'trend',
    header: label,
    label,
    cell: (row) => (
      <Sparkline values={trendOf(row).map(({ value }) => drawnNumber(value))} label={label} width={90} height={22} />
    ),
    text: () => '',
  }
}
