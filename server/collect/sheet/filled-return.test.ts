import { expect, test } from 'vitest'
import { cutReturns, openReturns } from './filled-return.ts'
import { figuresOf, readSheets, testColumns, testPlaces } from './import-scene.ts'
import { valuesOf } from './value-list.ts'

const filers = Object.fromEntries(testPlaces.filter(({ isAsked }) => isAsked).map(({ code }) => [code, code]))
const indicators = testColumns.map(({ indicator }) => indicator)

test('[XL15] all figures cross in pieces of some 150 KB, each return whole in one of them, none lost or changed', async () => {
  const names = ['柳村', '槐村', '东镇新村', '桑村', '西镇新村']
  const rows = [
    ['月份', '村', '集体经营收入', '耕地面积', '家庭农场数'],
    ...Array.from({ length: 3_000 }, (_, index) => {
      const month = Math.floor(index / names.length)
      const said = `${1950 + Math.floor(month / 12)}年${(month % 12) + 1}月`
      return [said, names[index % names.length]!, index / 100, index % 7 === 0 ? '不适用' : index, index]
    }),
  ]
  const read = await readSheets([{ rows }], { period: null })
  const pieces = cutReturns(read, filers)
  expect(pieces.length).toBeGreaterThan(1)
  for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(160_000)
  const returns = [...openReturns(pieces)]
  const keys = returns.map(({ filer, period }) => `${filer} ${period}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toEqual(keys.toSorted())
  const figures = returns
    .flatMap(({ rows: list }) => list.flatMap((row) => valuesOf({ ...row, texts: [] }, { indicators, sheets: [] })))
    .map(({ place, indicator, period, value }) => `${place.slice(-6)} ${indicator} ${period} ${value}`)
  expect(figures.toSorted()).toEqual(figuresOf(read))
})

test('[XL15] a place that nobody files for is in no piece', async () => {
  const rows = [['村', '家庭农场数'], ...['柳村', '桑村'].map((name, index) => [name, index])]
  const read = await readSheets([{ rows }])
  const returns = [...openReturns(cutReturns(read, { '990101001001': '990101001000' }))]
  expect(returns.map(({ filer, rows: list }) => [filer, list.map(({ place }) => place)])).toEqual([
    ['990101001000', ['990101001001']],
  ])
})
