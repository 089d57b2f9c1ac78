import type { Dictionary } from '../dictionary/compile.ts'
import { findMentions } from '../mention/find-mentions.ts'
import { indexCues } from './cue-index.ts'
import { type Frame, findKind, makeFrames } from './frame.ts'
import { findHome } from './home.ts'
import { type PlaceMention, scanPlaces } from './place-scan.ts'
import { makeReading, type PlacedMention, placeMentions, type Reading } from './reading.ts'
import type { Modality, Statement } from './statement.ts'
import { findCells, mentionOfCell, type TableCell } from './table.ts'
import { makeTeller } from './tell.ts'
import { findFigures } from './threshold.ts'
import { type DocumentDate, scanTimes } from './time-scan.ts'

/** More figures than any document of an office states; beyond them a text is there to hold the reader up [CS15]. */
const MOST_FIGURES = 100_000

/** What is known of a text from outside it. */
export interface StatementOptions {
  /** When it was written: YYYY, YYYY-MM or YYYY-MM-DD; 今年 and 去年 are told by it. */
  readonly date?: string
}

/**
 * The quantified statements of a text in reading order. Offsets are UTF-16 indexes into `text`; every numeral is one that
 * `findMentions` gives, or the number of a table's cell. Any text is read, in time linear in its length [CS1]–[CS12]; of more
 * than 100,000 figures the first 100,000 are told [CS15].
 */
export function readStatements(
  text: string,
  dictionary: Dictionary,
  options: StatementOptions = {},
): readonly Statement[] {
  const found = findMentions(text, dictionary, MOST_FIGURES)
  const reading = makeReading(text, found)
  const date = readDate(options.date, reading.text)
  const places = scanPlaces(dictionary, reading.text)
  const times = scanTimes(reading.text, date)
  const kind = findKind(dictionary, reading.text)
  const frames = makeFrames(dictionary, reading.text, places, times, kind)
  const cells = findCells(reading)
  const mentions = mergeCells(dictionary, text, reading, placeMentions(reading, found), cells)
  const figures = findFigures(
    dictionary,
    reading.text,
    outsideNames(mentions, places).filter((own, index) => index < MOST_FIGURES && !isUnitCell(reading.text, own)),
  )
  const home = findHome(dictionary, reading.text, places, frames)
  const tell = makeTeller({
    input: text,
    reading,
    dictionary: { ...dictionary, spotted: indexCues(dictionary.cues, reading.text) },
    date,
    kind,
    places,
    times,
    frames,
    cells,
    home,
    lean: findLean(
      frames,
      reading.text,
      times.some((time) => time.explicit && date.year !== null && time.year > date.year),
    ),
    mentions: figures,
  })
  const statements: Statement[] = []
  for (let index = 0; index < figures.length; ) {
    const told = tell(index)
    statements.push(...told.statements)
    index = told.next
  }
  return raisePairs(statements)
}

/** 确保增长8%，力争10%: a pair of floor and hope bounds from below, each of them [CS7]. */
function raisePairs(statements: readonly Statement[]): Statement[] {
  return statements.map((own, index) => {
    const before = statements[index - 1]
    const next = statements[index + 1]
    const paired = (next && isPair(own, next)) || (before && isPair(before, own))
    return paired && own.comparator === 'eq' ? { ...own, comparator: 'ge' as const } : own
  })
}

function isPair(firm: Statement, stretch: Statement): boolean {
  return (
    firm.commitment === 'firm' &&
    /确保|力保|务必|保证/.test(firm.quote) &&
    stretch.commitment === 'stretch' &&
    firm.unit === '%' &&
    stretch.unit === '%' &&
    stretch.offset - firm.offset < 60
  )
}

/** A text whose points open with a verb sets tasks: （一）做优水果产业. */
function findLean(frames: readonly Frame[], text: string, ahead: boolean): Modality | null {
  const points = frames.filter((frame) => POINT.test(text.slice(frame.start, Math.min(frame.end, frame.start + 12))))
  const isAhead = ahead || !PAST.test(text.slice(0, 20_000))
  return points.length > 0 || frames.some((frame) => MARKED.test(text.slice(frame.start, frame.start + 6)) && isAhead)
    ? 'target'
    : null
}

const PAST = /同比|已|截至|上年|去年|以来|完成了|实现了|初步核算|目前|获/
const MARKED = /^(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)/
const POINT =
  /^(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）|\d{1,2}[.、]|[一二三四五六七八九十]是|——)(?:[做抓推建培强扩提加稳守优锻支实健完开深发打落构促增保统聚突补畅织绘夯激壮拓办兜织严积大全着持坚])/

const TITLE_YEAR = /(20\d\d)(?:年|[—–~至到-]{1,2}(20\d\d)年?)/

function readDate(date: string | undefined, text: string): DocumentDate {
  const given = /^(\d{4})(?:-(\d{2}))?/.exec(date ?? '')
  const title = text
    .slice(0, 200)
    .split('\n')
    .filter((line) => line.length > 0 && line.length <= 50 && !line.includes('。'))
    .slice(0, 3)
    .join('\n')
  const years =
    /方案|计划|规划|要点|公报|任务|报告|安排|清单|意见|表|情况|运行|统计|分析|通报|简报|总结|概况|快报|数据|措施|目标|指标/.test(
      title,
    )
      ? TITLE_YEAR.exec(title)
      : null
  const second = years && /\d{4}年.*\d{4}年/.test(title) && !years[2]
  return {
    year: given ? Number(given[1]) : null,
    month: given?.[2] ? Number(given[2]) : null,
    titleYear: years && !second ? Number(years[2] ?? years[1]) : null,
  }
}

/** Leaves out the numerals of names: 四门洞村. */
function outsideNames(mentions: readonly PlacedMention[], places: readonly PlaceMention[]): PlacedMention[] {
  let next = 0
  return mentions.filter((own) => {
    while (next < places.length && (places[next]?.end ?? 0) <= own.at) next++
    const place = places[next]
    return !place || own.at < place.at || own.to > place.end || /\d/.test(own.mention.text)
  })
}

/** 万吨 alone in a cell is a unit, as is what 单位： names. */
function isUnitCell(text: string, own: PlacedMention): boolean {
  if (!/^[百千万亿]+$/.test(own.mention.text)) return false
  return (
    /单位[：:][^，。；\n\t]{0,12}$/.test(text.slice(Math.max(0, own.at - 16), own.at)) ||
    (text.charAt(own.start - 1) === '\t' && '\t\n'.includes(text.charAt(own.end)))
  )
}

/** Adds the numbers of cells to the mentions, in order; a cell whose number is a mention already keeps that. */
function mergeCells(
  dictionary: Dictionary,
  input: string,
  reading: Reading,
  placed: readonly PlacedMention[],
  cells: readonly TableCell[],
): PlacedMention[] {
  const merged: PlacedMention[] = []
  let next = 0
  for (const cell of cells) {
    while (next < placed.length && (placed[next]?.at ?? 0) < cell.start) merged.push(placed[next++] as PlacedMention)
    if ((placed[next]?.at ?? Number.POSITIVE_INFINITY) < cell.end) continue
    const own = mentionOfCell(dictionary, input, reading, cell)
    if (own) merged.push(own)
  }
  while (next < placed.length) merged.push(placed[next++] as PlacedMention)
  return merged
}
