import type { Dictionary } from '../dictionary/compile.ts'
import { cueAt } from './cue.ts'
import type { PlacedMention } from './reading.ts'

const FOLLOWED = /^(?:及?以上|以下|以内)?的?(?=[\u4e00-\u9fff“])/
/** 新引进亿元以上项目：蓬江区25个 counts projects in every item of the list. */
const LABEL = /^[\u4e00-\u9fff]{1,8}(?:（[^）]{1,8}）)?：/
const CLAUSE_SIGNS = /[，。；：\n\t]/

/**
 * Tells the amounts that bound a class from those that are figures of their own: 投资额超1亿元的项目30个 counts projects,
 * and 千亿级 is part of a name [CS10].
 */
export function findFigures(dictionary: Dictionary, text: string, mentions: readonly PlacedMention[]): PlacedMention[] {
  const figures: PlacedMention[] = []
  let isNextBound = false
  for (let index = mentions.length - 1; index >= 0; index--) {
    isNextBound = isThreshold(dictionary, text, mentions, index, isNextBound)
    if (!isNextBound) figures.push(mentions[index] as PlacedMention)
  }
  return figures.toReversed()
}

function isThreshold(
  dictionary: Dictionary,
  text: string,
  mentions: readonly PlacedMention[],
  index: number,
  isNextBound: boolean,
): boolean {
  const own = mentions[index] as PlacedMention
  if (/\d强$/.test(own.mention.text) && /^(?:企业|房企|民企)/.test(text.slice(own.end, own.end + 2))) {
    const count = mentions[index + 1]
    return (
      count?.mention.dimension === 'count' &&
      count.start - own.end <= 14 &&
      !CLAUSE_SIGNS.test(text.slice(own.end, count.start))
    )
  }
  if (own.mention.dimension !== 'amount' && !(own.mention.dimension === 'count' && own.mention.comparator !== 'eq'))
    return false
  if (text.charAt(own.end) === '级' || text.charAt(own.end - 1) === '级') return true
  const after = text.slice(own.end, own.end + 40)
  const bridge = FOLLOWED.exec(after)
  const before = mentions[index - 1]
  const next = mentions[index + 1]
  if (
    /^[、和或]$/.test(text.slice(own.end, next?.start ?? own.end)) &&
    next &&
    own.mention.dimension === next.mention.dimension &&
    isBound(own) &&
    isNextBound
  )
    return true
  if (!bridge || !isBound(own)) return false
  const noun = after.slice(bridge[0].length)
  if (/^[和与及、]/.test(noun)) return false
  if (own.mention.dimension === 'amount' && LABEL.test(noun)) return true
  if (cueAt(dictionary, 'verb', noun, 0) && !cueAt(dictionary, 'noun', noun, 0)) return false
  const within = bridge[0].endsWith('的') || /以[上下内]/.test(bridge[0]) || isBound(own)
  if (!within) return false
  if (
    next &&
    (next.mention.dimension === 'count' ||
      (next.mention.dimension === 'percent' &&
        /(?:比例|占比|比重)[^，]{0,4}$/.test(text.slice(own.end, next.start)))) &&
    next.start - own.end <= 30 &&
    !CLAUSE_SIGNS.test(text.slice(own.end, next.start))
  )
    return true
  if (
    before &&
    before.mention.dimension === 'count' &&
    own.start - before.end <= 14 &&
    !CLAUSE_SIGNS.test(text.slice(before.end, own.start))
  )
    return true
  const lead = text.slice(Math.max(0, own.start - 20), own.start)
  if (/(?:一批|更多|若干|每个|实现|部分)[^，。；]{0,14}$/.test(lead) && bridge[0].endsWith('的')) return true
  if (/(?:一批|更多|若干)[^，。；]{0,14}$/.test(lead)) return true
  return (
    before !== undefined &&
    before.mention.dimension === 'percent' &&
    /^.{0,3}[镇街村县区企户]/.test(text.slice(before.end, own.start)) &&
    /(?:超|过|达)/.test(text.slice(before.end, own.at))
  )
}

function isBound(placed: PlacedMention): boolean {
  return placed.mention.comparator !== 'eq' || !/[\d.]/.test(placed.mention.text)
}
