import type { Area, GridSize } from './grid-state.ts'

/** Rows and cells of a text that a spreadsheet put on the clipboard; a quoted cell may hold tabs and line ends. */
export function parseTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [['']]
  let isQuoted = false
  const add = (sign: string) => {
    const row = rows.at(-1)!
    row[row.length - 1] += sign
  }
  const body = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!
    const isEmpty = rows.at(-1)!.at(-1) === ''
    if (isQuoted) {
      if (sign !== '"') add(sign)
      else if (body[at + 1] === '"') {
        add('"')
        at += 1
      } else isQuoted = false
    } else if (sign === '"' && isEmpty) isQuoted = true
    else if (sign === '\t') rows.at(-1)!.push('')
    else if (sign === '\n') rows.push([''])
    else add(sign)
  }
  return rows
}

export const formatTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quoted).join('\t')).join('\n')

const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export interface PlacedText {
  readonly row: number
  readonly column: number
  readonly text: string
}

/** Where a pasted block goes: from the corner of the area, repeated where the area is a whole multiple of it, cut at the edges. */
export function placeBlock(block: readonly (readonly string[])[], area: Area, size: GridSize): readonly PlacedText[] {
  const height = block.length
  const width = Math.max(...block.map((row) => row.length))
  const rows = stretch(height, area.bottom - area.top + 1)
  const columns = stretch(width, area.right - area.left + 1)
  const placed: PlacedText[] = []
  for (let row = 0; row < rows && area.top + row < size.rows; row += 1) {
    for (let column = 0; column < columns && area.left + column < size.columns; column += 1) {
      const text = block[row % height]?.[column % width] ?? ''
      placed.push({ row: area.top + row, column: area.left + column, text })
    }
  }
  return placed
}

const stretch = (own: number, asked: number) => (asked % own === 0 ? asked : own)
