import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareOutlines } from './compare-outlines.ts'
import type { ClauseChange } from './outline.ts'
import { readOutline } from './read-outline.ts'

const version = (text: string) => ({ text, outline: readOutline(text) })
const compare = (before: string, after: string) => compareOutlines(version(before), version(after))
const brief = (changes: readonly ClauseChange[]) =>
  changes
    .filter(({ kind }) => kind !== 'same')
    .map(({ kind, before, after }) => `${kind} ${before?.anchor ?? '-'} ${after?.anchor ?? '-'}`)
const edited = ({ edits }: ClauseChange) =>
  edits.map(({ kind, text }) => ({ same: '', removed: '-', added: '+' })[kind] + text)

const first = `海州市行动方案
一、总体要求
坚持稳中求进，统筹城乡发展。
二、主要任务
（一）做强产业。到2025年，规上工业总产值达到2000亿元，高新技术企业达到600家。
（二）建设乡镇商贸中心，改造农贸市场。
（三）完善交通网络，打通断头路十二条。
三、保障措施
各县（市、区）政府要加强领导，压实责任。
`

test('[CT20] equal texts give only what is the same, with no edits', () => {
  const changes = compare(first, first)
  expect(changes.map(({ kind }) => kind)).toEqual(changes.map(() => 'same'))
  expect(changes.every(({ before, after, edits }) => before?.anchor === after?.anchor && edits.length === 0)).toBe(true)
})

test('[CT22] a changed figure is edited as a whole numeral', () => {
  const changes = compare(first, first.replace('2000亿元', '2300亿元').replace('2025年', '2027年'))
  expect(brief(changes)).toEqual(['changed 2.1 2.1'])
  expect(edited(changes.find(({ kind }) => kind === 'changed')!)).toEqual([
    '（一）做强产业。到',
    '-2025',
    '+2027',
    '年，规上工业总产值达到',
    '-2000',
    '+2300',
    '亿元，高新技术企业达到600家。',
  ])
})

test('[CT20] a clause put in renumbers the later ones, which stay the same', () => {
  const after = first
    .replace('（二）', '（二）发展冷链物流，新建冷库三座。\n（三）')
    .replace('（三）完善', '（四）完善')
  const changes = compare(first, after)
  expect(brief(changes)).toEqual(['added - 2.2'])
  expect(changes.find(({ before }) => before?.anchor === '2.3')).toMatchObject({
    kind: 'same',
    after: { anchor: '2.4' },
  })
})

test('[CT20] a clause taken out is removed where it stood', () => {
  const changes = compare(first, first.replace(/（二）.*\n/, ''))
  expect(brief(changes)).toEqual(['removed 2.2 -'])
  expect(changes.findIndex(({ kind }) => kind === 'removed')).toBe(5)
})

test('[CT20] equal words elsewhere have moved', () => {
  const measure = '各县（市、区）政府要加强领导，压实责任。\n'
  const after = first.replace(measure, '').replace('一、总体要求\n', `一、总体要求\n${measure}`)
  expect(brief(compare(first, after))).toEqual(['moved 3.p1 1.p1'])
})

test('[CT20] a clause rewritten at its place has changed when it is still like itself, else it is another', () => {
  const reworded = compare(
    first,
    first.replace('完善交通网络，打通断头路十二条', '完善综合交通网络，打通断头路十五条、建设桥梁'),
  )
  expect(brief(reworded)).toEqual(['changed 2.3 2.3'])
  const replaced = compare(first, first.replace('完善交通网络，打通断头路十二条', '办好人民满意教育'))
  expect(brief(replaced)).toEqual(['removed 2.3 -', 'added - 2.3'])
})

test('[CT20] blanks, line breaks and the width of signs change nothing', () => {
  const after = first
    .replace('稳中求进，统筹', '稳中求进,\n统筹')
    .replaceAll('（', '(')
    .replace('二、主要', '\n\n　　二、主要')
  expect(brief(compare(first, after))).toEqual([])
})

test('[CT20] from nothing all is added, to nothing all is removed', () => {
  expect(new Set(compare('', first).map(({ kind }) => kind))).toEqual(new Set(['added']))
  expect(new Set(compare(first, '').map(({ kind }) => kind))).toEqual(new Set(['removed']))
})

test('[CT23] two long texts with nothing in common end soon, and still account for every clause', () => {
  const lines = (word: string) =>
    Array.from({ length: 20_000 }, (_, i) => `${word}${i}段要抓好${word}工作落实。`).join('\n')
  const changes = compare(lines('甲'), lines('乙'))
  expect(changes.filter(({ before }) => before !== null)).toHaveLength(20_000)
  expect(changes.filter(({ after }) => after !== null)).toHaveLength(20_000)
})

test('[CT23] a clause of half a million characters is replaced in one piece between its common ends', () => {
  const before = `开头${'甲乙'.repeat(250_000)}结尾。`
  const after = `开头${'丙甲'.repeat(250_000)}结尾。`
  const edits = compare(`一、任务。\n${before}\n二、保障。`, `一、任务。\n${after}\n二、保障。`).flatMap(
    (change) => change.edits,
  )
  expect(edits.length).toBeLessThan(6)
})

const sentence = fc.constantFrom(
  '做强产业，总产值达到2000亿元。',
  '做强产业，总产值达到2300亿元。',
  '加强领导。',
  '建设学校10所。',
  '建设学校12所，医院2家。',
  '一、任务',
  '（一）修路。',
  '（二）修路。',
  '1.架桥；',
  '\n',
  '统筹推进',
  '😀',
)
const text = fc.array(sentence, { maxLength: 25 }).map((sentences) => sentences.join('\n'))

test('[CT20] [CT22] each clause of both versions occurs once, and edits make up both sides exactly', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [a, b] = [version(before), version(after)]
      const changes = compareOutlines(a, b)
      const anchors = (side: 'before' | 'after') => changes.flatMap((change) => change[side]?.anchor ?? []).toSorted()
      expect(anchors('before')).toEqual(a.outline.map(({ anchor }) => anchor).toSorted())
      expect(anchors('after')).toEqual(b.outline.map(({ anchor }) => anchor).toSorted())
      const later = changes.flatMap((change) => change.after ?? [])
      expect(later).toEqual(b.outline)
      for (const { kind, before: old, after: now, edits } of changes) {
        if (kind !== 'changed') expect(edits).toEqual([])
        else {
          const side = (dropped: string) => edits.filter((edit) => edit.kind !== dropped).map((edit) => edit.text)
          expect(side('added').join('')).toBe(before.slice(old!.start, old!.end))
          expect(side('removed').join('')).toBe(after.slice(now!.start, now!.end))
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('[CT20] any text compared with itself is the same throughout', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
      expect(compare(any, any).every(({ kind }) => kind === 'same')).toBe(true)
    }),
  )
})
