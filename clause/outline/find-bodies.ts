import { type ListedBody, type Part, readBodyList } from './body-list.ts'
import { readDutyTable } from './duty-table.ts'
import type { Clause, NamedBody } from './outline.ts'
import { shadowOf } from './shadow.ts'

const label =
  /(牵头|责任|主办|主责|负责|实施|组织|主管|落实|配合|协办|参与|支持|协同|协助|参加)(?:责任)?(?:单位|部门|主体|处室|科室|机构)(?:及(?:责任人|分工))?[ \t]{0,4}(?::|\||\t|为|是)[ \t]{0,4}/g
const otherLabel =
  /(?:完成|办结|工作|时间)?(?:时限|时间|期限|节点|责任人|联系人|分管领导|目标任务|备注)[ \t]{0,4}[:|\t]/
const supportLabel = /配合|协办|参与|支持|协同|协助|参加/
const duty = /(?:牵头|负责|配合|协办|主办|协助|会同|落实|参与)(?!单位|部门|主体|机构)/g
const brackets = /[(〔[【]([^()〔〕【】[\]]|[(][^()]{1,12}[)]){2,400}[)〕\]】]/g
const dutyInBrackets = /牵头|负责|配合|落实|实施|承担/
const longestList = 600
const longestPhrase = 160

interface Reach {
  readonly start: number
  readonly end: number
}

/**
 * The bodies that a text names as responsible, each by its own span and for its own clause [CT10].
 *
 * Read are lists after a label (责任单位：A、B；配合单位：C), in brackets (A、B负责), in a sentence (由A牵头，B、C配合), and in the
 * columns of a table that a heading row names. 牵头, 负责, 主办 and 责任单位 lead; 配合, 参与 and 协办 support. Ordered by offset, no
 * span twice.
 *
 * Rules: [CT10]…[CT13].
 */
export function findBodies(text: string, outline: readonly Clause[]): readonly NamedBody[] {
  const shadow = shadowOf(text)
  const found: NamedBody[] = []
  for (const clause of outline) {
    for (const { start, end, part } of bodiesOf(shadow, clause)) {
      found.push({ text: text.slice(start, end), offset: start, part, anchor: clause.anchor })
    }
  }
  for (const { start, end, part, anchor } of readDutyTable(shadow, outline)) {
    found.push({ text: text.slice(start, end), offset: start, part, anchor })
  }
  return dropRepeats(found)
}

function bodiesOf(shadow: string, clause: Clause): ListedBody[] {
  const words = shadow.slice(clause.start, clause.end)
  const bodies: ListedBody[] = []
  const read: Reach[] = []
  const take = (reach: Reach, list: ListedBody[]) => {
    if (list.length > 0) read.push(reach)
    bodies.push(...list)
  }
  const labels = [...words.matchAll(label)]
  labels.forEach((match, i) => {
    const start = match.index + match[0].length
    const next = Math.min(labels[i + 1]?.index ?? words.length, start + longestList)
    const end = start + lengthOfList(words.slice(start, next))
    const otherwise: Part = supportLabel.test(match[1]!) ? 'support' : 'lead'
    take({ start: match.index, end }, readBodyList(words, { start, end }, { otherwise, labelled: true }))
  })
  const inLabel = reachTest(read)
  for (const match of words.matchAll(brackets)) {
    const start = match.index + 1
    const end = match.index + match[0].length - 1
    if (inLabel(start) || !dutyInBrackets.test(match[0])) continue
    take({ start, end }, readBodyList(words, { start, end }, { otherwise: null, labelled: false }))
  }
  const isRead = reachTest(read)
  let done = 0
  for (const match of words.matchAll(duty)) {
    const end = match.index + match[0].length
    if (match.index < done || isRead(match.index)) continue
    const start = phraseStart(words, match.index, Math.max(done, match.index - longestPhrase))
    const list = readBodyList(words, { start, end }, { otherwise: null, labelled: false })
    if (match[0] === '会同' && list.length > 0) list.push(...partnersAfter(words, end))
    bodies.push(...list)
    done = end
  }
  return bodies.map(({ start, end, part }) => ({ start: start + clause.start, end: end + clause.start, part }))
}

/** 会同 names its partners after itself: 市住建局会同市财政局、市发改局制定办法. */
function partnersAfter(words: string, start: number): ListedBody[] {
  const stop = /[。;:,)\n]|制定|研究|开展|组织|建立|推进|出台|做好|抓好|等/.exec(
    words.slice(start, start + longestPhrase),
  )
  const end = start + (stop?.index ?? 0)
  return readBodyList(words, { start, end }, { otherwise: 'support', labelled: false })
}

/** Back to where the sentence, its bracket, or the nearest 由 begins; at most to `from`. */
function phraseStart(words: string, at: number, from: number): number {
  let depth = 0
  for (let i = at - 1; i >= from; i--) {
    const sign = words[i]!
    if (sign === ')') depth++
    else if (sign === '(') {
      if (depth === 0) return i + 1
      depth--
    } else if (depth === 0 && ('。;:!?由'.includes(sign) || (sign === '\n' && words[i - 1] === '\n'))) return i + 1
  }
  return from
}

/** Up to the full stop, the end of the bracket the list stands in, or a label of something else. */
function lengthOfList(words: string): number {
  const most = otherLabel.exec(words)?.index ?? words.length
  let depth = 0
  for (let i = 0; i < most; i++) {
    const sign = words[i]!
    if ('([〔'.includes(sign)) depth++
    else if (')]〕】'.includes(sign) && --depth < 0) return i
    else if (depth === 0 && '。;'.includes(sign)) return i
  }
  return most
}

/** Asked at growing indexes: does it lie in one of the reaches? */
function reachTest(reaches: readonly Reach[]): (at: number) => boolean {
  const sorted = reaches.toSorted((a, b) => a.start - b.start)
  let next = 0
  return (at) => {
    while (next < sorted.length && sorted[next]!.end <= at) next++
    return next < sorted.length && sorted[next]!.start <= at
  }
}

function dropRepeats(found: NamedBody[]): NamedBody[] {
  const sorted = found.toSorted((a, b) => a.offset - b.offset || b.text.length - a.text.length)
  let end = -1
  return sorted.filter(({ text, offset }) => {
    const free = offset >= end
    if (free) end = offset + text.length
    return free
  })
}
