import type { DictionaryUnit } from '../dictionary/dictionary.ts'
import { findLongest } from '../dictionary/trie.ts'
import type { MentionWords } from './mention-words.ts'

/** The unit of a table's bare figure, as printed in its column's head, its row's label, a cell beside it or the caption. */
export interface CellUnit {
  readonly text: string
  readonly entry: DictionaryUnit
}

/** By the index of its first digit: the unit of every bare figure in a cell, null where the table states none. */
export type CellUnits = ReadonlyMap<number, CellUnit | null>

interface Cell {
  readonly start: number
  readonly words: string
}

interface Block {
  columns: readonly (CellUnit | undefined)[]
  skipped: ReadonlySet<number>
  caption: CellUnit | undefined
  rows: number
}

const separated = /[|\t]| {3}/
const figure = /^[≥≤><+-]?(\d[\d,]*(?:\.\d+)?)(?:以上|以下|左右|以内)?$/
const captioned = /单位[:：]\s*([^\s,，;；)）]{1,12})/
/** Heads of columns whose numbers are no figures. */
const labels = /序号|编号|代码|电话|年份|年度|时间|时限|年限|页码|备注/

/** The units of the bare figures in tables as text: cells apart by |, tabs or three blanks, a row a line [CM16]. */
export function unitsOfCells(shadow: string, words: MentionWords): CellUnits {
  const units = new Map<number, CellUnit | null>()
  if (!separated.test(shadow)) return units
  let block: Block = emptyBlock(undefined)
  for (let start = 0; start < shadow.length; ) {
    const stop = shadow.indexOf('\n', start)
    const end = stop < 0 ? shadow.length : stop
    const line = shadow.slice(start, end)
    if (separated.test(line)) readRow(cellsOf(line, start), words, block, units)
    else if (line.trim() !== '')
      block = emptyBlock(captionOf(line, words) ?? (block.rows === 0 ? block.caption : undefined))
    start = end + 1
  }
  return units
}

function emptyBlock(caption: CellUnit | undefined): Block {
  return { columns: [], skipped: new Set(), caption, rows: 0 }
}

function captionOf(line: string, words: MentionWords): CellUnit | undefined {
  const found = line.length < 200 ? captioned.exec(line) : null
  return found === null ? undefined : wholeUnit(found[1] as string, words)
}

function cellsOf(line: string, start: number): readonly Cell[] {
  const mark = line.includes('|') ? /\|/g : line.includes('\t') ? /\t/g : / {3,}/g
  const cells: Cell[] = []
  let from = 0
  for (const hit of line.matchAll(mark)) {
    cells.push({ start: start + from, words: line.slice(from, hit.index) })
    from = hit.index + hit[0].length
  }
  cells.push({ start: start + from, words: line.slice(from) })
  return cells
}

function readRow(cells: readonly Cell[], words: MentionWords, block: Block, units: Map<number, CellUnit | null>): void {
  block.rows++
  const figures = cells.map((cell) => (cell.words.length > 24 ? null : figure.exec(cell.words.trim())))
  if (figures.every((found) => found === null)) {
    if (cells.every((cell) => /^[\s:-]*$/.test(cell.words))) return
    block.columns = cells.map((cell) => unitIn(cell.words, words))
    block.skipped = new Set(cells.flatMap((cell, i) => (labels.test(cell.words.slice(0, 40)) ? [i] : [])))
    return
  }
  let label = false
  let unit: CellUnit | undefined
  cells.forEach((cell, i) => {
    const found = figures[i]
    if (found === null || found === undefined) {
      unit = unitIn(cell.words, words) ?? unit
      label ||= cell.words.trim() !== ''
      return
    }
    const known = block.columns[i] ?? (label && !block.skipped.has(i) ? (unit ?? block.caption) : undefined)
    units.set(cell.start + cell.words.indexOf((found[1] as string)[0] as string), known ?? null)
  })
}

/** 亿元 as a cell of its own, or （亿元） at the end of a label. */
function unitIn(cell: string, words: MentionWords): CellUnit | undefined {
  const text = cell.trim()
  if (text.length > 60) return undefined
  if (/(排名|位次|名次)$/.test(text)) return wholeUnit('位', words, 'rank')
  const open = text.lastIndexOf('(')
  if (open >= 0 && text.endsWith(')')) return wholeUnit(text.slice(open + 1, -1).replace(/^单位:/, ''), words)
  return wholeUnit(text, words)
}

function wholeUnit(text: string, words: MentionWords, dimension?: 'rank'): CellUnit | undefined {
  const bare = text.trim()
  let at = 0
  while (at < 3 && '十百千万亿'.includes(bare[at] ?? '#')) at++
  for (let from = at; from >= 0; from--) {
    const hit = findLongest(words.units, bare, from)
    if (hit === undefined) continue
    if (hit.end === bare.length || bare[hit.end] === '/') {
      return { text: bare, entry: dimension === undefined ? hit.entry : { ...hit.entry, dimension } }
    }
  }
  return undefined
}
