import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DictionaryUnit } from '../dictionary/dictionary.ts'
import idioms from '../dictionary/idioms.json' with { type: 'json' }
import type { Trie } from '../dictionary/trie.ts'
import units from '../dictionary/units.json' with { type: 'json' }
import { findMentions } from './find-mentions.ts'
import { compileMentionWords } from './mention-words.ts'

const words = compileMentionWords({ units: units as DictionaryUnit[], idioms })
const pieces =
  '1 12 3.5 2024 年 月 日 亿 万 千 百 十 一 两 三 八 成 元 个 家 % 亩 公顷 平方公里 以上 以内 超 近 约 不少于 至少 第 前 强 位 名 首个 翻 番 倍 : ： - — 至 + N G 5G ( ) （ ） | \t \n 。 ， , . / 每 O l 分之 半 数 几 余 多 全省 居 所有 １ ５ 😀 \ud800'.split(
    ' ',
  )
const text = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('laws of mentions', () => {
  it('[CM1] a mention stands in the text at its offset, and so does each of its spellings', () => {
    fc.assert(
      fc.property(text, (input) => {
        for (const mention of findMentions(input, words)) {
          for (const span of [mention, ...mention.spellings]) {
            expect(span.text).not.toBe('')
            expect(input.startsWith(span.text, span.offset)).toBe(true)
          }
          expect(mention.start).toBeLessThanOrEqual(mention.offset)
          expect(mention.end).toBeGreaterThanOrEqual(mention.offset + mention.text.length)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('[CM1] mentions come in reading order without overlap, finite and with their exact digits', () => {
    fc.assert(
      fc.property(text, (input) => {
        let last = 0
        for (const mention of findMentions(input, words)) {
          expect(mention.offset).toBeGreaterThanOrEqual(last)
          last = mention.offset + mention.text.length
          expect(mention.exact).toMatch(/^-?\d+(\.\d+)?$/)
          expect(mention.value).toBe(Number(mention.exact))
          if (mention.exactMax !== null) expect(mention.valueMax).toBeGreaterThan(mention.value)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('[CM1] the same text reads the same twice', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(findMentions(input, words)).toEqual(findMentions(input, words))
      }),
    )
  })
})

/** A trie that counts how often it is asked. */
function counted<T>(trie: Trie<T>, count: () => void): Trie<T> {
  const next = new Map([...trie.next].map(([code, child]) => [code, counted(child, count)]))
  const get = next.get.bind(next)
  next.get = (code) => {
    count()
    return get(code)
  }
  return { next, entry: trie.entry }
}

describe('[CM17] cost', () => {
  it('[CM17] twice the text asks the dictionary twice as often', () => {
    const stepsOf = (input: string): number => {
      let steps = 0
      const count = () => void steps++
      findMentions(input, { units: counted(words.units, count), idioms: counted(words.idioms, count) })
      return steps
    }
    for (const seed of [
      '到2025年，产值突破1,234.5亿元，增长8%以上。',
      '1亩(',
      '5亿',
      '一',
      '1+',
      '1:1',
      '第',
      '5个5个',
    ]) {
      const once = stepsOf(seed.repeat(300))
      expect(stepsOf(seed.repeat(600))).toBeLessThanOrEqual(2.1 * once + 100)
    }
  })

  const hostile = [
    '1',
    '一',
    '(',
    '亿',
    '1 ',
    '1,234',
    '1\n',
    '1-',
    '1:',
    '1+',
    '1/',
    '1.',
    '1|',
    '1\t',
    '1l',
    '第',
    '1亩(',
    'a1',
    '1\n000',
  ]
  const whole = new Set(['1', '一', '(', '亿'])
  for (const seed of hostile) {
    const length = whole.has(seed) ? 1e6 : 1e5
    it(`[CM17] ${length} signs of ${JSON.stringify(seed)} end`, { timeout: 30_000 }, () => {
      const mentions = findMentions(seed.repeat(Math.ceil(length / seed.length)), words)
      expect(mentions.length).toBeLessThanOrEqual(Math.ceil(length / seed.length))
    })
  }
})
