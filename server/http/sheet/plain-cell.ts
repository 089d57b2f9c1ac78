import type { RowWords } from './row-stream.ts'
import { CELL_TEXT_LIMIT, type SheetCell } from './workbook.ts'

const quote = 34
const close = 62

/**
 * Cells as nearly all programs write them, `<c r="B7" s="2" t="s"><v>12</v></c>`, read in one walk without patterns: most
 * of the time that a large sheet takes is spent here. Whatever is written otherwise is left to the slower reader.
 */
export function createPlainCells(text: string, row: number, { strings, shown }: RowWords) {
  const rowMark = `${row}"`
  let end = 0

  /** Where the value of the attribute at `at` ends; -1 when it is none of these two. */
  const endOfAttribute = (at: number): number =>
    text.startsWith(' s="', at) || text.startsWith(' t="', at) ? text.indexOf('"', at + 4) : -1

  return {
    /** @returns undefined for a cell that is not of this plain form, or holds nothing plain. */
    read(at: number): SheetCell | undefined {
      if (!text.startsWith('<c r="', at)) return undefined
      let index = at + 6
      let column = 0
      for (let code = text.charCodeAt(index); code >= 65 && code <= 90 && index < at + 9; ) {
        column = column * 26 + code - 64
        index += 1
        code = text.charCodeAt(index)
      }
      if (column === 0 || !text.startsWith(rowMark, index)) return undefined
      index += rowMark.length
      const reference = text.slice(at + 6, index - 1)
      let style = ''
      let type = ''
      while (text.charCodeAt(index) !== close) {
        const stop = endOfAttribute(index)
        if (stop < 0 || text.charCodeAt(stop) !== quote) return undefined
        if (text.charCodeAt(index + 1) === 115) style = text.slice(index + 4, stop)
        else type = text.slice(index + 4, stop)
        index = stop + 1
      }
      if (!text.startsWith('<v>', index + 1)) return undefined
      const valueEnd = text.indexOf('<', index + 4)
      if (valueEnd === index + 4 || !text.startsWith('</v></c>', valueEnd)) return undefined
      const value = text.slice(index + 4, valueEnd)
      if (value.length > CELL_TEXT_LIMIT || value.includes('&') || value.includes('_x')) return undefined
      if (type === 's') {
        const shared = strings[Number(value)]
        if (shared === undefined || shared === '') return undefined
        end = valueEnd + 8
        return { at: reference, row, column, kind: 'text', text: shared }
      }
      const look = style === '' ? 'number' : shown[Number(style)]
      if ((type !== '' && type !== 'n') || look === 'date') return undefined
      end = valueEnd + 8
      return { at: reference, row, column, kind: 'number', text: value, percent: look === 'percent' }
    },
    /** Just behind the cell that was read. */
    end: () => end,
  }
}
