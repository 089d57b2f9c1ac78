import { readChineseNumeral } from './chinese-numeral.ts'
import { mentionOf } from './figure.ts'
import type { Page, Taken } from './page.ts'
import { isDigit } from './shadow.ts'

/** Words behind 成 that make it no tenth: 三成立, 八成员. */
const otherWord = /[为立果员功效本品年长交绩片型熟套人都建份就色]/

/** 百分之五, 三分之一, 2/3, 八成, 七成五, 一半: parts of a whole [CM13]. */
export function readShare(page: Page, at: number): Taken | undefined {
  return readParts(page, at) ?? readTenths(page, at) ?? readStroke(page, at) ?? readHalf(page, at)
}

/** 百分之五 is 5 %, 千分之三 3 ‰, 三分之一 33.3333 %. */
function readParts(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const whole = readChineseNumeral(shadow, at)
  if (whole === undefined || !shadow.startsWith('分之', whole.end) || whole.scale === '亿') return undefined
  const from = whole.end + 2
  const part = readChineseNumeral(shadow, from) ?? digitsAt(shadow, from)
  if (part === undefined || part.exact === '') return { end: from, mentions: [] }
  const word = shadow.slice(at, whole.end)
  const percent =
    word === '百' ? part.exact : word === '千' ? part.exact : fraction(Number(part.exact), Number(whole.exact))
  if (percent === undefined || part.scale !== '') return { end: part.end, mentions: [] }
  const above = '多余强'.includes(shadow[part.end] ?? '#')
  const end = above ? part.end + 1 : part.end
  const unit = word === '千' ? '‰' : '%'
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: percent,
    exactMax: null,
    unit,
    unitEnd: end,
    dimension: 'percent',
    ...(above ? { own: 'gt' as const } : {}),
  })
  return { end: mention.end, mentions: [mention] }
}

function digitsAt(shadow: string, at: number): { exact: string; end: number; scale: string } | undefined {
  let end = at
  while (end - at < 8 && (isDigit(shadow.charCodeAt(end)) || (end > at && shadow[end] === '.'))) end++
  return end === at ? undefined : { exact: shadow.slice(at, end), end, scale: '' }
}

/** A fraction as a percentage to four places, as statistics print it. */
function fraction(part: number, whole: number): string | undefined {
  if (!(whole > 1) || !(part > 0) || part >= whole) return undefined
  return String(Number(((part / whole) * 100).toFixed(4)))
}

/** 八成, 七成五, 近九成: tenths. */
function readTenths(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const digit = '零一二三四五六七八九'.indexOf(shadow[at] ?? '#')
  const ascii = isDigit(shadow.charCodeAt(at)) && !isDigit(shadow.charCodeAt(at + 1)) ? Number(shadow[at]) : -1
  const tenths = digit > 0 ? digit : ascii
  if (tenths < 1 || shadow[at + 1] !== '成') return undefined
  const half = '零一二三四五六七八九'.indexOf(shadow[at + 2] ?? '#')
  const upper = digit > 0 && half === tenths + 1 && shadow[at + 2] === '成'
  if (upper || otherWord.test(shadow[at + 2] ?? '')) return undefined
  const above = '多余强'.includes(shadow[at + 2] ?? '#')
  const end = half > 0 || above ? at + 3 : at + 2
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: half > 0 ? `${tenths}.${half}` : String(tenths),
    exactMax: null,
    unit: '成',
    unitEnd: end,
    dimension: 'percent',
    ...(above ? { own: 'gt' as const } : {}),
  })
  return { end: mention.end, mentions: [mention] }
}

/** 2/3以上, 占1/4: a stroke between two small numbers, where the words around it speak of a part. */
function readStroke(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  if (shadow[at + 1] !== '/' && shadow[at + 2] !== '/') return undefined
  const found = /^([1-9]\d?)\/([1-9]\d?)(?![\d/年月])/.exec(shadow.slice(at, at + 6))
  if (found === null) return undefined
  const end = at + found[0].length
  const percent = fraction(Number(found[1]), Number(found[2]))
  const around =
    /[占约近超达为的]$/.test(shadow.slice(Math.max(0, at - 1), at)) ||
    /^(以上|左右|的|以下)/.test(shadow.slice(end, end + 2))
  if (percent === undefined || !around) return { end, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: percent,
    exactMax: null,
    unit: '%',
    unitEnd: end,
    dimension: 'percent',
  })
  return { end: mention.end, mentions: [mention] }
}

/** 占一半以上, 超半数: half, where something is said to make it up. */
function readHalf(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const word = wordAt(shadow, at, '一半', '半数')
  if (word === undefined) return undefined
  const end = at + word.length
  const around =
    /[占约近超过达]$/.test(shadow.slice(Math.max(0, at - 1), at)) || /^(以上|左右)/.test(shadow.slice(end, end + 2))
  if (!around) return { end, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: '50',
    exactMax: null,
    unit: '%',
    unitEnd: end,
    dimension: 'percent',
  })
  return { end: mention.end, mentions: [mention] }
}

function wordAt(shadow: string, at: number, one: string, other: string): string | undefined {
  if (shadow.startsWith(one, at)) return one
  return shadow.startsWith(other, at) ? other : undefined
}

/** 所有, 全部, where a share of a whole is stated: 所有村居达到…, 全部覆盖 are all of them, 100 % [CM13]. */
export function readWhole(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const word = wordAt(shadow, at, '所有', '全部')
  if (word === undefined) return undefined
  const end = at + word.length
  if (/[0-9一二三四五六七八九十百千万]/.test(shadow[end] ?? '')) return { end, mentions: [] }
  const rest = shadow.slice(end, end + 14)
  const clause = rest.slice(0, rest.search(/[,，。；;\n]/) < 0 ? rest.length : rest.search(/[,，。；;\n]/))
  if (
    !/(村居|行政村|自然村|镇街?|乡镇|村庄|社区|学校|园区|县区|县\(市).{0,14}(达到|达标|实现|建成|完成|通|覆盖|创建)/.test(
      clause,
    )
  )
    return { end, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: '100',
    exactMax: null,
    unit: '%',
    unitEnd: end,
    dimension: 'percent',
  })
  return { end, mentions: [{ ...mention, start: at, comparator: 'eq' }] }
}
