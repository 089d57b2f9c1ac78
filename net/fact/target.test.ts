import { expect, test } from 'vitest'
import { parseDecimal } from '../quantity/index.ts'
import { type Comparator, meetsTarget } from './index.ts'

const d = parseDecimal
const target = (comparator: Comparator, value: string, valueMax: string | null = null) => ({
  comparator,
  value: d(value),
  valueMax: valueMax === null ? null : d(valueMax),
})

test.each<[Comparator, string, boolean]>([
  ['ge', '10.0', true],
  ['gt', '10', false],
  ['le', '10', true],
  ['lt', '9.99', true],
  ['eq', '10.00', true],
  ['eq', '10.01', false],
])('[FA3] %s 10 with %s is %s', (comparator, value, expected) => {
  expect(meetsTarget(d(value), target(comparator, '10'))).toBe(expected)
})

test('[FA3] a range holds its ends', () => {
  const range = target('range', '10', '12')
  expect(['9.9', '10', '12', '12.1'].map((value) => meetsTarget(d(value), range))).toEqual([false, true, true, false])
})

test('[FA3] about is judged with a tolerance only', () => {
  const about = target('approx', '200')
  expect(meetsTarget(d('190'), about)).toBeNull()
  expect(meetsTarget(d('190'), about, { approximate: d('0.05') })).toBe(true)
  expect(meetsTarget(d('189'), about, { approximate: d('0.05') })).toBe(false)
})

test('[FA3] no value is unknown, not failed', () => expect(meetsTarget(null, target('ge', '1'))).toBeNull())
