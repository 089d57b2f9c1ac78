import { Problem } from '../problem/index.ts'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  multiplyDecimals,
  negate,
  normalizeDecimal,
  parseDecimal,
} from './decimal.ts'
import { divideDecimals } from './divide.ts'
import { type NumberCell, type NumberFault, readNumberCell } from './number-cell.ts'
import { plainNumber } from './number-text.ts'
import { convert, findUnit, isConvertible } from './unit.ts'

/** Why a typed figure is not taken, beside what keeps any text from being a number. */
export type TypedFault = NumberFault | 'number.otherUnit' | 'number.inexactUnit' | 'number.doubleMeaning'

/** What somebody typed into the cell of a column, in the column's unit. `spelled`: as typed, where that is not the figure itself. */
export type TypedFigure =
  | { readonly kind: 'number'; readonly value: Decimal; readonly spelled: string | null }
  | { readonly kind: 'blank' }
  | { readonly kind: 'fault'; readonly code: TypedFault; readonly suggestion?: string }

const scales: Readonly<Record<string, string>> = {
  十: '10',
  百: '100',
  千: '1000',
  万: '10000',
  百万: '1000000',
  千万: '10000000',
  亿: '100000000',
  万亿: '1000000000000',
}
const scaleWords = '百万|千万|万亿|十|百|千|万|亿'
const partPattern = new RegExp(`^(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)\\s?(${scaleWords})?`, 'u')

/**
 * Reads a figure as a clerk thinks it, exactly: `1.2亿` and `300万元` in a column of 万元, `5公顷` in one of 亩, full-width
 * digits and separators [QU11]. A word for a size counts the unit without its own: in a column of 万元, `300万` is 300.
 * What has two readings or none is a fault, with the figure that was probably meant where there is only one [QU12].
 *
 * @param unit the column's unit as printed.
 */
export function readTypedFigure(text: string, unit: string): TypedFigure {
  const cell = readNumberCell(text)
  if (cell.kind === 'blank') return cell
  if (cell.kind === 'number') return { kind: 'number', value: normalizeDecimal(cell.value), spelled: null }
  const typed = readWithWords(text, unit)
  if (typed) return typed
  const suggestion = exactPart(text, unit) ?? suggestionOf(cell)
  return { kind: 'fault', code: cell.code, ...(suggestion === undefined ? {} : { suggestion }) }
}

const suggestionOf = (cell: NumberCell): string | undefined => (cell.kind === 'fault' ? cell.suggestion : undefined)

/** A number with words of size, of unit, or both; undefined where the text is no such thing. */
function readWithWords(text: string, unit: string): TypedFigure | undefined {
  const body = plainNumber(text).body
  if (body.length > 64) return undefined
  const sign = /^[+-]/.exec(body)?.[0] ?? ''
  const scaled = readParts(body.slice(sign.length))
  if (!scaled) return undefined
  const { rest, parts } = scaled
  const last = parts.at(-1)!
  // 1亿2 may be one hundred million and two, or one hundred and twenty million.
  if (parts.length > 1 && last.word === '' && rest === '') return { kind: 'fault', code: 'number.doubleMeaning' }
  const inOwnSize = rest === '' || rest === unit
  const isSized = last.word !== ''
  if (rest === '' ? !isSized : !isUnit(rest, unit)) return undefined
  const size = sizeOf(unit)
  // 3千 in a column of 万元 may be 3 千元 or 3 千万元.
  if (rest === '' && size.word !== '' && /^[十百千]$/.test(last.word))
    return { kind: 'fault', code: 'number.doubleMeaning' }
  const unsigned = parts.reduce((sum, part) => addDecimals(sum, part.value), parseDecimal('0'))
  const total = sign === '-' ? negate(unsigned) : unsigned
  const value = inOwnSize && !(isSized && rest === unit) ? inColumn(total, unit, isSized) : converted(total, rest, unit)
  if (typeof value === 'string') return { kind: 'fault', code: value }
  return { kind: 'number', value: normalizeDecimal(value), spelled: body }
}

interface Part {
  readonly value: Decimal
  readonly word: string
}

/** 1亿2000万 is two parts, each of a smaller size than the one before; what is left over is the unit. */
function readParts(body: string): { parts: readonly Part[]; rest: string } | undefined {
  const parts: Part[] = []
  let rest = body
  let above: Decimal | undefined
  for (;;) {
    const match = partPattern.exec(rest)
    if (!match) break
    const digits = match[1]!
    // 千瓦时 and 万元 are units by themselves.
    const isPlain = parts.length === 0 && findUnit(rest.slice(digits.length).trim()) !== undefined
    const word = isPlain ? '' : (match[2] ?? '')
    const size = parseDecimal(scales[word] ?? '1')
    const value = multiplyDecimals(parseDecimal(digits.replaceAll(',', '').replace(/^0+(?=\d)/, '')), size)
    if (above && compareDecimals(value, above) >= 0) return undefined
    parts.push({ value, word })
    above = size
    rest = rest.slice(isPlain ? digits.length : match[0].length)
    if (word === '') break
  }
  return parts.length === 0 ? undefined : { parts, rest: rest.trim() }
}

/** 万元 is ten thousand of 元. A unit whose first sign only looks like a size (千瓦时, 百分点) has none. */
function sizeOf(unit: string): { word: string; base: string } {
  const word = /^(?:万亿|千万|百万|万|亿)/u.exec(unit)?.[0] ?? (unit === '千元' ? '千' : '')
  return { word, base: unit.slice(word.length) }
}

/** A unit that is known, or the column's own in another size. */
const isUnit = (typed: string, unit: string): boolean =>
  findUnit(typed) !== undefined || sizeOf(typed).base === sizeOf(unit).base

/** Figures with a word of size count the plain unit, those without count the column's own. */
function inColumn(total: Decimal, unit: string, isSized: boolean): Decimal {
  const { word } = sizeOf(unit)
  return isSized && word !== '' ? exactQuotient(total, scales[word]!) : total
}

const exactQuotient = (value: Decimal, divisor: string): Decimal =>
  divideDecimals(value, parseDecimal(divisor), { decimals: value.scale + divisor.length })

function converted(total: Decimal, typedUnit: string, unit: string): Decimal | TypedFault {
  if (typedUnit === '' || sizeOf(typedUnit).base === sizeOf(unit).base) {
    const from = scales[sizeOf(typedUnit).word] ?? '1'
    return inColumn(multiplyDecimals(total, parseDecimal(from)), unit, true)
  }
  if (!findUnit(unit) || !isConvertible(typedUnit, unit)) return 'number.otherUnit'
  try {
    return convert(total, typedUnit, unit)
  } catch (error) {
    if (error instanceof Problem) return 'number.inexactUnit'
    throw error
  }
}

/** 约1.2亿 without its 约: what the person may accept. */
function exactPart(text: string, unit: string): string | undefined {
  const body = plainNumber(text).body
  const bare = body.replace(/^(?:大约|大概|约|近|接近)/u, '').replace(/(?:左右|上下|多|余)$/u, '')
  if (bare === body || bare === '') return undefined
  const read = readNumberCell(bare)
  const value = read.kind === 'number' ? read.value : undefined
  const typed = value ? undefined : readWithWords(bare, unit)
  const found = value ?? (typed?.kind === 'number' ? typed.value : undefined)
  return found && formatDecimal(normalizeDecimal(found))
}
