import { Problem } from '@gangju/net/problem'
import { convert, findUnit, formatDecimal, normalizeDecimal, parseDecimal } from '@gangju/net/quantity'

/** What a unit says of a figure: things and amounts convert among themselves; the others never become one another. */
export type FigureKind = 'amount' | 'percent' | 'point' | 'rank' | 'multiple'

const kinds: Readonly<Record<string, FigureKind>> = { percent: 'percent', percentagePoint: 'point', rank: 'rank' }
const sameWords: Readonly<Record<string, string>> = {
  百分点: '个百分点',
  '％': '%',
  名: '人',
  万名: '万人',
  km: '公里',
  '㎡': '平方米',
}
const rankWords = new Set(['位', '名', '强'])

export function figureKind(unit: string, measure: string | null): FigureKind {
  if (measure === 'rank' && rankWords.has(unit)) return 'rank'
  if (unit === '倍' || unit === '番') return 'multiple'
  return kinds[findUnit(sameWords[unit] ?? unit)?.dimension ?? ''] ?? 'amount'
}

/** A printed figure with the unit beside it. */
export interface PrintedFigure {
  readonly value: string
  readonly unit: string
  readonly measure: string
}

/** The same figure in the indicator's unit, exactly; undefined when the two units do not meet or the decimal would not end [DE4]. */
export function inIndicatorUnit({ value, unit, measure }: PrintedFigure, wanted: string): string | undefined {
  if (figureKind(unit, measure) !== figureKind(wanted, measure)) return undefined
  const [from, to] = [sameWords[unit] ?? unit, sameWords[wanted] ?? wanted]
  const figure = parseDecimal(value)
  if (from === to || (measure === 'rank' && rankWords.has(unit))) return formatDecimal(figure)
  if (!findUnit(from) || !findUnit(to)) return undefined
  try {
    return formatDecimal(normalizeDecimal(convert(figure, from, to)))
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
