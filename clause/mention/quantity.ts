import { findLongest } from '../dictionary/trie.ts'
import { isChineseNumeral } from './chinese-numeral.ts'
import { mentionOf } from './figure.ts'
import type { Comparator, Dimension, Mention } from './mention.ts'
import { isNoFigure } from './no-figure.ts'
import { type Numeral, readNumeral } from './numeral.ts'
import type { Page, Taken } from './page.ts'
import { findRangeMark } from './range.ts'
import { isHan, isLetter, skipBlanks } from './shadow.ts'
import { findSpelling } from './spelling.ts'
import type { CellUnit } from './table.ts'
import { findUnit, type ReadUnit } from './unit.ts'

/** A numeral with its unit, or two of them as a range: 1395平方公里, 500余项, 近百个, 20%—30% [CM6]. */
export function readQuantity(page: Page, at: number): Taken | undefined {
  const first = readNumeral(page.shadow, at)
  if (first === undefined) return undefined
  if (first.exact === '') return { end: first.end, mentions: [] }
  const cell = page.cells.get(first.start)
  if (cell !== undefined) return readCell(page, first, cell)
  const unit = asPoint(page, asMoney(page.shadow, findUnit(page, first.end)))
  const range = readRange(page, first, unit)
  if (range !== undefined) return range
  if (unit === undefined) return readUnitless(page, first)
  if (isNoFigure(page.shadow, first, unit)) return { end: unit.end, mentions: [] }
  if (first.exact === '0' && first.scale !== '') return { end: unit.end, mentions: [] }
  const mention = mentionOf(page, {
    start: first.start,
    end: first.coreEnd,
    exact: withSign(page.shadow, first, unit),
    exactMax: first.exactMax,
    unit: first.scale + printed(unit),
    unitEnd: unit.end,
    dimension: dimensionOf(page.shadow, first, unit),
    ...own(page.shadow, first, unit),
  })
  return finish(page, mention)
}

function readCell(page: Page, numeral: Numeral, cell: CellUnit | null): Taken {
  if (cell === null) return { end: numeral.end, mentions: [] }
  const unit = { ...cell.entry, text: cell.text, end: numeral.end, entry: cell.entry }
  const mention = mentionOf(page, {
    start: numeral.start,
    end: numeral.end,
    exact: withSign(page.shadow, numeral, unit),
    exactMax: null,
    unit: cell.text,
    unitEnd: numeral.end,
    dimension: cell.entry.dimension,
  })
  return { end: mention.end, mentions: [mention] }
}

/** 5个亿 is money; the 亿 of 1个亿元以上项目 begins a figure of its own. */
function asMoney(shadow: string, unit: ReadUnit | undefined): ReadUnit | undefined {
  if (unit?.text !== '个' || shadow[unit.end] !== '亿' || isHan(shadow.charCodeAt(unit.end + 1))) return unit
  return { ...unit, text: '亿元', end: unit.end + 1, dimension: 'amount' }
}

const SHARED_POINTS = /^(?:[、和与及]\d[\d.]{0,6}个?){1,3}百分点/

/** The 个 of 5.6个和6.4个百分点 is of points as well. */
function asPoint(page: Page, unit: ReadUnit | undefined): ReadUnit | undefined {
  if (unit?.text !== '个' || !SHARED_POINTS.test(page.shadow.slice(unit.end, unit.end + 40))) return unit
  const entry = findLongest(page.words.units, '个百分点', 0)?.entry
  return entry ? { ...unit, text: '个百分点', dimension: entry.dimension, entry } : unit
}

/** 4大产业 counts 个. */
function printed(unit: ReadUnit): string {
  return unit.text === '大' ? '个' : unit.text
}

function finish(page: Page, mention: Mention): Taken {
  const spelling = findSpelling(page, mention, readPlain)
  if (spelling === undefined) return { end: mention.end, mentions: [mention] }
  return { end: spelling.end, mentions: [{ ...mention, spellings: [spelling.spelling] }] }
}

