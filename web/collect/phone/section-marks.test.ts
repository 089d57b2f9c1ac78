import type { FormColumn } from '@gangju/net/form'
import { expect, test } from 'vitest'
import type { ShownCell, ShownRow } from '../entry/sheet.ts'
import { sectionMarks } from './section-marks.ts'

const columns = ['base', 'safety', 'safety', 'growth'].map(
  (section, at): FormColumn => ({
    indicator: `figure${at}`,
    section,
    header: '',
    headerEn: '',
    unit: '件',
    required: true,
    decimals: 0,
    plausible: { low: null, high: null },
    slip: null,
  }),
)

const cell = (change: Partial<ShownCell>) =>
  ({ returnedReason: null, mended: false, state: 'still', ...change }) as ShownCell

const marksOf = (...cells: readonly Partial<ShownCell>[]) =>
  sectionMarks({ cells: cells.map(cell) } as unknown as ShownRow, columns, [])

test('[EN12] a section says how many of its cells were given back, and which is the first', () => {
  const marks = marksOf({}, { returnedReason: '请核实' }, { returnedReason: '请核实' }, {})
  expect([...marks]).toEqual([['safety', { mark: 'returned', sign: '↩', count: 2, indicator: 'figure1' }]])
})

test('[EN12] a cell that was changed since it was given back is marked no more', () => {
  expect(marksOf({ returnedReason: '请核实', mended: true }, {}, {}, {}).size).toBe(0)
  expect(marksOf({ returnedReason: '请核实', state: 'waiting' }, {}, {}, {}).size).toBe(0)
})

test('[FI4] what somebody else changed too goes before everything else', () => {
  const marks = marksOf({}, { returnedReason: '请核实' }, { state: 'conflict' }, { state: 'fault' })
  expect(marks.get('safety')).toMatchObject({ mark: 'conflict', count: 1, indicator: 'figure2' })
  expect(marks.get('growth')).toMatchObject({ mark: 'hard', count: 1 })
})
