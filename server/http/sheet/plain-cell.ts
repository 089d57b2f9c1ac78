import { Problem } from '@gangju/net/problem'
import type { RowWords } from './odd-cell.ts'
import { CELLS_AT_MOST, type SheetRow } from './sheet-row.ts'
import { createTextCache } from './text-cache.ts'
import { CELL_TEXT_LIMIT } from './workbook.ts'

/** A cell of ordinary length ends within so many bytes. */
const reach = 64
const shortDigits = 15
const numberType = 0
const sharedType = 1
const inlineType = 2

// Compared byte by byte: a loop over each mark takes twice the time.
/** `<c r="` */
const isCellStart = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 60 &&
  bytes[at + 1] === 99 &&
  bytes[at + 2] === 32 &&
  bytes[at + 3] === 114 &&
  bytes[at + 4] === 61 &&
  bytes[at + 5] === 34

/** `<v>` */
const isValueStart = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 60 && bytes[at + 1] === 118 && bytes[at + 2] === 62

/** `</v></c>` */
const isValueEnd = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 60 &&
  bytes[at + 1] === 47 &&
  bytes[at + 2] === 118 &&
  bytes[at + 3] === 62 &&
  bytes[at + 4] === 60 &&
  bytes[at + 5] === 47 &&
  bytes[at + 6] === 99 &&
  bytes[at + 7] === 62

/** `inlineStr` */
const isInlineName = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 105 &&
  bytes[at + 1] === 110 &&
  bytes[at + 2] === 108 &&
  bytes[at + 3] === 105 &&
  bytes[at + 4] === 110 &&
  bytes[at + 5] === 101 &&
  bytes[at + 6] === 83 &&
  bytes[at + 7] === 116 &&
  bytes[at + 8] === 114

/** `<is><t>` */
const isInlineStart = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 60 &&
  bytes[at + 1] === 105 &&
  bytes[at + 2] === 115 &&
  bytes[at + 3] === 62 &&
  bytes[at + 4] === 60 &&
  bytes[at + 5] === 116 &&
  bytes[at + 6] === 62

/** `</t></is></c>` */
const isInlineEnd = (bytes: Buffer, at: number): boolean =>
  bytes[at] === 60 &&
  bytes[at + 1] === 47 &&
  bytes[at + 2] === 116 &&
  bytes[at + 3] === 62 &&
  bytes[at + 4] === 60 &&
  bytes[at + 5] === 47 &&
  bytes[at + 6] === 105 &&
  bytes[at + 7] === 115 &&
  bytes[at + 8] === 62 &&
  bytes[at + 9] === 60 &&
  bytes[at + 10] === 47 &&
  bytes[at + 11] === 99 &&
  bytes[at + 12] === 62

/**
 * Cells as nearly all programs write them, `<c r="B7" s="2" t="s"><v>12</v></c>`, read from the bytes in one walk: most of the
 * time that a large sheet takes is spent here. Whatever is written otherwise is left to the slower reader.
 */
export function createPlainCells({ strings, shown, part }: RowWords, row: SheetRow) {
  const cache = createTextCache()
  let column = 0

  return {
    /** The column of the cell before. */
    last: () => column,
    /** @throws Problem `file.corrupt` for a column that does not come after the one before; `file.tooLarge`. */
    pass(next: number): void {
      if (next <= column) throw new Problem('file.corrupt', { part })
      if (next > CELLS_AT_MOST) throw new Problem('file.tooLarge', { part, column: next })
      column = next
    },
    /** Over a blank one. */
    skip(next: number): void {
      column = next
    },
    begin(): void {
      column = 0
    },
    /**
     * Reads cell after cell. The number of the row stands from `digits` on, `width` digits.
     *
     * @returns where the first one begins that is not of this plain form: the end of the row, or an odd cell.
     */
    walk(bytes: Buffer, from: number, digits: number, width: number): number {
      const safe = bytes.length - reach
      let at = from
      for (;;) {
        if (at > safe || !isCellStart(bytes, at)) return at
        let index = at + 6
        let next = 0
        let code = bytes[index]!
        for (; code >= 65 && code <= 90 && index < at + 9; code = bytes[index]!) {
          next = next * 26 + code - 64
          index += 1
        }
        if (next === 0) return at
        for (let digit = 0; digit < width; digit += 1) if (bytes[index + digit] !== bytes[digits + digit]) return at
        index += width
        if (bytes[index] !== 34) return at
        index += 1
        let style = -1
        let type = numberType
        while (bytes[index] === 32) {
          const name = bytes[index + 1]
          if (bytes[index + 2] !== 61 || bytes[index + 3] !== 34) return at
          index += 4
          code = bytes[index]!
          if (name === 115) {
            for (style = 0; code >= 48 && code <= 57 && style < 100_000; code = bytes[index]!) {
              style = style * 10 + code - 48
              index += 1
            }
          } else if (name !== 116) return at
          else if (code === 115) {
            type = sharedType
            index += 1
          } else if (code === 110) index += 1
          else if (isInlineName(bytes, index)) {
            type = inlineType
            index += 9
          } else return at
          if (bytes[index] !== 34) return at
          index += 1
        }
        if (bytes[index] === 47 && bytes[index + 1] === 62) {
          if (next <= column) throw new Problem('file.corrupt', { part })
          column = next
          at = index + 2
          continue
        }
        if (bytes[index] !== 62) return at
        index += 1
        if (type === inlineType) {
          if (!isInlineStart(bytes, index)) return at
          index += 7
          const start = index
          let hash = 0
          for (code = bytes[index]!; code !== 60; code = bytes[index]!) {
            // An entity, or `_x000D_` for a control mark; or the bytes end here.
            if (code === 38 || code === 95 || index >= bytes.length) return at
            hash = (Math.imul(hash, 31) + code) | 0
            index += 1
          }
          if (index - start > CELL_TEXT_LIMIT || !isInlineEnd(bytes, index)) return at
          this.pass(next)
          if (index > start) row.addText(next, cache.textOf(bytes, start, index, hash))
          at = index + 13
          continue
        }
        if (!isValueStart(bytes, index)) return at
        index += 3
        const start = index
        const isNegative = bytes[index] === 45
        if (isNegative) index += 1
        let coefficient = 0
        let point = -1
        for (code = bytes[index]!; ; code = bytes[index]!) {
          if (code >= 48 && code <= 57) coefficient = coefficient * 10 + code - 48
          else if (code === 46 && point < 0) point = index
          else break
          index += 1
        }
        const digitCount = index - start
        if (digitCount === 0 || digitCount > shortDigits || !isValueEnd(bytes, index)) return at
        if (type === sharedType) {
          const text = point < 0 && !isNegative ? strings[coefficient] : undefined
          if (text === undefined || text === '') return at
          this.pass(next)
          row.addText(next, text)
        } else {
          const isBare =
            bytes[index - 1] === 46 || bytes[isNegative ? start + 1 : start] === 46 || bytes[index - 1] === 45
          if (isBare || (style >= 0 && shown[style] !== undefined && shown[style] !== 'number')) return at
          let scale = point < 0 ? 0 : index - point - 1
          while (scale > 0 && coefficient % 10 === 0) {
            coefficient /= 10
            scale -= 1
          }
          this.pass(next)
          row.addNumber(next, isNegative && coefficient !== 0 ? -coefficient : coefficient, scale, start, index)
        }
        at = index + 8
      }
    },
  }
}
