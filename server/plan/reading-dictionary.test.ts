import { expect, test } from 'vitest'
import { joinWords, ownWords } from './reading-dictionary.ts'

const known = {
  indicators: [
    { code: null, name: '规模以上工业增加值', synonyms: ['规上工业增加值'] },
    { code: null, name: '粮食产量', synonyms: [] },
  ],
  places: [
    { name: '江门市', short: '江门', level: 'city' as const },
    { name: '珠海市', short: '珠海', level: 'city' as const },
  ],
  units: [],
  cues: {},
  idioms: [],
}

test('[DL11] an indicator known to both bears the code of the catalogue and every name of either', () => {
  const own = { indicators: [{ code: 'industry', name: '规上工业增加值', synonyms: ['工业增加值'] }], places: [] }
  expect(joinWords(known, own).indicators).toEqual([
    { code: 'industry', name: '规上工业增加值', synonyms: ['工业增加值', '规模以上工业增加值'] },
    { code: null, name: '粮食产量', synonyms: [] },
  ])
})

test('[DL11] a place of the installation stands for the one of its name', () => {
  const place = { code: '440700000000', name: '江门市', level: 'city' as const, within: '广东省' }
  expect(
    joinWords(known, { indicators: [], places: [place] }).places.map(({ code }: { code?: string }) => code),
  ).toEqual(['440700000000', undefined])
})

test.each([
  ['江门市', 'city', '江门'],
  ['会城街道', 'town', undefined],
  ['三江村委会', 'village', '三江村'],
  ['三江村民委员会', 'village', '三江村'],
  ['开县', 'county', undefined],
] as const)('[DL11] %s (%s) is also called %s', (name, level, short) => {
  const [place] = ownWords([], [{ code: 'x', name, level, within: null }]).places
  expect(place?.short).toBe(short)
})
