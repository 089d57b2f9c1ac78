import type { Dictionary } from '../dictionary/compile.ts'
import { findLongest } from '../dictionary/trie.ts'
import type { Comparator, Dimension, Mention } from '../mention/mention.ts'
import type { PlacedMention, Reading } from './reading.ts'

/** A cell of a table written as text, with the words of its row and its column. */
export interface TableCell {
  /** Where the cell stands in the reading. */
  readonly start: number
  readonly end: number
  readonly row: string
  readonly column: string
  /** The column before that this one tells the growth or the share of: 增速 beside 地区生产总值. */
  readonly of: string
  /** The cell that says where: 属地. */
  readonly place: string
  /** The label names a project or a firm, not what is measured. */
  readonly named: boolean
  /** The words above the table. */
  readonly unit: string
}

/** Heads of columns that say how the column before moved or what part it is. */
export const DERIVED =
  /^(?:同比|比上年|较上年)?(?:增速|增幅|增长|增减|增长率|涨幅|降幅|同比|占比|比重)$|^(?:同比|比上年|较上年)(?:±|[+]-)?$/
const BRACKETED = /[（(]([^（）()]{1,12})[）)]/
const NUMBER = /^(≥|≤|>|<|约|超|不低于|不少于)?(-?\d[\d,]{0,20}(?:\.\d{1,10})?)(以上|左右|以内|以下)?$/
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '≥': 'ge',
  '≤': 'le',
  '>': 'gt',
  '<': 'lt',
  约: 'approx',
  超: 'gt',
  不低于: 'ge',
  不少于: 'ge',
  以上: 'ge',
  左右: 'approx',
  以内: 'le',
  以下: 'le',
}

/** The cells of all tables of a reading that stand under a head and beside a label; linear in its length [CS12]. */
export function findCells(reading: Reading): TableCell[] {
  const cells: TableCell[] = []
  let head: string[] | null = null
  let tableUnit = ''
  for (let start = 0; start < reading.text.length; ) {
    let end = reading.text.indexOf('\n', start)
    if (end < 0) end = reading.text.length
    const line = reading.text.slice(start, end)
    const loose = /^[^\t]{0,40}单位[：:]?([^\s）)，。\t]{1,16})/.exec(line)
    if (!line.includes('\t')) {
      if (loose?.[1]) tableUnit = loose[1]
      else if (line.length > 30) tableUnit = ''
      head = null
    } else {
      const row = line.split('\t').map((cell) => cell.trim())
      if (head === null) head = row
      else if (!/^[-—:：]+$/.test(row.join(''))) cells.push(...cellsOf(line, start, row, head, tableUnit))
    }
    start = end + 1
  }
  return cells
}

function cellsOf(
  line: string,
  start: number,
  row: readonly string[],
  head: readonly string[],
  tableUnit: string,
): TableCell[] {
  const labelAt = row.findIndex((cell) => cell !== '' && !/^[\d.、\s一二三四五六七八九十]+$/.test(cell))
  if (labelAt < 0) return []
  const label = row[labelAt] ?? ''
  const unitAt = head.findIndex((cell) => /^(?:计量)?单位$/.test(cell))
  const placeAt = head.findIndex((cell) =>
    /^(?:属地|所在地|所属地|所在.{0,4}|建设地点|项目地点|地点|地区|区域|区划|行政区|县区|区县|县市|县（市、区）|市县|镇街|乡镇)$/.test(
      cell,
    ),
  )
  const place = placeAt >= 0 && placeAt !== labelAt ? (row[placeAt] ?? '') : ''
  const named = /^(?:项目|企业|单位|工程|产品)?名称$|^(?:重[点大])?项目$|^企业$/.test(head[labelAt] ?? '')
  const cells: TableCell[] = []
  let at = start
  const parts = line.split('\t')
  for (const [index, part] of parts.entries()) {
    const column = head[index] ?? ''
    if (index > labelAt && index !== unitAt && /\d/.test(part) && !/^序号|备注|单位/.test(column)) {
      const own = unitAt >= 0 ? (row[unitAt] ?? '') : ''
      const unit =
        own || (BRACKETED.exec(label)?.[1] ?? BRACKETED.exec(column)?.[1] ?? unitOf(tableUnit, `${label}${column}`))
      const end = at + part.length
      const of = DERIVED.test(bareLabel(column)) ? ownerOf(head, index, labelAt) : ''
      cells.push({ start: at, end, row: label, column, of, place, named, unit })
    }
    at += part.length + 1
  }
  return cells
}

