import { UnitSet } from '../dictionary/unit-set.ts'
import { parseOrdinal } from './ordinal.ts'

/** What stands before the words of a clause: 一、 （二） 3. ④ 第五条 一是 ##. */
export interface Marker {
  /** Clauses with markers of one family are siblings: 一、 and 二、. */
  readonly family: string
  /** The smaller stands higher in the tree. */
  readonly rank: number
  /** Its number; null for a bullet or a sign that has none. */
  readonly number: number | null
  readonly start: number
  readonly end: number
  /** Can it hold other clauses? 一是 and ① do not. */
  readonly holds: boolean
}

interface Form {
  readonly family: string
  readonly rank: number
  /** Every sign it may begin with: at any other no pattern is tried. */
  readonly starts: string
  /** Sticky; its first group is the number. */
  readonly pattern: RegExp
  /** Only where nothing, or only a short heading, follows on the line. */
  readonly alone?: boolean
}

const numerals = '〇零一二三四五六七八九十百'
const chinese = `[${numerals}]{1,5}`
const digits = '0123456789'
const circles = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

/** In the order tried. Ranks leave room between for headings without a marker [CT3]. */
const forms: readonly Form[] = [
  {
    family: 'attachment',
    starts: '附',
    rank: -10,
    pattern: new RegExp(`附[件表录] ?(\\d{1,2}|${chinese})?[:]?`, 'y'),
    alone: true,
  },
  {
    family: 'part',
    starts: '第',
    rank: 7,
    pattern: new RegExp(`第(\\d{1,3}|${chinese})(?:编|篇|部分)(?=[ \\t:]|$)[:]?`, 'my'),
  },
  { family: 'chapter', starts: '第', rank: 8, pattern: new RegExp(`第(\\d{1,3}|${chinese})章(?=[ \\t:]|$)[:]?`, 'my') },
  { family: 'section', starts: '第', rank: 9, pattern: new RegExp(`第(\\d{1,3}|${chinese})节(?=[ \\t:]|$)[:]?`, 'my') },
  {
    family: 'article',
    starts: '第',
    rank: 10,
    pattern: new RegExp(`第(\\d{1,3}|${chinese})条(?=[ \\t:]|$)[:]?`, 'my'),
  },
  { family: 'comma', starts: numerals, rank: 12, pattern: new RegExp(`(${chinese})[、.]`, 'y') },
  { family: 'bracket', starts: '(', rank: 14, pattern: new RegExp(`[(](${chinese})[)][、.]?`, 'y') },
  {
    family: 'named',
    starts: '行任工举专目',
    rank: 15,
    pattern: new RegExp(`(?:行动|任务|工程|举措|专栏|目标|专项) ?(\\d{1,2}|${chinese})[:、 ]`, 'y'),
  },
  { family: 'decimal3', starts: digits, rank: 16.4, pattern: /\d{1,2}\.\d{1,2}\.(\d{1,2})\.?[ \t]+(?=[一-鿿])/y },
  { family: 'decimal2', starts: digits, rank: 16.2, pattern: /\d{1,2}\.(\d{1,2})\.?[ \t]+(?=[一-鿿])/y },
  { family: 'number', starts: digits, rank: 16, pattern: /(\d{1,3})(?:\.(?!\d)|、)/y },
  {
    family: 'number',
    starts: digits,
    rank: 16,
    pattern: /(\d{1,2})[ \t]+(?=[一-鿿“"《])(?![年月日个项家万亿元户人名座条只头亩所件次米吨公多余时分强位平])/y,
  },
  { family: 'numberBracket', starts: '(', rank: 18, pattern: /[(](\d{1,3})[)][、.]?/y },
  { family: 'numberHalfBracket', starts: digits, rank: 19, pattern: /(\d{1,3})[)]/y },
  { family: 'circle', starts: circles, rank: 20, pattern: /[①-⑳]/y },
  { family: 'is', starts: numerals, rank: 22, pattern: new RegExp(`(${chinese})[是要](?![否非素求])`, 'y') },
  { family: 'first', starts: '第', rank: 22, pattern: new RegExp(`第(${chinese})[,、]`, 'y') },
]

const formsOf = new Map<number, Form[]>()
for (const form of forms)
  for (const sign of form.starts) formsOf.set(sign.charCodeAt(0), [...(formsOf.get(sign.charCodeAt(0)) ?? []), form])

/** Every sign that a marker may begin with, those without a number among them. */
const openers = new UnitSet(`${forms.map(({ starts }) => starts).join('')}#-*+—•·●■◆◇○□▪►▶★☆※➢▼▲△▽`)

const hashes = /(#{1,6})[ \t]*/y
const bullets = /(?:[-*+][ \t]+|—{2}(?! ?\d{4}|在)|[•·●■◆◇○□▪►▶★☆※➢][ \t]*)/y
const signs = /[▼▲△▽][ \t]*/y
const longestSigned = 40

/**
 * The marker that opens a clause at `at`, which is where a line's words or a point inside a paragraph begin [CT2].
 *
 * @param shadow of the text, see `shadowOf`.
 * @param end of the clause's words.
 */
export function findMarker(shadow: string, at: number, end: number): Marker | undefined {
  if (!openers.has(shadow.charCodeAt(at))) return undefined
  const hash = matchAt(hashes, shadow, at)
  if (hash) {
    const inner = findNumbered(shadow, at + hash[0].length, end)
    const depth = hash[1]!.length
    return {
      family: `hash${depth}`,
      rank: depth,
      number: inner?.number ?? null,
      start: inner?.start ?? at,
      end: inner?.end ?? at + hash[0].length,
      holds: true,
    }
  }
  const sign = matchAt(signs, shadow, at)
  if (sign) {
    const holds = end - at <= longestSigned && !/[。;!?]/.test(shadow.slice(at, end))
    return {
      family: holds ? 'sign' : 'caption',
      rank: holds ? 11 : 24,
      number: null,
      start: at,
      end: at + sign[0].length,
      holds,
    }
  }
  const bullet = matchAt(bullets, shadow, at)
  if (!bullet) return findNumbered(shadow, at, end)
  const inner = findNumbered(shadow, at + bullet[0].length, end)
  return inner ?? { family: 'bullet', rank: 24, number: null, start: at, end: at + bullet[0].length, holds: false }
}

/** As `findMarker`, of markers with a number only. */
export function findNumbered(shadow: string, from: number, end: number): Marker | undefined {
  const at = shadow.startsWith('**', from) ? from + 2 : from
  for (const { family, rank, pattern, alone } of formsOf.get(shadow.charCodeAt(at)) ?? []) {
    const match = matchAt(pattern, shadow, at)
    const markerEnd = at + (match?.[0].length ?? 0)
    if (!match || markerEnd > end || (alone && end - markerEnd > 2)) continue
    const number = family === 'circle' ? shadow.charCodeAt(at) - 0x245f : parseOrdinal(match[1] ?? '1')
    if (number !== undefined) return { family, rank, number, start: at, end: markerEnd, holds: rank < 20 }
  }
  return undefined
}

function matchAt(pattern: RegExp, shadow: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(shadow)
}
