import type { ImportColumn, SheetImport } from '@gangju/contract/sheets'
import { expect, test } from 'vitest'
import {
  changeCount,
  choiceOf,
  confirmed,
  emptyDraft,
  mappingBody,
  withColumn,
  withRow,
  withSheet,
} from './mapping-draft.ts'

const column = (letters: string, indicator: string | null): ImportColumn => ({
  column: letters,
  path: ['收入'],
  use: indicator === null ? 'ignore' : 'figure',
  indicator,
  matchedBy: indicator === null ? null : 'alike',
  doubt: indicator !== null,
  unit: null,
  factor: null,
  period: null,
  place: null,
  candidates: [],
  sample: [],
})

const found = {
  sheets: [
    { name: '十月', isUsed: true, columns: [column('B', 'disputes'), column('C', null)] },
    { name: '说明', isUsed: false, columns: [column('A', null)] },
  ],
} as unknown as SheetImport

test('[RD4] what was chosen is counted and sent together, the last choice of a column alone', () => {
  let draft = withColumn(emptyDraft, '十月', { column: 'B', use: 'ignore' })
  draft = withColumn(draft, '十月', { column: 'B', use: 'figure', indicator: 'hazards' })
  draft = withRow(draft, '十月', { row: 5, place: null })
  draft = withSheet(draft, '说明', (sheet) => ({ ...sheet, isUsed: false }))
  expect(changeCount(draft)).toBe(3)
  expect(mappingBody({ ...draft, form: 'brief' }, 2)).toEqual({
    edition: 2,
    form: 'brief',
    sheets: [
      {
        name: '十月',
        columns: [{ column: 'B', use: 'figure', indicator: 'hazards' }],
        rows: [{ row: 5, place: null }],
      },
      { name: '说明', isUsed: false, columns: [], rows: [] },
    ],
  })
})

test('[RD4] saying that all is right sends every column of the used sheets, changed ones as they were changed', () => {
  const changed = withColumn(emptyDraft, '十月', { column: 'C', use: 'place' })
  const draft = confirmed(changed, found)
  expect([...draft.sheets.keys()]).toEqual(['十月'])
  expect([...draft.sheets.get('十月')!.columns.values()]).toEqual([
    { column: 'C', use: 'place' },
    choiceOf(column('B', 'disputes')),
  ])
})
