import type { ReviewSheet } from '@gangju/contract/review'
import { expect, test } from 'vitest'
import { findingIndex, isMoved, isNotable, type SheetCell, type SheetRow, sampleRows } from './sheet-facts.ts'

const cell = (more: Partial<SheetCell> = {}): SheetCell => ({
  value: '8',
  state: 'value',
  spelled: null,
  before: null,
  lastPeriod: '8',
  change: '0.00',
  explanation: null,
  returnedReason: null,
  ...more,
})
const row = (code: string, ...cells: SheetCell[]) => ({ place: { code }, cells }) as unknown as SheetRow
const sheet = { columns: [{ indicator: 'hazards' }] } as unknown as ReviewSheet
const quiet = findingIndex([])

test('[RD6] a change counts from more than the share on, either way; without a period before there is none', () => {
  expect(isMoved(cell({ change: '20.00' }), 20)).toBe(false)
  expect(isMoved(cell({ change: '-20.01' }), 20)).toBe(true)
  expect(isMoved(cell({ change: null, lastPeriod: null }), 20)).toBe(false)
})

test('[RD6] a row is looked at for a finding, an explanation, an earlier return or a change', () => {
  expect(isNotable(row('1', cell()), sheet, quiet, 20)).toBe(false)
  expect(isNotable(row('1', cell({ explanation: '冷库出租' })), sheet, quiet, 20)).toBe(true)
  expect(isNotable(row('1', cell({ returnedReason: '请核实' })), sheet, quiet, 20)).toBe(true)
  expect(isNotable(row('1', cell({ change: '195.70' })), sheet, quiet, 20)).toBe(true)
  const found = findingIndex([{ place: '1', indicator: 'hazards' } as Parameters<typeof findingIndex>[0][number]])
  expect(isNotable(row('1', cell()), sheet, found, 20)).toBe(true)
  expect(isNotable(row('2', cell()), sheet, found, 20)).toBe(false)
})

test('[RD6] a spot-check draws different rows, and no more than there are', () => {
  const rows = ['1', '2', '3'].map((code) => row(code))
  expect(sampleRows(rows, 2).size).toBe(2)
  expect(sampleRows(rows, 9)).toEqual(new Set(['1', '2', '3']))
})
