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
  /** Sticky; its first group is the number. */
  readonly pattern: RegExp
  /** Only where nothing, or only a short heading, follows on the line. */
  readonly alone?: boolean
}

const chinese = '[〇零一二三四五六七八九十百]{1,5}'

/** In the order tried. Ranks leave room between for headings without a marker [CT3]. */
const forms: readonly Form[] = [
  { family: 'attachment', rank: -10, pattern: new RegExp(`附[件表录] ?(\\d{1,2}|${chinese})?[:]?`, 'y'), alone: true },
  { family: 'part', rank: 7, pattern: new RegExp(`第(\\d{1,3}|${chinese})(?:编|篇|部分)(?=[ \\t:]|$)[:]?`, 'my') },
  { family: 'chapter', rank: 8, pattern: new RegExp(`第(\\d{1,3}|${chinese})章(?=[ \\t:]|$)[:]?`, 'my') },
  { family: 'section', rank: 9, pattern: new RegExp(`第(\\d{1,3}|${chinese})节(?=[ \\t:]|$)[:]?`, 'my') },
  { family: 'article', rank: 10, pattern: new RegExp(`第(\\d{1,3}|${chinese})条(?=[ \\t:]|$)[:]?`, 'my') },
  { family: 'comma', rank: 12, pattern: new RegExp(`(${chinese})[、.]`, 'y') },
  { family: 'bracket', rank: 14, pattern: new RegExp(`[(](${chinese})[)][、.]?`, 'y') },
  {
    family: 'named',
    rank: 15,
    pattern: new RegExp(`(?:行动|任务|工程|举措|专栏|目标|专项) ?(\\d{1,2}|${chinese})[:、 ]`, 'y'),
  },
  { family: 'decimal3', rank: 16.4, pattern: /\d{1,2}\.\d{1,2}\.(\d{1,2})\.?[ \t]+(?=[一-鿿])/y },
  { family: 'decimal2', rank: 16.2, pattern: /\d{1,2}\.(\d{1,2})\.?[ \t]+(?=[一-鿿])/y },
  { family: 'number', rank: 16, pattern: /(\d{1,3})(?:\.(?!\d)|、)/y },
  {
    family: 'number',
    rank: 16,
    pattern: /(\d{1,2})[ \t]+(?=[一-鿿“"《])(?![年月日个项家万亿元户人名座条只头亩所件次米吨公多余时分强位平])/y,
  },
  { family: 'numberBracket', rank: 18, pattern: /[(](\d{1,3})[)][、.]?/y },
  { family: 'numberHalfBracket', rank: 19, pattern: /(\d{1,3})[)]/y },
  { family: 'circle', rank: 20, pattern: /[①-⑳]/y },
  { family: 'is', rank: 22, pattern: new RegExp(`(${chinese})[是要](?![否非素求])`, 'y') },
  { family: 'first', rank: 22, pattern: new RegExp(`第(${chinese})[,、]`, 'y') },
]

const hashes = /(#{1,6})[ \t]*/y
const bullets = /(?:[-*+][ \t]+|—{2}(?! ?\d{4}|在)|[•·●■◆◇○□▪►▶★☆※➢][ \t]*)/y
const signs = /[▼▲△▽][ \t]*/y
const longestSigned = 40
const bold = /\*\*/y

/**
 * The marker that opens a clause at `at`, which is where a line's words or a point inside a paragraph begin [CT2].
 *
 * @param shadow of the text, see `shadowOf`.
 * @param end of the clause's words.
 */
export function findMarker(shadow: string, at: number, end: number): Marker | undefined {
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
  const at = matchAt(bold, shadow, from) ? from + 2 : from
  for (const { family, rank, pattern, alone } of forms) {
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
