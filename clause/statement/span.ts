import type { PlacedMention } from './reading.ts'

/** Where a mention stands among the signs that part a text; ends are exclusive, all indexes are of the reading. */
export interface Surroundings {
  readonly line: number
  readonly sentence: number
  /** After the last 。；or line break. */
  readonly part: number
  readonly clause: number
  readonly clauseEnd: number
}

const LINE_WINDOW = 300
const CLAUSE = 1
const PART = 2
const SENTENCE = 4
const LINE = 8
const OPEN = 16
const CLOSE = 32

/** What each sign parts, by its code. */
const PARTS = new Uint8Array(65536)
for (const [signs, parts] of [
  ['，：…\t', CLAUSE],
  ['；\t', CLAUSE | PART],
  ['。！？', CLAUSE | PART | SENTENCE],
  ['\n', CLAUSE | PART | SENTENCE | LINE],
  ['（', OPEN],
  ['）', CLOSE],
] as const) {
  for (const sign of signs) PARTS[sign.charCodeAt(0)] = (PARTS[sign.charCodeAt(0)] ?? 0) | parts
}

/** 县（市、区） is one word. */
const SHORT_BRACKET = /^（(?:市、区|市区|街道?|社区|[区市县镇乡居])）/
/** Looks around a mention, at most 300 units each way, so that a text without signs is still read in linear time. */
export function lookAround(text: string, placed: PlacedMention): Surroundings {
  const floor = Math.max(0, placed.start - LINE_WINDOW)
  const ceiling = Math.min(text.length, placed.end + LINE_WINDOW)
  let clause = -1
  let part = -1
  let sentence = -1
  let line = -1
  let depth = 0
  for (let at = placed.start - 1; at >= floor && line < 0; at--) {
    const parts = PARTS[text.charCodeAt(at)] ?? 0
    if (parts === 0) continue
    if (parts === CLOSE && clause < 0) depth++
    if (parts === OPEN && clause < 0) {
      if (depth === 0) clause = at + 1
      else depth--
    }
    if (depth > 0 && (parts & SENTENCE) === 0) continue
    if (clause < 0 && parts & CLAUSE) clause = at + 1
    if (part < 0 && parts & PART) part = at + 1
    if (sentence < 0 && parts & SENTENCE) sentence = at + 1
    if (parts & LINE) line = at + 1
  }
  let clauseEnd = -1
  let sentenceEnd = ceiling
  for (let at = placed.end; at < ceiling; at++) {
    const parts = PARTS[text.charCodeAt(at)] ?? 0
    if (parts === 0) continue
    if (parts === OPEN && SHORT_BRACKET.test(text.slice(at, at + 7))) at = text.indexOf('）', at)
    else if (clauseEnd < 0 && (parts & (CLAUSE | OPEN | CLOSE)) > 0) clauseEnd = at
    if (parts & SENTENCE) {
      sentenceEnd = at
      break
    }
  }
  const found = (index: number) => (index < 0 ? floor : index)
  return {
    line: found(line),
    sentence: found(sentence),
    part: found(part),
    clause: found(clause),
    clauseEnd: clauseEnd < 0 ? sentenceEnd : clauseEnd,
  }
}
