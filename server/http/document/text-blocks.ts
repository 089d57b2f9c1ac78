/** Above so many lines in a cell, the table is there for the layout of a page and not for figures. */
const cellLineLimit = 8

/** Collects lines; inside a table they collect in a cell, and a row becomes one line. */
export interface TextBlocks {
  line(text: string): void
  beginRow(): void
  endRow(): void
  beginCell(): void
  endCell(): void
  /** Between these, lines stand aside: a text box that floats over a paragraph. */
  beginAside(): void
  endAside(): readonly string[]
  text(): string
}

export function createTextBlocks(): TextBlocks {
  const body: string[] = []
  const sinks: string[][] = [body]
  const rows: (readonly string[])[][] = []
  const sink = () => sinks.at(-1) ?? body
  const endSink = () => (sinks.length > 1 ? sinks.pop()! : [])

  return {
    line(text) {
      for (const piece of text.split('\n')) if (/\S/.test(piece)) sink().push(piece.trimEnd())
    },
    beginRow() {
      rows.push([])
    },
    endRow() {
      for (const line of rowLines(rows.pop() ?? [])) sink().push(line)
    },
    beginCell() {
      sinks.push([])
    },
    endCell() {
      const lines = endSink()
      const row = rows.at(-1)
      if (row) row.push(lines)
      else for (const line of lines) sink().push(line)
    },
    beginAside() {
      sinks.push([])
    },
    endAside: endSink,
    text: () => body.join('\n'),
  }
}

function rowLines(cells: readonly (readonly string[])[]): readonly string[] {
  if (cells.length === 1 || cells.some((lines) => lines.length > cellLineLimit)) return cells.flat()
  if (cells.every((lines) => lines.length === 0)) return []
  return [cells.map((lines) => lines.map((line) => line.trim()).join(' ')).join(' | ')]
}
