import type { Finding } from '@gangju/net/contradiction'
import { type Decimal, displayFigure, formatFigure } from '@gangju/net/quantity'
import type { Lang } from '../http/serve.ts'
import type { PlacedClaim } from './claim.store.ts'

const bounds: Readonly<Record<PlacedClaim['comparator'], readonly [string, string]>> = {
  eq: ['{figure}', '{figure}'],
  ge: ['{figure}以上', 'at least {figure}'],
  gt: ['超过{figure}', 'more than {figure}'],
  le: ['{figure}以内', 'at most {figure}'],
  lt: ['不足{figure}', 'less than {figure}'],
  approx: ['{figure}左右', 'about {figure}'],
  range: ['{figure}—{max}', '{figure} to {max}'],
}

function figureText(value: Decimal, unit: string, lang: Lang): string {
  const shown = displayFigure({ value, unit })
  return `${shown.text}${lang === 'zh' || unit === '%' ? '' : ' '}${shown.unit}`
}

/** A figure with its bound and its unit: 38亿元以上. */
export function claimText({ comparator, value, valueMax, unit }: PlacedClaim, lang: Lang): string {
  const max = valueMax === null ? '' : figureText(valueMax, unit, lang)
  const figure = figureText(value, unit, lang)
  return bounds[comparator][lang === 'zh' ? 0 : 1].replace('{figure}', figure).replace('{max}', max)
}

/** What does not agree, with the figures. */
export function sentenceOf({ kind, needed }: Finding, sides: readonly PlacedClaim[], lang: Lang): string {
  const [first, second, third] = sides
  const text = (claim: PlacedClaim | undefined) => (claim === undefined ? '' : claimText(claim, lang))
  const at = (claim: PlacedClaim | undefined) => claim?.period ?? ''
  if (kind === 'sum') {
    const sum = needed === null ? '' : figureText(needed, first?.unit ?? '', lang)
    return lang === 'zh'
      ? `${first?.placeName}的目标是${text(first)}，下级 ${sides.length - 1} 个地方的目标合计为${sum}`
      : `The target of ${first?.placeName} is ${text(first)}; those of ${sides.length - 1} places below come to ${sum}`
  }
  if (kind === 'path') {
    const rate = needed === null ? '' : formatFigure(needed)
    return lang === 'zh'
      ? `从${text(first)}（${at(first)}）到${text(second)}（${at(second)}）须年均增长${rate}%，文中为${text(third)}`
      : `From ${text(first)} (${at(first)}) to ${text(second)} (${at(second)}) takes ${rate}% a year; the text says ${text(third)}`
  }
  return lang === 'zh'
    ? `同一地方、同一期，一处为${text(first)}，一处为${text(second)}`
    : `One place and one period: ${text(first)} here, ${text(second)} there`
}
