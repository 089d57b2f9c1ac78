import { findUnit } from '@gangju/net/quantity'
import { plainHeader } from '../return-layout.ts'
import { plainPeriodText, readPeriodWords, type Span } from './period-words.ts'

/** What a header path says once its unit and its period are taken out. */
export interface HeaderWords {
  /** The parts that are left, plain, outermost first. */
  readonly parts: readonly string[]
  readonly unit: string | null
  readonly period: string | null
  readonly span: Span | null
}

const bracketed = /[（([【]([^（()）[\]【】]{1,12})[）)\]】]/g
const unitLine = /单位[:：]?\s*([^\s,，;；、)）:：]{1,8})/g

/** A printed unit that the tables know, as they print it; `万 元` and `㎡` too. */
export function unitOf(text: string): string | null {
  const plain = plainPeriodText(text).replace(/^(?:单位[:：]?)/, '')
  const known =
    { 平方: '平方米', m2: '平方米', km: '公里', 吨数: '吨', '元/人年': '元/人', 平方千米: '平方公里' }[plain] ?? plain
  return findUnit(known) ? known : null
}

/** The unit of a whole sheet: 单位：万元. Null when the line names none that is known. */
export function unitOfLine(text: string): string | null {
  const found = Array.from(text.slice(0, 400).matchAll(unitLine), ([, printed]) => unitOf(printed!))
  return found.find((unit) => unit !== null) ?? null
}

/** Takes units in brackets or behind a slash out of a text: 投资（万元）, 面积/亩. */
function splitUnit(text: string): { readonly name: string; readonly unit: string | null } {
  let unit: string | null = null
  const name = text.replace(bracketed, (whole, inner: string) => {
    const found = unitOf(inner)
    unit = found ?? unit
    return found ? '' : whole
  })
  if (unit !== null) return { name, unit }
  const slash = /^(.{1,60})[/／,，]([^/／]{1,6})$/.exec(text)
  const behind = slash ? unitOf(slash[2]!) : null
  if (slash && behind) return { name: slash[1]!, unit: behind }
  return { name: text, unit: unitOf(text) }
}

/** Reads a header path: 固定资产投资 / 2026年1—10月 / 完成（亿元）. */
export function readHeaderPath(path: readonly string[], year: number | null): HeaderWords {
  let unit: string | null = null
  let period: string | null = null
  let span: Span | null = null
  const parts: string[] = []
  for (const one of path) {
    // A unit alone is the unit line under a name; 村 heading a column is a name.
    const isUnit = unitOf(one) !== null
    if (isUnit && path.length > 1) {
      unit = unitOf(one)
      continue
    }
    const split = isUnit ? { name: plainPeriodText(one), unit: null } : splitUnit(plainPeriodText(one))
    unit = split.unit ?? unit
    const words = readPeriodWords(split.name, year)
    period = words.period ?? period
    span = words.span ?? span
    const rest = nameOf(words.rest)
    if (rest !== '') parts.push(rest)
  }
  return { parts, unit, period, span }
}

/** A name as names are compared: without numbering, asterisks and what only joins words. */
export function nameOf(text: string): string {
  return plainHeader(text)
    .replace(/^(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．])+/u, '')
    .replace(/^(?:其中|#|\*)[:：、]?/u, '')
    .replace(/[\s*#:：、,，“”"'《》（）()【】[\]]/gu, '')
}

/** What a column is remembered by: its path without periods, so that next month's sheet has the same key. */
export const pathKey = (path: readonly string[]): string => readHeaderPath(path, 2000).parts.join('/')
