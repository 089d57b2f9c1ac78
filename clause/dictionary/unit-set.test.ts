import { expect, it } from 'vitest'
import { UnitSet } from './unit-set.ts'

it('[CM5] a set of units knows its own and no others, nothing beyond the ends of a text', () => {
  const set = new UnitSet('亿万，')
  expect(['亿', '万', '，', '一', ','].map((unit) => set.has(unit.charCodeAt(0)))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(set.has(''.charCodeAt(0))).toBe(false)
  expect(set.isIn('约3亿')).toBe(true)
  expect(set.isIn('')).toBe(false)
})
