import type { addIndicator } from '@gangju/contract/desk'
import type { z } from 'zod'
import type { IndicatorEntry } from '../net/indicator-entry.ts'

type IndicatorWords = z.output<NonNullable<(typeof addIndicator)['body']>>

/** How a figure of each kind moves in time: money runs through its year, what is counted stands, a rate and a rank are of their period. */
const ways = {
  amount: { form: 'cumulative', pace: 'schedule' },
  count: { form: 'stock', pace: 'path' },
  rate: { form: 'current', pace: 'level' },
  rank: { form: 'current', pace: 'level' },
} as const

/** An indicator that documents state: no return brings it, and its figures never meet in a parent [DE13]. */
export function publishedIndicator(code: string, words: IndicatorWords): IndicatorEntry {
  const { name, unit, goal } = words
  return {
    code,
    number: null,
    kind: 'published',
    name,
    nameEn: words.nameEn || name,
    shortName: name.slice(0, 12),
    unit,
    displayUnit: { unit, divisor: '1' },
    decimals: words.decimals,
    frequency: 'Y',
    collectedAt: null,
    ...ways[words.kind],
    direction: words.direction,
    department: '文件发布',
    aggregation: { overPeriods: 'last', overPlaces: 'none' },
    formula: null,
    ratio: null,
    plausible: null,
    definition: name,
    publishedOnly: true,
    goals: goal === null ? [] : [goal],
    notes: null,
  }
}
