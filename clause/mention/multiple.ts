import { readChineseNumeral } from './chinese-numeral.ts'
import { mentionOf } from './figure.ts'
import type { Page, Taken } from './page.ts'

/** 翻番 and 翻一番 double, 翻两番 doubles twice, 翻倍 is twice as much [CM15]. */
export function readDoubling(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  if (shadow[at] !== '翻') return undefined
  const from = shadow[at + 1] === '了' ? at + 2 : at + 1
  const numeral = readChineseNumeral(shadow, from)
  const unitAt = numeral?.end ?? from
  const unit = shadow[unitAt]
  if (unit !== '番' && unit !== '倍') return undefined
  const end = unitAt + 1
  const exact = numeral?.exact ?? (unit === '倍' ? '2' : '1')
  if (exact === '' || numeral?.exactMax) return { end, mentions: [] }
  const mention = mentionOf(page, {
    start: numeral === undefined ? at : from,
    end: numeral === undefined ? end : numeral.end,
    exact,
    exactMax: null,
    unit,
    unitEnd: end,
    dimension: 'multiple',
  })
  return { end: mention.end, mentions: [mention] }
}
