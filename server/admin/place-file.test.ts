import { describe, expect, it } from 'vitest'
import { parsePlaceFile, parsePlaceFileHead } from './place-file.ts'

const outline = `# Places of a county
# source: an office
# as-of: 2026-01-01
4407 江门市
  83 开平市
    109 赤坎镇
      225 红溪村委会
    400 翠山湖新区
      498 翠山湖新区虚拟社区
`

const faultOf = (text: string) => {
  try {
    return Array.from(parsePlaceFile(text)).length
  } catch (problem) {
    const { code, detail } = problem as { code: string; detail: { line: number } }
    return `${code} ${detail.line}`
  }
}

describe('place file', () => {
  it('[PL20] gives each line its whole code, level, parent and spellings', () => {
    const rows = Array.from(parsePlaceFile(outline))
    expect(rows.map(({ code, level, parentCode }) => [code, level, parentCode])).toEqual([
      ['440700000000', 'city', null],
      ['440783000000', 'county', '440700000000'],
      ['440783109000', 'town', '440783000000'],
      ['440783109225', 'village', '440783109000'],
      ['440783400000', 'town', '440783000000'],
      ['440783400498', 'village', '440783400000'],
    ])
    expect(rows[2]).toMatchObject({
      name: '赤坎镇',
      initials: 'ckz',
      pinyin: 'chikanzhen',
      administrative: true,
      countyCode: '440783000000',
    })
    expect(rows.slice(4).map(({ administrative }) => administrative)).toEqual([false, false])
  })

  it('[PL20] takes whole codes at any depth, so that an office can paste its own list', () => {
    const rows = Array.from(parsePlaceFile('440783000000\t开平市\n440783109000 赤坎镇\r\n440783109225  红溪村委会'))
    expect(rows.map(({ parentCode, name }) => [name, parentCode])).toEqual([
      ['开平市', null],
      ['赤坎镇', '440783000000'],
      ['红溪村委会', '440783109000'],
    ])
  })

  it('[PL21] hangs the towns of a city without counties on the city', () => {
    const rows = Array.from(parsePlaceFile('44 广东省\n  19 东莞市\n    00 东莞市\n      003 东城街道'))
    expect(rows.map(({ code, parentCode }) => [code, parentCode])).toEqual([
      ['440000000000', null],
      ['441900000000', '440000000000'],
      ['441900003000', '441900000000'],
    ])
  })

  it('[PL27] takes county 01 for a county unless it is the heading 市辖区', () => {
    const rows = Array.from(parsePlaceFile('11 北京市\n  01 市辖区\n    01 东城区'))
    expect(rows.map(({ administrative }) => administrative)).toEqual([true, false, true])
    const heading = Array.from(parsePlaceFile('13 河北省\n  01 石家庄市\n    01 市辖区'))[2]
    expect(heading).toMatchObject({ administrative: false, kind: 'tallied' })
  })

  it('[PL22] names line and reason of the first fault', () => {
    expect(faultOf('4407 江门市\n  八三 开平市')).toBe('placeFile.lineMalformed 2')
    expect(faultOf('4407 江门市\n   83 开平市')).toBe('placeFile.indentMalformed 2')
    expect(faultOf('4407 江门市\n    83 开平市')).toBe('placeFile.indentMalformed 2')
    expect(faultOf('4407 江门市\n  1 开平市')).toBe('placeFile.codeLength 2')
    expect(faultOf('4407 江门市\n  83 开平市\n  83 开平市')).toBe('placeFile.duplicate 3')
    expect(faultOf('440783000000 开平市\n440784101000 龙口镇')).toBe('placeFile.parentMissing 2')
    expect(faultOf('440783000000 开平市\n440783000201 红溪村')).toBe('placeFile.codeMalformed 2')
    expect(faultOf(`4407 ${'长'.repeat(81)}`)).toBe('placeFile.nameTooLong 1')
  })

  it('reads what the file says of itself', () => {
    expect(parsePlaceFileHead(outline)).toEqual({ source: 'an office', 'as-of': '2026-01-01' })
  })
})
