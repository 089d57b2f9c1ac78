import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf, foldText, foldWords } from './fold-text.ts'

test('[DL7] full-width, capitals and blanks do not matter', () => {
  expect(foldText('Ｇ Ｄ\nＰ　增长８％')).toBe('gdp增长8%')
  expect(foldWords('  江门市　GDP gdp ')).toEqual(['江门市', 'gdp'])
  expect(foldWords('　 ')).toEqual([])
})

test('[DL7] a part of a text is found where it stands, whatever the text is made of', () => {
  const someText = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(someText, someText, someText, (before, part, after) => {
      const word = foldText(part)
      fc.pre(word !== '')
      const { offset, length } = excerptOf(before + part + after, [word])
      expect(offset).toBeLessThanOrEqual(before.length + part.length - length)
      expect(foldText((before + part + after).slice(offset, offset + length))).toBe(word)
    }),
  )
})

test('[DL7] hits are marked in order and apart, in the excerpt and in the text', () => {
  const text = `${'前'.repeat(50)}粮食\n产量，粮食面积。`
  const excerpt = excerptOf(text, ['粮食产量', '粮食', '面积'])
  expect(text.slice(excerpt.offset, excerpt.offset + excerpt.length)).toBe('粮食\n产量')
  expect(excerpt.ranges.map(([from, length]) => excerpt.text.slice(from, from + length))).toEqual([
    '粮食 产量',
    '粮食',
    '面积',
  ])
})

test('[DL7] without a hit the beginning is shown', () => {
  expect(excerptOf('一二三', ['四'])).toEqual({ text: '一二三', ranges: [], offset: 0, length: 0 })
})
