import { findLongest, mayStand } from '../dictionary/trie.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import { readChain } from './chain.ts'
import { isChineseNumeral } from './chinese-numeral.ts'
import { endOfCode } from './code.ts'
import { endOfDate } from './date.ts'
import type { Mention } from './mention.ts'
import type { MentionWords } from './mention-words.ts'
import { readDoubling } from './multiple.ts'
import type { Page, Taken } from './page.ts'
import { readQuantity } from './quantity.ts'
import { readOrdinal, readStrong, readSuperlative, readTop } from './rank.ts'
import { isDigit, isLetter, shadowOf } from './shadow.ts'
import { readShare, readWhole } from './share.ts'
import { unitsOfCells } from './table.ts'

/**
 * Every numeral of a text that counts or measures something, in reading order and without overlaps [CM1]. Dates, ordinals of
 * editions, codes, document numbers and idioms are passed over. Offsets are UTF-16 indexes into `text`; any text is read, in
 * time linear in its length. Reading ends at the first `most` of them.
 */
export function findMentions(
  text: string,
  words: MentionWords,
  most: number = Number.POSITIVE_INFINITY,
): readonly Mention[] {
  const shadow = shadowOf(text)
  const page: Page = { text, shadow, words, cells: unitsOfCells(shadow, words) }
  const mentions: Mention[] = []
  for (let at = 0; at < text.length && mentions.length < most; ) {
    if (!mayBegin(words, shadow, at)) {
      at++
      continue
    }
    const taken = readAt(page, at)
    mentions.push(...taken.mentions)
    at = taken.end
  }
  return mentions
}

type Form = (page: Page, at: number) => Taken | undefined

const numeralForms: readonly Form[] = [readShare, readStrong, readQuantity]
const digitForms: readonly Form[] = [readShare, readStrong, readChain, readQuantity]
/** By the sign that begins them: the forms of figure to try, in this order. */
const formsOf: ReadonlyMap<number, readonly Form[]> = new Map(
  (
    [
      ['0123456789', digitForms],
      ['l半零〇一二三四五六七八九十百千万亿两廿卅数几', numeralForms],
      ['第', [readOrdinal]],
      ['前', [readTop]],
      ['首唯最榜', [readSuperlative]],
      ['翻', [readDoubling]],
      ['所全', [readWhole]],
    ] as const
  ).flatMap(([signs, forms]) => Array.from(signs, (sign) => [sign.charCodeAt(0), forms] as const)),
)

const beginnings = new UnitSet([...formsOf.keys()].map((code) => String.fromCharCode(code)))

function mayBegin(words: MentionWords, shadow: string, at: number): boolean {
  const code = shadow.charCodeAt(at)
  if (code < 128) return isDigit(code) || isLetter(code)
  return beginnings.has(code) || mayStand(words.idioms, shadow, at)
}

function readAt(page: Page, at: number): Taken {
  const idiom = findLongest(page.words.idioms, page.shadow, at)
  if (idiom !== undefined) return nothingUntil(idiom.end)
  const skipped = endOfCode(page, at) ?? endOfDate(page.shadow, at)
  if (skipped !== undefined) return nothingUntil(skipped)
  for (const form of formsOf.get(page.shadow.charCodeAt(at)) ?? []) {
    const taken = form(page, at)
    if (taken !== undefined)
      return taken.mentions.length > 0 ? taken : nothingUntil(endOfNumerals(page.shadow, taken.end))
  }
  return nothingUntil(at + 1)
}

function nothingUntil(end: number): Taken {
  return { end, mentions: [] }
}

/** A run of numerals that made no figure makes none from its middle either. */
function endOfNumerals(shadow: string, at: number): number {
  let end = at
  if (!isChineseNumeral(shadow[at - 1])) return at
  while (isChineseNumeral(shadow[end])) end++
  return end
}
