import type { FormEntry } from '@gangju/net/form'
import { describe, expect, test } from 'vitest'
import { formatTable, parseTable, placeBlock } from './grid-clipboard.ts'
import { headRows } from './grid-head-rows.ts'
import { readKey } from './grid-keys.ts'
import { areaOf, evolveGrid, firstGridState, type GridState, nextInOrder, spotsOf } from './grid-state.ts'
import { changeOf, readTyped } from './typed-cell.ts'

const size = { rows: 3, columns: 4 }
const press = (key: string, state: GridState, mods: Partial<Record<'ctrlKey' | 'shiftKey', boolean>> = {}) =>
  readKey({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...mods }, state, size)

describe('keys', () => {
  test('[FI1] arrows move, with Shift they select, and stop at the edges', () => {
    expect(press('ArrowDown', firstGridState)).toEqual({ kind: 'go', to: { row: 1, column: 0 }, how: 'alone' })
    expect(press('ArrowUp', firstGridState)).toMatchObject({ to: { row: 0, column: 0 } })
    expect(press('ArrowRight', firstGridState, { shiftKey: true })).toMatchObject({ how: 'extending' })
    expect(press('End', firstGridState, { ctrlKey: true })).toMatchObject({ to: { row: 2, column: 3 } })
  })

  test('[FI1] Tab goes on in the next row; Enter goes down', () => {
    expect(nextInOrder({ row: 0, column: 3 }, 1, size)).toEqual({ row: 1, column: 0 })
    expect(nextInOrder({ row: 0, column: 0 }, -1, size)).toEqual({ row: 0, column: 0 })
    expect(press('Enter', firstGridState)).toMatchObject({ to: { row: 1, column: 0 } })
  })

  test('[FI1] a typed text is left by arrows; one opened by F2 is moved through', () => {
    const typing = evolveGrid(firstGridState, { kind: 'typed', text: '1' })
    expect(press('ArrowRight', typing)).toMatchObject({ kind: 'go' })
    const opened = evolveGrid(firstGridState, { kind: 'opened', text: '1' })
    expect(press('ArrowRight', opened)).toBeUndefined()
    expect(press('Enter', opened)).toMatchObject({ kind: 'go' })
    expect(press('Delete', typing)).toBeUndefined()
    expect(press('z', typing, { ctrlKey: true })).toBeUndefined()
  })
})

describe('steps', () => {
  test('[FI1] a step is taken back and done again; a new step forgets what was taken back', () => {
    const step = [{ row: 0, column: 0, before: '', after: '1' }]
    const wrote = evolveGrid(firstGridState, { kind: 'wrote', cells: step })
    const undone = evolveGrid(wrote, { kind: 'undone' })
    expect(undone).toMatchObject({ past: [], future: [step] })
    expect(evolveGrid(undone, { kind: 'redone' })).toMatchObject({ past: [step], future: [] })
    expect(evolveGrid(undone, { kind: 'wrote', cells: step }).future).toEqual([])
    expect(evolveGrid(firstGridState, { kind: 'wrote', cells: [] }).past).toEqual([])
  })

  test('[FI1] what is selected is a rectangle from the anchor to the focus', () => {
    const area = areaOf({ anchor: { row: 2, column: 1 }, focus: { row: 1, column: 0 } })
    expect(area).toEqual({ top: 1, left: 0, bottom: 2, right: 1 })
    expect(spotsOf(area)).toHaveLength(4)
  })
})

describe('the clipboard', () => {
  test('[FI1] a block of a spreadsheet is read with its quoted cells, and written as it was', () => {
    expect(parseTable('1\t"a ""b""\nc"\r\n3\t4\r\n')).toEqual([
      ['1', 'a "b"\nc'],
      ['3', '4'],
    ])
    const rows = [
      ['1', 'x\ty'],
      ['', '"'],
    ]
    expect(parseTable(formatTable(rows))).toEqual(rows)
  })

  test('[FI1] one figure fills what is selected; a block goes from its corner and is cut at the edge', () => {
    const area = { top: 0, left: 0, bottom: 2, right: 0 }
    expect(placeBlock([['7']], area, size).map(({ text }) => text)).toEqual(['7', '7', '7'])
    const block = placeBlock(parseTable('1\t2\n3\t4'), { top: 2, left: 3, bottom: 2, right: 3 }, size)
    expect(block).toEqual([{ row: 2, column: 3, text: '1' }])
  })
})

describe('a typed cell', () => {
  const at = { place: 'V1', filer: 'T1', column: { indicator: 'income', unit: '万元' }, edition: 2 }

  test('[FI2] is read in the column’s unit and sent as it was typed', () => {
    const cell = readTyped(' 1.2亿 ', at)
    expect(cell).toMatchObject({ text: '1.2亿', value: '12000', base: 2, fault: null })
    expect(changeOf(cell)).toEqual({ place: 'V1', indicator: 'income', text: '1.2亿', edition: 2 })
    expect(changeOf(readTyped('', at))).toEqual({ place: 'V1', indicator: 'income', edition: 2 })
    expect(changeOf(readTyped('不适用', at))).toMatchObject({ notApplicable: true })
  })

  test('[FI2] that is no figure says why and what was probably meant', () => {
    expect(readTyped('约30', at)).toMatchObject({ value: null, fault: 'number.approximate', suggestion: '30' })
  })
})

test('[FI1] header cells that share their way down are merged', () => {
  const name = (zh: string) => ({ name: zh, nameEn: zh })
  const columns = [
    { section: 'a' },
    { section: 'b', heads: [name('投资'), name('计划')] },
    { section: 'b', heads: [name('投资'), name('实际')] },
  ]
  const form = { columns, sections: [{ code: 'a', ...name('基本') }] } as unknown as FormEntry
  const rows = headRows(form, 'zh').map((cells) => cells.map((cell) => `${cell.name}×${cell.span}×${cell.depth}`))
  expect(rows).toEqual([
    ['基本×1×2', '投资×2×1'],
    ['计划×1×1', '实际×1×1'],
  ])
})