function readPlain(page: Page, at: number): { numeral: Numeral; unit: ReadUnit } | undefined {
  const numeral = readNumeral(page.shadow, at)
  if (numeral === undefined || numeral.exact === '') return undefined
  const unit = findUnit(page, numeral.end)
  return unit === undefined ? undefined : { numeral, unit }
}

/** 上百, 近百 and 百余 bound from below; 千 and 万亩 by themselves name a size that is reached. */
function own(shadow: string, numeral: Numeral, unit: ReadUnit): { readonly own?: Comparator } {
  if (numeral.above) return { own: 'gt' }
  const previous = shadow.slice(Math.max(0, numeral.start - 2), numeral.start)
  if (numeral.bare && previous.endsWith('上') && previous !== '以上') return { own: 'ge' }
  if (numeral.bare && previous.endsWith('过') && !/[经通]过/.test(previous)) return { own: 'gt' }
  if (!numeral.bare || unit.dimension !== 'amount') return {}
  return /[达到至为]$/.test(previous) || !isHan(shadow.charCodeAt(unit.end)) ? {} : { own: 'ge' }
}

function readRange(page: Page, first: Numeral, firstUnit: ReadUnit | undefined): Taken | undefined {
  const mark = findRangeMark(page.shadow, first.start, firstUnit?.end ?? first.end)
  if (mark === undefined) return undefined
  const second = readNumeral(page.shadow, mark)
  if (second === undefined || second.exact === '') return undefined
  const unit = findUnit(page, second.end) ?? bareScale(second)
  if (unit === undefined) return undefined
  if (findRangeMark(page.shadow, first.start, unit.end) !== undefined) return { end: unit.end, mentions: [] }
  if (firstUnit !== undefined && firstUnit.text !== unit.text) return undefined
  if (first.scale !== '' && first.scale !== second.scale) return undefined
  if (isNoFigure(page.shadow, first, unit) || isNoFigure(page.shadow, { ...second, start: first.start }, unit)) {
    return { end: unit.end, mentions: [] }
  }
  if (Number(first.exact) >= Number(second.exact)) return undefined
  const mention = mentionOf(page, {
    start: first.start,
    end: second.coreEnd,
    exact: first.exact,
    exactMax: second.exact,
    unit: second.scale + unit.text,
    unitEnd: unit.end,
    dimension: unit.dimension,
  })
  return finish(page, mention)
}

function bareScale(numeral: Numeral): ReadUnit | undefined {
  if (!numeral.scale.endsWith('亿')) return undefined
  return { text: '元', end: numeral.end, dimension: 'amount', entry: { text: '元', dimension: 'amount' } }
}

/** 亿 without a unit is money: 突破5亿, 千亿级, 万亿GDP. Anything else without a unit is no figure. */
function readUnitless(page: Page, numeral: Numeral): Taken {
  const nothing = { end: numeral.end, mentions: [] }
  if (isLetter(page.shadow.charCodeAt(numeral.start - 1)) && numeral.ascii) return nothing
  if (isChineseNumeral(page.shadow[numeral.end])) return nothing
  const next = skipBlanks(page.shadow, numeral.end)
  const ratio = readRatio(page, numeral)
  if (ratio !== undefined) return ratio
  if (numeral.scale.endsWith('万') || isOfPeople(page.shadow, numeral)) return readMyriad(page, numeral)
  if (!numeral.scale.endsWith('亿') || /[吨只株羽]/.test(page.shadow[next] ?? '')) return nothing
  const level = page.shadow[next] === '级'
  const named =
    (numeral.bare || (!numeral.ascii && /[\u4e00-\u9fff]/.test(page.shadow[next] ?? ''))) &&
    numeral.scale === '亿' &&
    (numeral.exact !== '1' || /[\u4e00-\u9fff]/.test(page.shadow[next] ?? ''))
  const mention = mentionOf(page, {
    start: numeral.start,
    end: numeral.end,
    exact: numeral.exact,
    exactMax: numeral.exactMax,
    unit: `${numeral.scale}元`,
    unitEnd: level ? next + 1 : numeral.end,
    dimension: 'amount',
    ...(numeral.above ? { own: 'gt' as const } : level || named ? { own: 'ge' as const } : {}),
  })
  return { end: mention.end, mentions: [mention] }
}

