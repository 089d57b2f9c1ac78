import { expect, test } from 'vitest'
import { matchPlace, rankPlaces } from './index.ts'

const places = [
  { code: '440783102000', name: '赤坎镇', initials: 'ckz', pinyin: 'chikanzhen' },
  { code: '440783102201', name: '赤坎村委会', initials: 'ckcwh', pinyin: 'chikancunweihui' },
  { code: '440781001000', name: '台城街道', initials: 'tcjd', pinyin: 'taichengjiedao' },
  { code: '440703000000', name: '蓬江区', initials: 'pjq', pinyin: 'pengjiangqu' },
]
const names = (query: string) => rankPlaces(query, places, { limit: 10 }).map(({ name }) => name)

test.each([
  ['ckz', ['赤坎镇']],
  ['CKZ', ['赤坎镇']],
  ['ｃｋ', ['赤坎镇', '赤坎村委会']],
  ['赤坎', ['赤坎镇', '赤坎村委会']],
  ['chi kan', ['赤坎镇', '赤坎村委会']],
  ['440783', ['赤坎镇', '赤坎村委会']],
  ['城', ['台城街道']],
  ['jiedao', ['台城街道']],
  ['', []],
  ['zzz', []],
])('[PL11] %j finds %j', (query, expected) => expect(names(query)).toEqual(expected))

test('[PL11] the whole name fits best', () => {
  expect(matchPlace('赤坎镇', places[0]!)).toBe(0)
  expect(matchPlace('440783102000', places[0]!)).toBe(0)
})