/** What the words of a row and its column are measured in, by the end of the unit. */
const KINDS: readonly (readonly [words: RegExp, unit: RegExp])[] = [
  [/资金|投资|金额|收入|支出|产值|增加值|补助|预算|税|费|利润|总额|余额|销售额/, /元$/],
  [/增速|增长|增幅|占比|比重|率$/, /%$/],
  [/植树|苗木/, /株$/],
  [/面积|农田|造林|用地|种植|播种|绿化/, /[亩顷]$|平方/],
  [/产量|吞吐量|储量|用量|排放量/, /[吨斤克箱时]$|立方/],
  [/里程|长度|公路|道路|管网|河道/, /公里$|米$/],
  [/人数|人口|人次|就业|培训/, /人次?$|名$/],
  [/户数|农户|户$/, /户$/],
  [/数$|个数|企业|项目/, /[个家项座处所]$/],
]

/** Of the several units of a caption (单位：万亩、万元) the one that fits the words. */
function unitOf(caption: string, words: string): string {
  const units = caption.split(/[、和及与/](?=[\u4e00-\u9fff%])/)
  if (units.length < 2 || !/[、和及与]/.test(caption)) return caption
  for (const [kind, end] of KINDS) {
    const unit = kind.test(words) ? units.find((own) => end.test(own)) : undefined
    if (unit !== undefined) return unit
  }
  return units[0] ?? caption
}

/** The nearest column before that measures something itself. */
function ownerOf(head: readonly string[], index: number, labelAt: number): string {
  for (let at = index - 1; at > labelAt; at--) {
    const words = bareLabel(head[at] ?? '')
    if (words !== '' && !DERIVED.test(words) && !/^序号|单位|备注/.test(words)) return words
  }
  return ''
}

/** The figure of a cell that holds nothing but a number, in the unit of its row, its column or its table. */
export function mentionOfCell(
  dictionary: Dictionary,
  input: string,
  reading: Reading,
  cell: TableCell,
): PlacedMention | null {
  const words = reading.text.slice(cell.start, cell.end)
  const match = NUMBER.exec(words.trim())
  if (!match?.[2]) return null
  const at = cell.start + words.indexOf(match[2])
  const to = at + match[2].length
  const offset = reading.offsets[at] ?? 0
  const until = (reading.offsets[to - 1] ?? 0) + 1
  const exact = match[2].replace(/,/g, '')
  const mention: Mention = {
    text: input.slice(offset, until),
    offset,
    value: Number(exact),
    valueMax: null,
    exact,
    exactMax: null,
    unit: cell.unit,
    start: offset,
    end: until,
    comparator: COMPARATORS[match[1] ?? match[3] ?? ''] ?? 'eq',
    dimension: dimensionOf(dictionary, cell.unit),
    spellings: [],
  }
  return { mention, at, to, start: at, end: to }
}

function dimensionOf(dictionary: Dictionary, unit: string): Dimension {
  const bare = unit.replace(/^[百千万亿]+(?=.)/, '')
  const hit = findLongest(dictionary.units, unit, 0) ?? findLongest(dictionary.units, bare, 0)
  return hit?.entry.dimension ?? (/[/]/.test(unit) ? 'amount' : 'count')
}

/** A label without its unit in brackets. */
export function bareLabel(words: string): string {
  return words
    .replace(BRACKETED, '')
    .replace(/^\d{1,2}[.、]/, '')
    .trim()
}
