import { endsSentence, type Line } from './line.ts'
import { findMarker } from './marker.ts'

/** What a line without a marker is among its neighbours. */
export type PlainKind = 'title' | 'speaker' | 'heading' | 'paragraph'

const longestTitle = 60
const longestHeading = 40
const shortestHeading = 4
const mostTitles = 6

const speaker = /(?:书记|[市区县镇长省]长|主任|局长|主席|董事长|总经理|负责人|主持人|发言人|记者)[^,。、各]{0,6}:$/
const front =
  /^[(（]?(?:19|20)\d{2} ?年|[〔[(][\dOo]{4}[〕\])]|^\d{4}[-/.]|^(?:各|尊敬|同志|有关).{0,50}:$|^(?:作者|来源|记者|通讯员|时间|日期|文图?[/ ])/
/** A whole document inside another, as a notice carries its plan. */
const carried =
  /^[^,。;]{4,50}(?:方案|办法|意见|措施|规划|计划|细则|规定|要点|纲要|条例|清单|指南)(?:[(][^()]{1,20}[)])?$/
const listed = /、[^、]{1,40}、/

/**
 * Tells titles, speaker lines and headings without a marker from plain paragraphs [CT6]: short, without the end of a
 * sentence, and above something that is longer or has a marker. A run of more than two such lines is a list, no heading.
 */
export function classifyPlainLines(shadow: string, lines: readonly Line[]): PlainKind[] {
  const short = lines.map((line) => isShort(shadow, line))
  const kinds: PlainKind[] = lines.map(() => 'paragraph')
  const body = short.indexOf(false)
  for (let i = 0; i < lines.length; ) {
    if (!short[i]) {
      i++
      continue
    }
    let end = i
    while (end < lines.length && short[end]) end++
    const run = lines.slice(i, end)
    const before = i === 0 ? undefined : familyOf(shadow, lines[i - 1])
    const after = familyOf(shadow, lines[end])
    const heads =
      after !== undefined && after !== 'row' && after !== 'attachment' && (after === 'plain' || after !== before)
    let titles = (i === 0 ? body > 0 : before === 'attachment') && run.length <= mostTitles
    const from = run.length <= 2 && !front.test(wordsOf(shadow, run.at(-1)!)) ? i : run.at(-1)!.gap > 0 ? end - 1 : end
    for (let k = i; k < end; k++) {
      const words = wordsOf(shadow, lines[k]!)
      if (isSpeaker(words)) titles = false
      if (titles) kinds[k] = front.test(words) ? 'paragraph' : 'title'
      else if (i > 0 || body > 0) kinds[k] = headingKind(words, heads && (k >= from || kinds[k - 1] === 'speaker'))
    }
    i = end
  }
  return kinds
}

function isShort(shadow: string, line: Line): boolean {
  const length = line.end - line.start
  if (line.row || length > longestTitle) return false
  const words = wordsOf(shadow, line)
  if (isSpeaker(words)) return true
  return (
    !endsSentence(shadow, line) &&
    !/[,、]$/.test(words) &&
    /[一-鿿]/.test(words) &&
    !findMarker(shadow, line.start, line.end)
  )
}

function isSpeaker(words: string): boolean {
  return words.endsWith(':') && speaker.test(words)
}

function familyOf(shadow: string, line: Line | undefined): string | undefined {
  if (!line) return undefined
  return line.row ? 'row' : (findMarker(shadow, line.start, line.end)?.family ?? 'plain')
}

function headingKind(words: string, heads: boolean): PlainKind {
  if (isSpeaker(words)) return 'speaker'
  if (heads && words.length >= 8 && carried.test(words)) return 'title'
  return heads &&
    words.length >= shortestHeading &&
    words.length <= longestHeading &&
    !front.test(words) &&
    !listed.test(words)
    ? 'heading'
    : 'paragraph'
}

function wordsOf(shadow: string, { start, end }: Line): string {
  return shadow.slice(start, Math.min(end, start + 200))
}
