import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlaceCode, padCode, parsePlaceCode, parseUrbanRuralClass, shortCode } from './index.ts'

describe('codes', () => {
  test.each([
    ['000000000000', 'country', 'country', undefined, true],
    ['440000000000', 'province', 'province', '000000000000', true],
    ['440700000000', 'city', 'city', '440000000000', true],
    ['440703000000', 'county', 'county', '440700000000', true],
    ['440703002000', 'town', 'subdistrict', '440703000000', true],
    ['440705101000', 'town', 'town', '440705000000', true],
    ['441826200000', 'town', 'township', '441826000000', true],
    ['440705400000', 'town', 'quasiTown', '440705000000', false],
    ['440703002101', 'village', 'residents', '440703002000', true],
    ['440705101201', 'village', 'villagers', '440705101000', true],
    ['440705101498', 'village', 'virtual', '440705101000', false],
    ['440705400500', 'village', 'quasiVillage', '440705400000', false],
  ])('[PL1][PL2] %s is a %s, %s', (code, level, kind, parentCode, administrative) => {
    expect(parsePlaceCode(code)).toMatchObject({ code, level, kind, parentCode, administrative })
  })
  test('[PL3] headings of the list are not governments, the counties under them are', () => {
    expect(parsePlaceCode('429000000000')).toMatchObject({ level: 'city', kind: 'tallied', administrative: false })
    expect(parsePlaceCode('429004000000')).toMatchObject({
      kind: 'county',
      parentCode: '429000000000',
      administrative: true,
    })
    expect(parsePlaceCode('659001000000')).toMatchObject({ kind: 'county', administrative: true })
    expect(parsePlaceCode('110100000000')).toMatchObject({ kind: 'tallied', administrative: false })
    expect(parsePlaceCode('440701000000')).toMatchObject({ kind: 'tallied', administrative: false })
  })
  test('[PL1] a city without counties stands in for the county of its towns', () => {
    expect(parsePlaceCode('441900003000')).toMatchObject({
      level: 'town',
      kind: 'subdistrict',
      parentCode: '441900000000',
      countyCode: '441900000000',
    })
  })
  test('[PL1] a zone is named, not counted', () => {
    expect(parsePlaceCode('Z-eight-towns')).toMatchObject({
      level: 'zone',
      administrative: false,
      parentCode: undefined,
    })
  })
  test.each([
    '44070300210',
    '4407030021011',
    '44O703002101',
    '４４０７０３００２１０１',
    '9.90101E+11',
    '440703000101',
    '440003000000',
    '000001000000',
    '440000001000',
    'Z-',
    'Z-Big',
    'Z--a',
    'z-a',
    ' 440703002101',
    '',
  ])('[PL1] %j is refused', (code) => {
    expect(() => parsePlaceCode(code)).toThrow('place.codeMalformed')
    expect(isPlaceCode(code)).toBe(false)
  })
  test('[PL1] short and long forms', () => {
    expect(padCode('440703')).toBe('440703000000')
    expect(shortCode('440703000000')).toBe('440703')
    expect(shortCode('440703002000')).toBe('440703002')
    expect(() => padCode('44070')).toThrow('place.codeMalformed')
  })
  test('[PL1] walking up parents ends at the country', () => {
    const digits = fc.stringMatching(/^\d{12}$/).filter(isPlaceCode)
    fc.assert(
      fc.property(digits, (code) => {
        let steps = 0
        for (let at: string | undefined = code; at !== undefined; at = parsePlaceCode(at).parentCode) steps += 1
        expect(steps).toBeLessThanOrEqual(6)
      }),
    )
  })
})

test('[PL4] urban and rural classes', () => {
  expect(parseUrbanRuralClass('112')).toMatchObject({ isUrban: true, zh: '城乡结合区' })
  expect(parseUrbanRuralClass('220')).toMatchObject({ isUrban: false })
  expect(() => parseUrbanRuralClass('999')).toThrow('place.classMalformed')
  expect(() => parseUrbanRuralClass('constructor')).toThrow('place.classMalformed')
})
