import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from '../quantity/index.ts'
import { onBoundary, type PlacedValue, type Succession } from './index.ts'

const at = (placeId: number, value: string, period = '2024'): PlacedValue => ({
  placeId,
  period,
  value: parseDecimal(value),
})
const step = (predecessorId: number, successorId: number, kind: Succession['kind'], date = '2025-01-01') => ({
  predecessorId,
  successorId,
  kind,
  date,
})
const carry = (
  values: PlacedValue[],
  steps: Succession[],
  boundaryDate: string,
  overPlaces: 'sum' | 'none' | 'max' = 'sum',
) => {
  const { carried, refused } = onBoundary(values, steps, { boundaryDate, overPlaces })
  return {
    carried: carried.map(({ placeId, period, value, missing }) => [placeId, period, formatDecimal(value), missing]),
    refused: refused.map(({ placeId, code }) => [placeId, code]),
  }
}

describe('on the newer boundary', () => {
  const merge = [step(1, 3, 'merge'), step(2, 3, 'merge')]
  test('[PL9] merged places meet in the successor', () => {
    expect(carry([at(1, '1.5'), at(2, '2'), at(3, '4', '2025')], merge, '2026-01-01')).toEqual({
      carried: [
        [3, '2024', '3.5', []],
        [3, '2025', '4', []],
      ],
      refused: [],
    })
  })
  test('[PL9] a part that did not report is named', () => {
    expect(carry([at(1, '1.5')], merge, '2026-01-01').carried).toEqual([[3, '2024', '1.5', [2]]])
  })
  test('[PL9] a renaming, and another, carry the value', () => {
    const steps = [step(1, 2, 'rename', '2022-01-01'), step(2, 3, 'rename', '2024-01-01')]
    expect(carry([at(1, '7')], steps, '2023-01-01').carried).toEqual([[2, '2024', '7', []]])
    expect(carry([at(1, '7')], steps, '2026-01-01').carried).toEqual([[3, '2024', '7', []]])
  })
  test('[PL10] a split value is refused, never divided', () => {
    const split = [step(1, 2, 'split'), step(1, 3, 'split')]
    expect(carry([at(1, '10'), at(4, '1')], split, '2026-01-01')).toEqual({
      carried: [[4, '2024', '1', []]],
      refused: [[1, 'boundary.split']],
    })
  })
  test('[PL10] what may not meet is refused', () => {
    expect(carry([at(1, '1'), at(2, '2')], merge, '2026-01-01', 'none').refused).toHaveLength(2)
    expect(carry([at(1, '1'), at(2, '2')], merge, '2026-01-01', 'max').carried[0]).toEqual([3, '2024', '2', []])
  })
})

describe('on the older boundary', () => {
  test('[PL9] parts of a split place meet in it again', () => {
    const split = [step(1, 2, 'split'), step(1, 3, 'split')]
    expect(carry([at(2, '4', '2026'), at(3, '6', '2026')], split, '2024-01-01').carried).toEqual([
      [1, '2026', '10', []],
    ])
  })
  test('[PL10] a merged place cannot be taken apart', () => {
    const merge = [step(1, 3, 'merge'), step(2, 3, 'merge')]
    expect(carry([at(3, '4', '2026')], merge, '2024-01-01').refused).toEqual([[3, 'boundary.split']])
  })
})
