import type { TargetItem } from '@gangju/contract/goals'
import { parseDecimal } from '@gangju/net/quantity'
import type { Lang } from '../http/serve.ts'
import { mostRows, type Table, type TableQuestion } from './table.ts'
import { listTargetRows } from './target.store.ts'
import { targetItem } from './target-item.ts'

const comparators: Readonly<Record<TargetItem['comparator'], string>> = {
  ge: '≥',
  gt: '>',
  le: '≤',
  lt: '<',
  eq: '=',
  approx: '≈',
  range: '–',
}
const commitments = {
  firm: ['约束', 'Firm'],
  stretch: ['争取', 'Stretch'],
  expected: ['预期', 'Expected'],
} as const

/** Targets of a place and of everything below it. */
export async function targetTable({ call: { catalog, query }, scope, lang }: TableQuestion): Promise<Table> {
  const wanted = {
    placeId: undefined,
    rootIds: scope.places,
    indicatorId: query.indicator === undefined ? undefined : catalog.indicator(query.indicator).indicatorId,
    goalPaths: scope.goalPaths,
  }
  const rows = await listTargetRows(scope.db, wanted, { after: undefined, limit: mostRows + 1 })
  const items = rows.map((row) => targetItem(row, catalog, lang))
  const decimals = Math.max(0, ...items.flatMap(({ value, valueMax }) => [scaleOf(value), scaleOf(valueMax ?? '0')]))
  const columns = headers(lang).map((header, index) => (figures.includes(index) ? { header, decimals } : { header }))
  return {
    title: lang === 'zh' ? '目标值' : 'Targets',
    columns,
    rows: items.map((item) => [
      item.place.code,
      item.place.name,
      item.goal,
      item.indicatorName,
      item.year === null ? null : String(item.year),
      comparators[item.comparator],
      item.value,
      item.valueMax,
      item.unit,
      item.commitment && commitments[item.commitment][lang === 'zh' ? 0 : 1],
      item.printed,
      item.source?.title ?? null,
      [item.note, ...item.conflicts.map(({ note }) => note)].filter(Boolean).join('；') || null,
    ]),
    demo: items.some(({ source }) => source?.demo),
  }
}

const scaleOf = (value: string) => parseDecimal(value).scale

/** Columns that hold figures. */
const figures: readonly number[] = [6, 7]

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['区划代码', '地方', '目标', '指标', '年份', '要求', '目标值', '上限', '单位', '性质', '原文', '出处', '说明']
    : [
        'Code',
        'Place',
        'Goal',
        'Indicator',
        'Year',
        'Asks',
        'Value',
        'Up to',
        'Unit',
        'Commitment',
        'As printed',
        'Source',
        'Note',
      ]
