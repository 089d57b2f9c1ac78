import { UnitSet } from '../dictionary/unit-set.ts'

const NUMBER = /^[≥≤><约超]?-?\d[\d,]{0,20}(?:\.\d{1,10})?(?:%|％)?(?:以上|左右|以内)?$/
const WORDS = /^[\u4e00-\u9fffA-Za-z（(“][^\s，。；、！？]{0,24}$/
const LONGEST = 200
const BLANKS = new UnitSet(' \u3000\u00a0')

interface Line {
  readonly start: number
  readonly end: number
  readonly cells: readonly string[]
}

/**
 * The single blanks that part the cells of tables: a row of names over two rows or more of as many cells, each a name and
 * numbers in the same columns. Null when the text has none. Linear in its length [CS12].
 */
export function findBlankTables(input: string): Uint8Array | null {
  let marks: Uint8Array | null = null
  let head: Line | null = null
  let rows: Line[] = []
  const close = () => {
    if (head && rows.length >= 2) {
      marks ??= new Uint8Array(input.length + 1)
      for (const { start, end } of [head, ...rows])
        for (let at = start; at <= end; at++) if (at === end || isBlank(input.charCodeAt(at))) marks[at] = 1
    }
    head = null
    rows = []
  }
  for (let start = 0; start < input.length; ) {
    let end = input.indexOf('\n', start)
    if (end < 0) end = input.length
    const line = end - start <= LONGEST ? split(input, start, end) : null
    if (line && head && isRowOf(head, rows[0], line)) rows.push(line)
    else {
      close()
      if (line?.cells.every((cell) => WORDS.test(cell))) head = line
    }
    start = end + 1
  }
  close()
  return marks
}

function isBlank(code: number): boolean {
  return code === 32 || code === 0x3000 || code === 0xa0
}

function split(input: string, start: number, end: number): Line | null {
  const words = input.slice(start, end).trim()
  if (!BLANKS.isIn(words)) return null
  const cells = words.split(/[ \u3000\u00a0]/)
  return cells.length >= 2 && cells.length <= 12 && !cells.includes('') ? { start, end, cells } : null
}

function isRowOf(head: Line, first: Line | undefined, line: Line): boolean {
  if (line.cells.length !== head.cells.length || !WORDS.test(line.cells[0] ?? '')) return false
  const numbers = line.cells.map((cell) => NUMBER.test(cell))
  if (!numbers.includes(true)) return false
  return !first || first.cells.every((cell, at) => NUMBER.test(cell) === numbers[at])
}
