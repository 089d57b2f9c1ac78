import type { Dictionary } from '../dictionary/compile.ts'
import type { DictionaryIndicator } from '../dictionary/dictionary.ts'
import { findLongest, mayStart, stepInto, type Trie } from '../dictionary/trie.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import { isDigit } from '../mention/shadow.ts'
import { cueAt, cueBefore } from './cue.ts'

const LEADING_TIME =
  /^(?:(?:到|至|截至|截止|在|从|自)?(?:(?:19|20)\d\d年?[—–~至到-]{1,2})?(?:19|20)\d\d年(?:度)?(?:底|末|初|前|内|以来)*|“?十[一二三四五六]五”?(?:时期|期间|末)?|(?:未来|今后|再用|用)?[两一二三四五六七八九十\d]{1,2}年(?:内|时间|来)?|[1-9]\d?月(?:底|末|份)?(?:前)?|于?第?[一二三四]季度(?:末|底|内)?(?:前)?|于?[1-9]\d?月(?:底|末|中旬|上旬|下旬)(?:前)?|[上下]半年|年[底末内](?:前)?|(?:今|明|去|上|全|当|前|本)年(?:底|末|内|初|度|以来)*(?:前)?|每年|1[—–~至-]\d{1,2}月)/
const LEADING_SIGN = /^[、，：；。\s“”"《》（）()—·-]+/
const TRAILING_SIGN = /[、，：；。\s—（(·“-]{1,40}$/
const LEADING_MARKER =
  /^(?:[一二三四五六七八九十]{1,3}[、是要]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．](?!\d)|[①-⑩]|(?:日报|晚报|新闻网|融媒)讯)/

/** What a phrase has in front of its noun and what was taken off. */
export interface Stripped {
  readonly phrase: string
  /** The last verb taken off that belongs to the name of what is counted: 新增, 引进. */
  readonly verb: string
}

/** Every unit of a word that LEADING_TIME, LEADING_MARKER may begin with, and those that a trailing time ends with. */
const TIME_STARTS = new UnitSet('于日晚新融到至截在从自十未今再用两一二三四五六七八九第上下年明去全当前本每')
const TIME_ENDS = new UnitSet('年底末前内')

/** A Chinese word's own unit: neither sign, digit nor letter. */
function isWord(code: number): boolean {
  return code >= 0x4e00 && code <= 0x9fff
}

/** Takes markers, times, places and governing words off the front of a phrase; a known noun stops it. */
export function stripLead(dictionary: Dictionary, words: string): Stripped {
  let phrase = words
  let verb = ''
  for (let turns = 0; turns < 24 && phrase !== ''; turns++) {
    const sign = isWord(phrase.charCodeAt(0)) ? null : LEADING_SIGN.exec(phrase)
    if (sign && !phrase.startsWith('“')) {
      phrase = phrase.slice(sign[0].length)
      continue
    }
    if (phrase.startsWith('“') && !phrase.includes('”')) {
      phrase = phrase.slice(1)
      continue
    }
    const first = phrase.charCodeAt(0)
    const marker =
      isWord(first) && !TIME_STARTS.has(first) ? null : (LEADING_MARKER.exec(phrase) ?? LEADING_TIME.exec(phrase))
    if (marker) {
      phrase = phrase.slice(marker[0].length)
      continue
    }
    if (cueAt(dictionary, 'noun', phrase, 0) || findLongest(dictionary.indicators, phrase, 0)) break
    const kept = cueAt(dictionary, 'keptVerb', phrase, 0)
    const lead = cueAt(dictionary, 'lead', phrase, 0)
    if (kept && kept.end >= (lead?.end ?? 0) && kept.end < phrase.length) {
      verb = kept.word
      phrase = phrase.slice(kept.end)
      if (/^[、和及与或并]/.test(phrase)) phrase = phrase.slice(1)
      continue
    }
    if (lead) {
      if (phrase.length - lead.end <= 1) break
      phrase = phrase.slice(lead.end)
      continue
    }
    const place = findLongest(dictionary.places, phrase, 0) ?? findLongest(dictionary.shortPlaces, phrase, 0)
    if (!place) break
    phrase = phrase.slice(place.end).replace(/^(?:区委|县委|市委|政府|两地|等地|地区)/, '')
  }
  return { phrase, verb }
}

/** Takes linking words off the end of a phrase: 达到, 力争, 增长. */
export function stripTail(dictionary: Dictionary, words: string): string {
  let phrase = words
  for (let turns = 0; turns < 16 && phrase !== ''; turns++) {
    const last = phrase.charCodeAt(phrase.length - 1)
    const sign = isWord(last) ? null : TRAILING_SIGN.exec(phrase)
    if (sign) {
      phrase = phrase.slice(0, -sign[0].length)
      continue
    }
    const time =
      TIME_ENDS.has(last) &&
      /(?:(?:到|至|在)?(?:19|20)\d\d年(?:底|末|前)*|(?:今|明|去|全)年|年[内底末]前?)$/.exec(phrase)
    if (time) {
      phrase = phrase.slice(0, -time[0].length)
      continue
    }
    const link = cueBefore(dictionary, 'link', phrase, phrase.length)
    if (!link) break
    const noun = cueBefore(dictionary, 'noun', phrase, phrase.length)
    const head = cueBefore(dictionary, 'head', phrase, phrase.length)
    const stop = Math.max(noun ? noun.end - noun.at : 0, head ? head.end - head.at : 0)
    if (stop >= link.end - link.at) break
    phrase = phrase.slice(0, link.at)
  }
  return phrase
}

/** The noun a phrase begins with: cut at the first verb, at 的 when a noun follows it no more. */
export function cutAtVerb(dictionary: Dictionary, words: string): string {
  let at = 0
  while (at < words.length) {
    const sign = words.charAt(at)
    const bracket =
      sign === '（' ? /^（(?:市、区|市区|街道?|社区|[区市县镇乡居])）/.exec(words.slice(at, at + 6)) : null
    if (bracket) {
      at += bracket[0].length
      continue
    }
    if ('，。；：、\n\t！？（'.includes(sign)) break
    const noun = cueAt(dictionary, 'noun', words, at)
    const known = findLongest(dictionary.indicators, words, at)
    if (noun || known) {
      at = Math.max(noun?.end ?? 0, known?.end ?? 0)
      continue
    }
    if (at > 0) {
      const verb = cueAt(dictionary, 'verb', words, at)
      if (verb) break
    }
    at++
  }
  return words.slice(0, at)
}

const QUOTES = new UnitSet('“”')

/** The longest indicator of the dictionary that a name ends with, not right behind a digit. */
function endingOf(
  dictionary: Dictionary,
  name: string,
): { readonly at: number; readonly entry: DictionaryIndicator } | null {
  let node: Trie<DictionaryIndicator> | undefined = dictionary.indicatorEndings
  if (!mayStart(node, name.charCodeAt(name.length - 1))) return null
  let found: { readonly at: number; readonly entry: DictionaryIndicator } | null = null
  for (let at = name.length - 1; node && at >= 0; at--) {
    node = stepInto(node, name.charCodeAt(at))
    if (node?.entry !== undefined && !isDigit(name.charCodeAt(at - 1))) found = { at, entry: node.entry }
  }
  return found
}

/** A name in the dictionary's words: a synonym at its end gives way to the full name. */
export function canonise(
  dictionary: Dictionary,
  name: string,
): { readonly name: string; readonly known: DictionaryIndicator | null } {
  const bare = QUOTES.isIn(name) ? name.replace(/[“”]/g, '') : name
  const known = endingOf(dictionary, name)
  if (known) {
    const prefix = name.slice(0, name.charAt(known.at - 1) === '的' ? known.at - 1 : known.at)
    const full = fullName(name.slice(known.at), known.entry.name)
    const shared = overlap(prefix, full)
    return {
      name: prefix.slice(0, prefix.length - shared) + full,
      known: prefix.length === shared ? known.entry : null,
    }
  }
  const hit = findLongest(dictionary.indicators, bare, 0)
  if (hit && hit.end === bare.length) return { name: fullName(name, hit.entry.name), known: hit.entry }
  const rest = hit ? bare.slice(hit.end) : ''
  if (hit && /^(?:存量|总数|数量|总量|占比|数|总额)$/.test(rest))
    return { name: fullName(bare.slice(0, hit.end), hit.entry.name) + rest, known: null }
  return { name, known: null }
}

/** How many units at the end of what stands before are those the name begins with: 现代, 现代农业产业园. */
function overlap(before: string, name: string): number {
  for (let length = Math.min(before.length, name.length); length > 0; length--)
    if (name.startsWith(before.slice(-length))) return length
  return 0
}

/** The full name for an abbreviation (规上工业增加值) or another word (经济总量); a variant of it stays as written (粮食总产量). */
function fullName(written: string, full: string): string {
  if (written === full) return full
  const bare = QUOTES.isIn(written) ? written.replace(/[“”]/g, '') : written
  let at = 0
  for (const sign of full) if (sign === bare.charAt(at)) at++
  if (at === bare.length) return full
  for (let index = 0; index + 1 < bare.length; index++) if (full.includes(bare.slice(index, index + 2))) return written
  return full
}
