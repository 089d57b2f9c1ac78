import { describe, expect, it } from 'vitest'
import { initialsOf, pinyinOf, spell } from './pinyin.ts'

describe('pinyin', () => {
  it('[PL31] spells names as people type them', () => {
    expect(spell('赤坎镇')).toEqual({ pinyin: 'chikanzhen', initials: 'ckz' })
    expect(initialsOf('绿水吕村')).toBe('lslc')
    expect(pinyinOf('绿水')).toBe('lvshui')
  })

  it('[PL31] knows the names that dictionaries misread', () => {
    const read = {
      都斛镇: 'duhuzhen',
      会城街道: 'huichengjiedao',
      蚬冈镇: 'xiangangzhen',
      汶村镇: 'wencunzhen',
      圭峰区: 'guifengqu',
      西栅村委会: 'xizhacunweihui',
      长沙街道: 'changshajiedao',
    }
    for (const [name, pinyin] of Object.entries(read)) expect(pinyinOf(name, '440700000000')).toBe(pinyin)
  })

  it('[PL31] reads a character as its province does', () => {
    expect(pinyinOf('水步圩', '440781101001')).toBe('shuibuxu')
    expect(pinyinOf('圩丰镇', '320700000000')).toBe('weifengzhen')
    expect(pinyinOf('涌口', '440000000000')).toBe('chongkou')
    expect(pinyinOf('涌泉', '510000000000')).toBe('yongquan')
  })

  it('[PL31] keeps letters and digits, narrows full-width ones and drops marks', () => {
    expect(spell('Ａ区（二）12号·')).toEqual({ pinyin: 'aquer12hao', initials: 'aqe12h' })
    expect(spell('')).toEqual({ pinyin: '', initials: '' })
  })
})