const ratios = /(之比|收入比|倍差|系数|指数|比值|容积率|弹性|亩均比|负荷比)[^,，。；;、\d]{0,5}$/

/** 之比达到0.6, 倍差缩小至1.9以内: some indicators have no unit at all. */
function readRatio(page: Page, numeral: Numeral): Taken | undefined {
  if (!numeral.ascii || numeral.scale !== '' || !numeral.exact.includes('.')) return undefined
  if (!ratios.test(page.shadow.slice(Math.max(0, numeral.start - 12), numeral.start))) return undefined
  const mention = mentionOf(page, {
    start: numeral.start,
    end: numeral.end,
    exact: numeral.exact,
    exactMax: null,
    unit: '',
    unitEnd: numeral.end,
    dimension: 'proportion',
  })
  return { end: mention.end, mentions: [mention] }
}

const people =
  /(人[口数才次]|居民|劳动力|群众|学生|职工|党员|干部|老人|老年|农民|师生|教师|游客|毕业生|青年|儿童|妇女|村民|市民|从业)/
const things = /(户|粉丝|观众|量|辆|件|网民|次|数)/

function isOfPeople(shadow: string, numeral: Numeral): boolean {
  return (
    numeral.scale.endsWith('亿') &&
    numeral.ascii &&
    people.test(shadow.slice(Math.max(0, numeral.start - 5), numeral.start))
  )
}

/** 5000万 and 1.27亿 without a unit: people or things where the words around speak of them, else money. */
function readMyriad(page: Page, numeral: Numeral): Taken {
  const { shadow } = page
  const next = shadow[numeral.end] ?? ''
  if (numeral.bare || !numeral.ascii || /[级吨伏只株羽]/.test(next)) return { end: numeral.end, mentions: [] }
  const lead = shadow.slice(Math.max(0, numeral.start - 10), numeral.start)
  const led = lead.slice(lead.search(/[,，。；;\n][^,，。；;\n]*$/) + 1)
  const rest = isHan(shadow.charCodeAt(numeral.end)) ? shadow.slice(numeral.end, numeral.end + 8) : ''
  const plain = isHan(shadow.charCodeAt(numeral.end)) && !/[的以左大和及]/.test(next)
  const base = people.test(led) || people.test(rest) ? '人' : things.test(led) || plain ? '' : '元'
  const mention = mentionOf(page, {
    start: numeral.start,
    end: numeral.end,
    exact: numeral.exact,
    exactMax: null,
    unit: numeral.scale + base,
    unitEnd: numeral.end,
    dimension: base === '元' ? 'amount' : 'count',
    ...(numeral.above ? { own: 'gt' as const } : {}),
  })
  return { end: mention.end, mentions: [mention] }
}

function withSign(shadow: string, numeral: Numeral, unit: ReadUnit): string {
  if (shadow[numeral.start - 1] !== '-' || (unit.dimension !== 'percent' && unit.dimension !== 'point'))
    return numeral.exact
  return /[0-9A-Za-z%-]/.test(shadow[numeral.start - 2] ?? '') ? numeral.exact : `-${numeral.exact}`
}

const moves = /[升降移进退滑跃位]/
/** 提升98位 moves in a rank; 30位专家 are people. */
function dimensionOf(shadow: string, numeral: Numeral, unit: ReadUnit): Dimension {
  if (unit.text === '位' || unit.text === '名') {
    const lead = shadow.slice(Math.max(0, numeral.start - 3), numeral.start)
    if (
      moves.test(lead) ||
      (unit.text === '位' &&
        /[列居第、]$/.test(lead) &&
        /[升降]/.test(shadow.slice(Math.max(0, numeral.start - 14), numeral.start)))
    )
      return 'rank'
  }
  return unit.dimension
}
