import type { Timeliness } from '@gangju/contract/review'
import { expect, test } from 'vitest'
import { allPunctuality, punctualityByPlace } from './punctuality.ts'

const of = (code: string, period: string, counts: readonly number[]): Timeliness => {
  const [expected = 0, onTime = 0, late = 0, missing = 0, approved = 0] = counts
  const place = { code, name: `镇${code}`, level: 'town' as const }
  return { form: 'brief', formName: '简报', period, place, expected, onTime, late, missing, approved }
}

const items = [
  of('1', '2026-09', [6, 5, 1, 0, 6]),
  of('1', '2026-10', [6, 4, 0, 2, 4]),
  of('2', '2026-10', [3, 3, 0, 0, 3]),
]

test('[RD5] the periods of a place and form are added up, and all places in a last line', () => {
  expect(
    punctualityByPlace(items).map(({ place, expected, onTime, late, missing }) => [
      place.code,
      expected,
      onTime,
      late,
      missing,
    ]),
  ).toEqual([
    ['1', 12, 9, 1, 2],
    ['2', 3, 3, 0, 0],
  ])
  expect(allPunctuality(items, '合计')).toMatchObject({ expected: 15, onTime: 12, late: 1, missing: 2, approved: 13 })
})
