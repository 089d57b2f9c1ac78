import { type Part, readBodyList } from './body-list.ts'
import type { Clause } from './outline.ts'

interface TabledBody {
  readonly start: number
  readonly end: number
  readonly part: Part
  readonly anchor: string
}

interface Cell {
  readonly start: number
  readonly end: number
}

const leads = /^(?:牵头|责任|主办|负责|实施|落实)(?:责任)?(?:单位|部门|主体)/
const supports = /^(?:配合|协办|参与|支持|协同)(?:责任)?(?:单位|部门)/

/** The bodies in the columns that a table's heading row calls 责任单位, 牵头单位 or 配合单位 [CT12]. */
export function readDutyTable(shadow: string, outline: readonly Clause[]): TabledBody[] {
  const bodies: TabledBody[] = []
  let columns: (Part | null)[] = []
  for (const { kind, start, end, anchor } of outline) {
    if (kind !== 'row') {
      columns = []
      continue
    }
    const cells = cellsOf(shadow, start, end)
    const parts = cells.map((cell) => columnPart(shadow.slice(cell.start, cell.end)))
    if (parts.some((part) => part !== null)) {
      columns = parts
      continue
    }
    cells.forEach((cell, column) => {
      const part = columns[column]
      if (!part) return
      const list = readBodyList(shadow, cell, { otherwise: part, labelled: true })
      bodies.push(...list.map((body) => ({ ...body, anchor })))
    })
  }
  return bodies
}

function columnPart(words: string): Part | null {
  if (words.length > 14) return null
  return supports.test(words) ? 'support' : leads.test(words) ? 'lead' : null
}

function cellsOf(shadow: string, start: number, end: number): Cell[] {
  const bar = shadow.slice(start, end).includes('|')
  const gap = bar ? /\|/g : shadow.slice(start, end).includes('\t') ? /\t/g : / {2,40}/g
  const cells: Cell[] = []
  let from = start
  for (const match of shadow.slice(start, end).matchAll(gap)) {
    cells.push(trimmed(shadow, from, start + match.index))
    from = start + match.index + match[0].length
  }
  cells.push(trimmed(shadow, from, end))
  return cells
}

function trimmed(shadow: string, start: number, end: number): Cell {
  let from = start
  let to = end
  while (from < to && shadow[from] === ' ') from++
  while (to > from && shadow[to - 1] === ' ') to--
  return { start: from, end: to }
}
