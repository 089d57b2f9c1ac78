import type { CatalogIndicator } from '../net/catalog.ts'
import { figureKind } from './indicator-unit.ts'
import { likeness } from './likeness.ts'

/** What a statement says of its indicator. */
export interface IndicatorWords {
  readonly indicator: string
  readonly indicatorCode: string | null
  readonly measure: string
  readonly unit: string
}

export interface IndicatorLink {
  readonly indicator: CatalogIndicator
  /** By likeness of the names alone. */
  readonly isGuess: boolean
}

export type FindIndicator = (words: IndicatorWords) => IndicatorLink | undefined

const growthEnd = /(?:同比|年均)?(?:增速|增长率|增幅|增长)$/
const shareEnd = /(?:率|比重|占比|比例|度)$/
const leastLikeness = 0.7
/** What was added is never what there is. */
const added = /^(?:新增|新建|净增|新培育|新认定|累计)/

/** Quotation marks, brackets, blanks and a counting word at the end are no part of a name. */
const plain = (name: string): string =>
  name
    .replace(/[\s“”"'‘’「」《》（）()]/g, '')
    .replace(/^(?:全市|全省|全区|全县|全镇|我市|我区|我县)/, '')
    .toLowerCase()
const keyOf = (name: string): string => plain(name).replace(/(?:总数|数量|个数|数)$/, '')

const isGrowthName = (name: string): boolean => growthEnd.test(plain(name))

/** Whether a figure may stand under an indicator at all: a rate of growth never under the level it grows from [DE3]. */
export function isFitting({ entry }: CatalogIndicator, { indicator, measure, unit }: IndicatorWords): boolean {
  if (figureKind(unit, measure) !== figureKind(entry.unit, measure)) return false
  if (figureKind(unit, measure) !== 'percent') return true
  const speaksOfGrowth = isGrowthName(indicator) || (measure === 'growth' && !shareEnd.test(plain(indicator)))
  return speaksOfGrowth === isGrowthName(entry.name)
}

/** Finds the indicator of a statement: by the code the reader knew, by its name, by its short name, at last by likeness. */
export function indicatorFinder(indicators: readonly CatalogIndicator[]): FindIndicator {
  const byCode = new Map(indicators.map((one) => [one.code, one]))
  const byName = new Map<string, CatalogIndicator[]>()
  for (const one of indicators) {
    for (const key of new Set([keyOf(one.entry.name), keyOf(one.entry.shortName)])) {
      byName.set(key, [...(byName.get(key) ?? []), one])
    }
  }
  const guesses = new Map<string, CatalogIndicator | undefined>()
  const guess = (words: IndicatorWords): CatalogIndicator | undefined => {
    const key = `${keyOf(words.indicator)} ${figureKind(words.unit, words.measure)} ${words.measure}`
    if (!guesses.has(key)) guesses.set(key, mostAlike(indicators, words))
    return guesses.get(key)
  }
  return (words) => {
    const named = [words.indicator, words.indicator.replace(growthEnd, '增速'), `${words.indicator}增速`]
    const certain = [byCode.get(words.indicatorCode ?? ''), ...named.flatMap((name) => byName.get(keyOf(name)) ?? [])]
    const found = certain.find((one) => one !== undefined && isFitting(one, words))
    if (found) return { indicator: found, isGuess: false }
    const guessed = guess(words)
    return guessed && { indicator: guessed, isGuess: true }
  }
}

function mostAlike(indicators: readonly CatalogIndicator[], words: IndicatorWords): CatalogIndicator | undefined {
  let best: { indicator: CatalogIndicator; share: number } | undefined
  for (const indicator of indicators) {
    const share = likeness(keyOf(words.indicator), keyOf(indicator.entry.name))
    if (share < leastLikeness || share <= (best?.share ?? 0) || !isFitting(indicator, words)) continue
    if (added.test(plain(words.indicator)) && !added.test(plain(indicator.entry.name))) continue
    best = { indicator, share }
  }
  return best?.indicator
}
