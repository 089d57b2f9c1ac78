import { mentionOf } from './figure.ts'
import type { Mention } from './mention.ts'
import type { Page, Taken } from './page.ts'
import { isDigit, isLetter } from './shadow.ts'

/** Things that a sum like 6+1 counts when it stands before them. */
const counted =
  /^["”’」》)]?(大)?(省级|市级|千亿级?|百亿级?|战略性新兴|先进制造业?|现代化?|特色|重点|主导|优势|支柱|新兴)*(产业集群|产业平台|产业链|支柱产业|主导产业|新兴产业|产业园|产业|园区|平台|项目|集群|基地|中心)(?!体系|格局|布局|模式)/

/** Digits chained by one sign: 13.2:29.9:56.9 is a proportion, 6+1 a sum of things, 1+7+N, 0750-3333333 and 2023-12-01 nothing [CM12]. */
export function readChain(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const parts = partsOf(shadow, at)
  if (parts === undefined) return undefined
  const { end, sign, ends } = parts
  if (sign === ':' && ends.length > 1 && ends.length <= 6) return readProportion(page, at, parts)
  if (sign === '+' && !parts.lettered && ends.length > 1 && ends.length <= 5) {
    const mention = sumOf(page, at, end)
    if (mention !== undefined) return { end, mentions: [mention] }
  }
  if (sign === '+') return { end: parts.lettered || ends.length > 1 ? endOfWord(shadow, end) : end, mentions: [] }
  return ends.length > 2 ? { end, mentions: [] } : undefined
}

interface Parts {
  readonly end: number
  readonly sign: string
  /** Where each number of the chain ends. */
  readonly ends: readonly number[]
  readonly starts: readonly number[]
  readonly lettered: boolean
}

function partsOf(shadow: string, at: number): Parts | undefined {
  const first = endOfNumber(shadow, at)
  const sign = shadow[first]
  if (sign === undefined || !':+-'.includes(sign)) return undefined
  const starts = [at]
  const ends = [first]
  let end = first
  let lettered = false
  while (shadow[end] === sign) {
    const next = end + 1
    const stop = endOfNumber(shadow, next)
    if (stop > next) {
      if (ends.length < 8) {
        starts.push(next)
        ends.push(stop)
      }
      end = stop
    } else if (sign === '+' && /[A-Za-zXxNnα]/.test(shadow[next] ?? '')) {
      lettered = true
      end = next + 1
    } else break
  }
  return ends.length > 1 || lettered ? { end, sign, ends, starts, lettered } : undefined
}

function endOfNumber(shadow: string, at: number): number {
  let end = at
  while (end < shadow.length && isDigit(shadow.charCodeAt(end))) end++
  if (end > at && shadow[end] === '.' && isDigit(shadow.charCodeAt(end + 1))) {
    end++
    while (end < shadow.length && isDigit(shadow.charCodeAt(end))) end++
  }
  return end
}

function endOfWord(shadow: string, at: number): number {
  let end = at
  while (
    end < shadow.length &&
    (isLetter(shadow.charCodeAt(end)) || isDigit(shadow.charCodeAt(end)) || shadow[end] === '+')
  )
    end++
  return end
}

/** Every part of a proportion is a figure of its own; two parts are one only after 比. */
function readProportion(page: Page, at: number, parts: Parts): Taken | undefined {
  const lead = page.shadow.slice(Math.max(0, at - 12), at)
  if (parts.ends.length === 2 && !/比|配比/.test(lead)) return undefined
  if (parts.ends.length === 2) return readRatio(page, at, parts)
  const sum = parts.ends.reduce((total, end, i) => total + Number(page.shadow.slice(parts.starts[i], end)), 0)
  const whole = Math.abs(sum - 100) < 1
  const mentions = parts.ends.map((end, i): Mention => {
    const start = parts.starts[i] as number
    return mentionOf(page, {
      start,
      end,
      exact: page.shadow.slice(start, end),
      exactMax: null,
      unit: whole ? '%' : '',
      unitEnd: end,
      dimension: 'proportion',
    })
  })
  return mentions.some((mention) => mention.text.length > 8)
    ? { end: parts.end, mentions: [] }
    : { end: parts.end, mentions }
}

/** 2.2:1 is the ratio 2.2, 1:15 the ratio 15. */
function readRatio(page: Page, at: number, parts: Parts): Taken {
  const first = page.shadow.slice(at, parts.ends[0])
  const exact = first === '1' ? page.shadow.slice(parts.starts[1], parts.ends[1]) : first
  if (exact.length > 8) return { end: parts.end, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end: parts.end,
    exact,
    exactMax: null,
    unit: '',
    unitEnd: parts.end,
    dimension: 'proportion',
  })
  return { end: mention.end, mentions: [mention] }
}

function sumOf(page: Page, at: number, end: number): Mention | undefined {
  const words = page.shadow.slice(at, end)
  if (words.includes('.') || words.length > 12 || !counted.test(page.shadow.slice(end, end + 20))) return undefined
  const sum = words.split('+').reduce((total, part) => total + Number(part), 0)
  return mentionOf(page, {
    start: at,
    end,
    exact: String(sum),
    exactMax: null,
    unit: '个',
    unitEnd: end,
    dimension: 'count',
  })
}
