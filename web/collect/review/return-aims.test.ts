import type { ReviewSheet } from '@gangju/contract/review'
import { expect, test } from 'vitest'
import { returnAims } from './return-aims.ts'

const row = (submission: string, place: string, may: readonly string[] = ['approve', 'return']) => ({
  place: { code: place, name: `村${place}`, level: 'village' },
  filer: { code: submission, name: `镇${submission}`, level: 'town' },
  submission,
  may,
  cells: [],
})

const sheet = {
  formName: '月报',
  columns: [{ indicator: 'hazards', header: '排查', headerEn: 'Found' }],
  rows: [row('a', '1'), row('a', '2'), row('b', '3'), row('c', '4', [])],
} as unknown as ReviewSheet

const aims = (submission: string, place: string, marked: Parameters<typeof returnAims>[0]['marked'] = []) =>
  returnAims({ sheet, focused: { submission, place, indicator: 'hazards' }, marked, language: 'zh' })

test('[RD1] without marks the cell in focus goes back, with its place and its return to choose instead', () => {
  expect(aims('a', '2')).toEqual([
    {
      submission: 'a',
      label: '镇a 月报',
      cells: [{ place: '2', placeName: '村2', indicator: 'hazards', header: '排查' }],
      places: [{ code: '2', name: '村2', level: 'village' }],
    },
  ])
})

test('[RD1] marked cells go back, each with its own return, whatever has the focus', () => {
  const marked = ['1', '2'].map((place) => ({ submission: 'a', place, indicator: 'hazards' }))
  const found = aims('b', '3', [...marked, { submission: 'b', place: '3', indicator: 'hazards' }])
  expect(found.map(({ submission, cells }) => [submission, cells.map(({ place }) => place)])).toEqual([
    ['a', ['1', '2']],
    ['b', ['3']],
  ])
})

test('[RD1] what the reader may not return does not go back', () => {
  expect(aims('c', '4')).toEqual([])
})
