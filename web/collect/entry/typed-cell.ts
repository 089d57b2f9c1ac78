import type { CellChange, EntryCell } from '@gangju/contract/entry'
import type { FormColumn } from '@gangju/net/form'
import { formatDecimal, readTypedFigure } from '@gangju/net/quantity'
import type { TypedCell } from './draft.ts'

const none = /^(?:—|--|－|不适用|n\/a)$/iu

export interface CellPlace {
  readonly place: string
  readonly filer: string
  readonly column: Pick<FormColumn, 'indicator' | 'unit'>
  readonly edition: number
}

/** What a text means in its column: emptied, not applicable, an exact figure, or a fault with what was probably meant. */
export function readTyped(text: string, { place, filer, column, edition }: CellPlace): TypedCell {
  const cell = {
    place,
    filer,
    indicator: column.indicator,
    base: edition,
    notApplicable: false,
    value: null,
    fault: null,
  }
  const trimmed = text.trim()
  if (none.test(trimmed)) return { ...cell, text: '—', notApplicable: true }
  const read = readTypedFigure(trimmed, column.unit)
  if (read.kind === 'blank') return { ...cell, text: '' }
  if (read.kind === 'fault') return { ...cell, text: trimmed, fault: read.code, suggestion: read.suggestion }
  return { ...cell, text: trimmed, value: formatDecimal(read.value) }
}

/** The cell as it stands, with another explanation. */
export function withExplanation(cell: EntryCell, at: CellPlace, explanation: string): TypedCell {
  const { place, filer, edition } = at
  const text = cell.notApplicable ? '—' : (cell.spelled ?? cell.value ?? '')
  const stands = { value: cell.value, notApplicable: cell.notApplicable, fault: null }
  return { place, filer, indicator: cell.indicator, base: edition, text, ...stands, explanation }
}

/** What is sent of a cell. */
export function changeOf({ place, indicator, text, value, notApplicable, explanation, base }: TypedCell): CellChange {
  const figure = notApplicable ? { notApplicable } : value === null ? {} : { text }
  return { place, indicator, ...figure, ...(explanation === undefined ? {} : { explanation }), edition: base }
}
