import type { PlacedMention } from './reading.ts'

/** Where a mention stands among the signs that part a text; ends are exclusive, all indexes are of the reading. */
export interface Surroundings {
  readonly line: number
  readonly sentence: number
  /** After the last 。；or line break. */
  readonly part: number
  readonly clause: number
  readonly clauseEnd: number
  readonly sentenceEnd: number
}

const LINE_WINDOW = 400
const CLAUSE_ENDS = '，。；：\n\t！？…'
const PART_ENDS = '。；\n\t！？'
/** 县（市、区） is one word. */
const SHORT_BRACKET = /^（(?:市、区|市区|街道?|社区|[区市县镇乡居])）/
const SENTENCE_ENDS = '。\n！？'

/** Looks around a mention, at most 400 units each way, so that a text without signs is still read in linear time. */
export function lookAround(text: string, placed: PlacedMention): Surroundings {
  const floor = Math.max(0, placed.start - LINE_WINDOW)
  const ceiling = Math.min(text.length, placed.end + LINE_WINDOW)
  let clause = -1
  let part = -1
  let sentence = -1
  let line = -1
  let depth = 0
  for (let at = placed.start - 1; at >= floor && line < 0; at--) {
    const sign = text.charAt(at)
    if (sign === '）' && clause < 0) depth++
    if (sign === '（' && clause < 0) {
      if (depth === 0) clause = at + 1
      else depth--
    }
    if (depth > 0 && sign !== '\n' && sign !== '。') continue
    if (clause < 0 && CLAUSE_ENDS.includes(sign)) clause = at + 1
    if (part < 0 && PART_ENDS.includes(sign)) part = at + 1
    if (sentence < 0 && SENTENCE_ENDS.includes(sign)) sentence = at + 1
    if (sign === '\n') line = at + 1
  }
  let clauseEnd = -1
  let sentenceEnd = ceiling
  for (let at = placed.end; at < ceiling; at++) {
    const sign = text.charAt(at)
    if (sign === '（' && SHORT_BRACKET.test(text.slice(at, at + 7))) at = text.indexOf('）', at)
    else if (clauseEnd < 0 && (CLAUSE_ENDS.includes(sign) || sign === '）' || sign === '（')) clauseEnd = at
    if (SENTENCE_ENDS.includes(sign)) {
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
    sentenceEnd,
  }
}
