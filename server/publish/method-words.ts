import { parsePeriod } from '@gangju/net/period'
import type { Lang } from '../http/serve.ts'
import type { CatalogIndicator } from '../net/catalog.ts'
import { isAbove } from '../net/level.ts'
import type { ScenePlace } from '../net/scene.store.ts'

interface MethodQuestion {
  readonly indicator: CatalogIndicator
  readonly place: ScenePlace
  readonly period: string
  readonly lang: Lang
}

const levels: Readonly<Record<string, readonly [string, string]>> = {
  village: ['村（社区）', 'village'],
  town: ['镇街', 'town'],
  county: ['县（市、区）', 'county'],
  city: ['市', 'city'],
}

const overPlaces: Readonly<Record<string, readonly [string, string]>> = {
  sum: ['相加', 'added up'],
  mean: ['取平均', 'averaged'],
  min: ['取最小', 'the lowest taken'],
  max: ['取最大', 'the highest taken'],
}

const overPeriods: Readonly<Record<string, readonly [string, string]>> = {
  sum: ['各月相加', 'months added up'],
  last: ['取各地最近一期', "each place's latest figure"],
  max: ['各月取最大', 'the highest month'],
  min: ['各月取最小', 'the lowest month'],
  mean: ['各月取平均', 'months averaged'],
}

/** How a figure is made, in a sentence an officer would say. */
export function methodWords({ indicator, place, period, lang }: MethodQuestion): string {
  const zh = lang === 'zh'
  const pick = (words: readonly [string, string] | undefined) => words?.[zh ? 0 : 1] ?? ''
  const { entry } = indicator
  if (indicator.formula !== null) {
    return zh
      ? '由构成项在本级重新计算，不对下级比率求平均。'
      : 'Computed anew from its parts at this level; ratios below are not averaged.'
  }
  if (entry.publishedOnly || entry.collectedAt === null) {
    return zh ? `由${entry.department}公布，不由下级汇总。` : `Published by ${entry.department}; not formed from parts.`
  }
  const level = pick(levels[entry.collectedAt])
  if (!isAbove(place.level, entry.collectedAt)) {
    return zh ? `本${level}上报、经审核后生效。` : `Reported by the ${level} itself and approved.`
  }
  if (entry.aggregation.overPlaces === 'none') {
    return zh
      ? '这个指标不能由下级加总，只能使用公布数。'
      : 'This indicator may not be formed from parts; only a published figure stands.'
  }
  const meet = pick(overPlaces[entry.aggregation.overPlaces])
  const time = parsePeriod(period).kind === 'month' ? '' : pick(overPeriods[entry.aggregation.overPeriods])
  return zh
    ? `由下辖${level}已审核的上报数${meet}${time ? `，时间上${time}` : ''}；每个${level}只计一次。`
    : `Approved figures of each ${level} below, ${meet}${time ? `, ${time}` : ''}; each counted once.`
}
