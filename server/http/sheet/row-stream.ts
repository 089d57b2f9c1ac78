import { Problem } from '@gangju/net/problem'
import { type RowWords, readOddCell, TAG_LIMIT } from './odd-cell.ts'
import { createPlainCells } from './plain-cell.ts'
import { CELLS_AT_MOST, SheetRow } from './sheet-row.ts'
import { columnNumber } from './sheet-shape.ts'

/** Longest stretch of a sheet without the end of a row. */
const stretchLimit = 4 * 1024 * 1024
const rowLimit = 200_000
const cellLimit = 4_000_000
const mergeLimit = 20_000
/** In a row, beside cells. */
const otherTagLimit = 1_000

/** The same object for every row. */
export type StreamRow = Pick<
  SheetRow,
  | 'row'
  | 'isHidden'
  | 'cells'
  | 'count'
  | 'columns'
  | 'forms'
  | 'coefficients'
  | 'scales'
  | 'slotOf'
  | 'cellAt'
  | 'cellIn'
  | 'textAt'
  | 'textIn'
>

/** A block of merged cells; its text stands in the first one. */
export interface MergedBlock {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

/**
 * The rows of a sheet as its part is unpacked, each once, in order; what a sheet says of its own size is not believed.
 * Rows and cells must come in order, as every program writes them, so that no place can be stated twice.
 *
 * @param onRow may answer `false`: no further row is parsed, and the merged blocks at the end are still read.
 * @returns the merged blocks.
 * @throws Problem `file.corrupt`, `file.tooLarge`, `file.forbiddenContent`.
 */
export async function readRows(
  pieces: AsyncIterable<Buffer>,
  words: RowWords,
  onRow: (row: StreamRow) => boolean | void,
): Promise<readonly MergedBlock[]> {
  const reader = createRowReader(words, onRow)
  const plainNames = createNamePlainer()
  for await (const piece of pieces) {
    if (reader.skips()) reader.skip(piece, plainNames.release())
    else reader.take(plainNames.take(piece))
  }
  if (!reader.skips()) reader.take(plainNames.release())
  return reader.finish()
}

/** Tags whole and without the prefix that some programs give them: `<x:row` becomes `<row`. `release` gives what is held back. */
function createNamePlainer() {
  let carried: Buffer = Buffer.alloc(0)
  let prefix: RegExp | null | undefined
  const release = (): Buffer => {
    const left = carried
    carried = Buffer.alloc(0)
    return left
  }
  return {
    take(piece: Buffer): Buffer {
      if (prefix === null) return piece
      const bytes = Buffer.concat([carried, piece])
      const cut = bytes.lastIndexOf(60)
      carried = bytes.subarray(cut < 0 ? bytes.length : cut)
      const whole = bytes.subarray(0, cut < 0 ? bytes.length : cut)
      const text = whole.toString('latin1')
      const root = prefix === undefined ? /<(?:(\w{1,20}):)?worksheet[\s>]/.exec(text) : null
      if (root) prefix = root[1] === undefined ? null : new RegExp(`(</?)${root[1]}:`, 'g')
      if (prefix === null) return Buffer.concat([whole, release()])
      return prefix ? Buffer.from(text.replace(prefix, '$1'), 'latin1') : whole
    },
    release,
  }
}

/** Where the rows end; -1 before that has come. A text among the cells cannot hold a `<`. */
function endOfRows(bytes: Buffer): number {
  for (let at = bytes.indexOf('sheetData>'); at >= 0; at = bytes.indexOf('sheetData>', at + 1))
    if (/<\/(?:\w{1,20}:)?$/.test(bytes.toString('latin1', Math.max(0, at - 24), at))) return at
  return -1
}

const lessThan = 60
const greaterThan = 62
const slash = 47
const isGap = (code: number | undefined): boolean =>
  code === 32 || code === greaterThan || code === slash || code === 10 || code === 9 || code === 13

interface RowHead {
  /** Undefined: it does not say. */
  readonly row: number | undefined
  readonly isHidden: boolean
  /** Where its `>` is. */
  readonly open: number
  /** Where the number stands, and how many digits it has. */
  readonly digits: number
  readonly width: number
}

const plainHead = Buffer.from('<row r="')

/** @returns undefined when its end has not come yet. */
function readRowHead(bytes: Buffer, start: number): RowHead | undefined {
  const open = bytes.indexOf(greaterThan, start)
  if (open < 0) return undefined
  const digits = start + plainHead.length
  let row = 0
  let index = digits
  for (let code = bytes[index]!; code >= 48 && code <= 57 && index < digits + 9; code = bytes[index]!) {
    row = row * 10 + code - 48
    index += 1
  }
  const width = index - digits
  if (width > 0 && bytes[index] === 34 && plainHead.compare(bytes, start, digits) === 0) {
    // Nothing about a height, nor hidden.
    while (index < open && bytes[index] !== 104) index += 1
    if (index === open) return { row, isHidden: false, open, digits, width }
  }
  const head = bytes.toString('latin1', start, open)
  const isHidden = /\shidden\s*=\s*["'](?:1|true)["']/.test(head)
  const stated = /\sr\s*=\s*["'](\d{1,9})["']/.exec(head)
  // Cells with an address of their own take the slower way where the row has none.
  if (!stated) return { row: undefined, isHidden, open, digits: start, width: 1 }
  const at = start + stated.index + stated[0].indexOf(stated[1]!)
  return { row: Number(stated[1]), isHidden, open, digits: at, width: stated[1]!.length }
}

function createRowReader(words: RowWords, onRow: (row: StreamRow) => boolean | void) {
  const { part } = words
  const corrupt = () => new Problem('file.corrupt', { part })
  const tooLarge = () => new Problem('file.tooLarge', { part })
  const row = new SheetRow()
  const plainCells = createPlainCells(words, row)
  let rest: Buffer = Buffer.alloc(0)
  let tail = ''
  let number = 0
  let rows = 0
  let cells = 0
  let wanted = true
  let hasEnded = false
  let hasSkipped = false

  const refuseDeclaration = (): never => {
    throw new Problem('file.forbiddenContent', { what: `XML 声明或注释 (declarations in ${part})` })
  }

  /** All cells of the row from `at` on. @returns just behind the row; -1 when its end has not come yet. */
  const readCells = (bytes: Buffer, from: number, digits: number, width: number): number => {
    plainCells.begin()
    let others = 0
    for (let at = from; ; ) {
      at = bytes.indexOf(lessThan, plainCells.walk(bytes, at, digits, width))
      if (at < 0 || at + 6 > bytes.length) return -1
      const next = bytes[at + 1]
      if (next === 33) refuseDeclaration()
      if (next === slash && bytes.toString('latin1', at, at + 6) === '</row>') return at + 6
      if (next === lessThan || (next === 99 && !isGap(bytes[at + 2])) || next !== 99) {
        at += 1
        others += 1
        if (others > otherTagLimit) throw corrupt()
        continue
      }
      const odd = readOddCell(bytes, at, { row, before: plainCells.last() }, words)
      if (!odd) {
        // Without an end in this row it has none.
        if (bytes.includes('</row>', at)) throw corrupt()
        return -1
      }
      if (odd.column <= plainCells.last()) throw corrupt()
      if (odd.hasBody) plainCells.pass(odd.column)
      else plainCells.skip(odd.column)
      if (odd.cell) row.addObject(odd.cell)
      at = odd.end
    }
  }

  /** @returns just behind the row; -1 when its end has not come yet. */
  const readRow = (bytes: Buffer, start: number): number => {
    const head = readRowHead(bytes, start)
    if (!head) return -1
    if (head.open - start > TAG_LIMIT) throw corrupt()
    const { open, isHidden, digits, width } = head
    const next = head.row ?? number + 1
    if (next <= number) throw corrupt()
    if (rows > rowLimit) throw tooLarge()
    const isEmpty = bytes[open - 1] === slash
    if (!wanted || next > rowLimit) {
      const end = isEmpty ? open + 1 : bytes.indexOf('</row>', open) + 6
      if (end === 5) return -1
      if (next > rowLimit && bytes.subarray(start, end).includes('<v')) throw tooLarge()
      number = next
      rows += 1
      return end
    }
    row.begin(bytes, next)
    row.isHidden = isHidden
    const end = isEmpty ? open + 1 : readCells(bytes, open + 1, digits, width)
    if (end < 0) return -1
    number = next
    rows += 1
    cells += row.count
    if (cells > cellLimit) throw tooLarge()
    if (row.count > 0 && onRow(row) === false) wanted = false
    return end
  }

  return {
    /** Whether only what stands behind the rows is still wanted. */
    skips: () => !wanted && !hasEnded,
    /** Passes over rows as they come, without looking into them. `held`: what came before and was not taken yet. */
    skip(piece: Buffer, held: Buffer): void {
      const bytes = Buffer.concat([rest, held, piece])
      const end = endOfRows(bytes)
      rest = Buffer.from(bytes.subarray(-40))
      hasSkipped = true
      hasEnded = end >= 0
      if (hasEnded) tail = bytes.toString('utf8', end)
    },
    take(piece: Buffer): void {
      if (piece.includes(0)) throw corrupt()
      if (hasEnded) {
        tail += piece.toString('latin1')
        if (tail.length > stretchLimit) throw tooLarge()
        return
      }
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let from = 0
      while (!hasEnded) {
        const start = bytes.indexOf(lessThan, from)
        if (start < 0 || start + 12 > bytes.length) {
          from = start < 0 ? bytes.length : start
          break
        }
        const next = bytes[start + 1]
        if (next === 33) refuseDeclaration()
        if (next === 114 && bytes.toString('latin1', start + 2, start + 4) === 'ow' && isGap(bytes[start + 4])) {
          const end = readRow(bytes, start)
          if (end < 0) {
            from = start
            break
          }
          from = end
        } else if (next === slash && bytes.toString('latin1', start + 2, start + 12) === 'sheetData>') {
          hasEnded = true
          tail = bytes.toString('latin1', start)
        } else from = start + 1
      }
      rest = hasEnded ? Buffer.alloc(0) : bytes.subarray(from)
      if (rest.length > stretchLimit) throw tooLarge()
    },
    finish(): readonly MergedBlock[] {
      if (!hasEnded && (hasSkipped || /<(?:\w+:)?row\b/.test(rest.toString('latin1')))) throw corrupt()
      return readMerges(tail, corrupt, tooLarge)
    },
  }
}

function readMerges(text: string, corrupt: () => Problem, tooLarge: () => Problem): readonly MergedBlock[] {
  const merges: MergedBlock[] = []
  for (const [, ref] of text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([^"']*)["']/g)) {
    const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/.exec(ref!)
    if (!match) throw corrupt()
    const [, left, top, right = left, bottom = top] = match
    const block = { row: Number(top), column: columnNumber(left!) }
    const columns = columnNumber(right!) - block.column + 1
    const rows = Number(bottom) - block.row + 1
    if (rows > rowLimit && columns > CELLS_AT_MOST) throw tooLarge()
    merges.push({ ...block, rows, columns })
    if (merges.length > mergeLimit) throw tooLarge()
  }
  return merges
}
