import { UnitSet } from '../dictionary/unit-set.ts'
import type { Numeral } from './numeral.ts'
import { isLetter } from './shadow.ts'
import type { ReadUnit } from './unit.ts'

/** Units that, after a Chinese numeral, are as often part of a name: 三条主线 yes, 二次创业 no. */
const spans =
  /(时间|时限|时长|天数|寿命|压缩|缩短|仅用|用时|耗时|控制在|减少|平均|年限|工期|提前|办结|不超过|达到|延长|累计|增加|\d天[和、及与])/
const rated = /^(GDP|国内|地区|生产总值|工业增加|产值|能耗|用水|单位|增加值|以上人口)/

/** Whether a numeral with a unit yet counts nothing: one by one, a rate's base, a class of a name, a time [CM10]. */
export function isNoFigure(shadow: string, numeral: Numeral, unit: ReadUnit): boolean {
  const previous = shadow[numeral.start - 1] ?? ''
  if (isCode(shadow, numeral, unit)) return true
  if (previous === '每' && numeral.exactMax === null) return true
  if (!numeral.ascii && isNameLike(shadow, numeral, unit)) return true
  if (numeral.bare && rated.test(shadow.slice(unit.end, unit.end + 4)) && unit.dimension === 'amount') return true
  if (
    unit.text === '人' &&
    /^口[^,，。；;、]{0,6}(率|拥有)/.test(shadow.slice(unit.end, unit.end + 10)) &&
    /^[百千万十]|^1/.test(shadow.slice(numeral.start, numeral.start + 1)) &&
    !/[达有约超近到为]$/.test(previous)
  )
    return true
  if (unit.dimension === 'duration' && isSpanOfTime(shadow, numeral, unit)) return true
  if (shadow[unit.end] === '级' && unit.dimension === 'amount' && !numeral.scale.endsWith('亿')) return true
  if (unit.text === '次' && !numeral.ascii && isSession(shadow, previous, unit.end)) return true
  return unit.text === '分' && /[时点:]/.test(previous)
}

/** Signs that join the parts of a code. */
const joints = new UnitSet('-+.')

function isCode(shadow: string, numeral: Numeral, unit: ReadUnit): boolean {
  if (!numeral.ascii) return false
  let letters = 0
  while (letters < 5 && isLetter(shadow.charCodeAt(numeral.start - 1 - letters))) letters++
  if (letters > 0 && letters < 3) return true
  if (letters >= 3 && unit.dimension === 'count') return true
  if (!joints.has(shadow.charCodeAt(numeral.start - 1))) return false
  const before = shadow.slice(Math.max(0, numeral.start - 2), numeral.start)
  return /[A-Za-z.][-+]$/.test(before) || /[A-Za-z0-9]\.$/.test(before)
}

function isNameLike(shadow: string, numeral: Numeral, unit: ReadUnit): boolean {
  const word = shadow.slice(numeral.start, numeral.end)
  const previous = shadow[numeral.start - 1] ?? ''
  if (word === '一' || word === '二')
    return unit.dimension !== 'percent' && unit.dimension !== 'point' && !/[少于]/.test(previous)
  if (unit.text === '类' || unit.text === '大' || unit.text === '分' || (unit.text === '里' && numeral.bare))
    return true
  if (numeral.bare && /[(|\t:]/.test(previous) && /^[)|\t\n]?$/.test(shadow[unit.end] ?? '')) return true
  if (/[“"‘「『《]/.test(previous) && unit.dimension === 'count') return true
  if (numeral.bare && unit.dimension === 'count') return !numeral.above && !/[近上超逾破约余过]/.test(previous)
  if (unit.text === '元' && word.length === 1 && numeral.scale === '') return true
  if (unit.dimension === 'count' && word.length === 1 && unit.text !== '个' && /[东南西北中第本]/.test(previous))
    return true
  return false
}

/** 五次全会, 十四届全国人大三次会议: an ordinal without its 第. */
function isSession(shadow: string, previous: string, at: number): boolean {
  return shadow[at] === '全' || (shadow.startsWith('会议', at) && /[届大协]/.test(previous))
}

/** Spans of time are figures where the text speaks of how long something takes, not of when or for how long it runs. */
function isSpanOfTime(shadow: string, numeral: Numeral, unit: ReadUnit): boolean {
  if (/^内?(办结|办理|办成|审结|出证|到账|响应)/.test(shadow.slice(unit.end, unit.end + 4))) return false
  if (/^[0-9]{4}$/.test(numeral.exact) && unit.text.startsWith('年')) return true
  return (
    !spans.test(shadow.slice(Math.max(0, numeral.start - 8), numeral.start)) ||
    unit.text === '年' ||
    unit.text === '周年'
  )
}
