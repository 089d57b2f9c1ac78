import type { ReviewSheet } from '@gangju/contract/review'
import type { Language } from '../../net/preferences.ts'
import { columnTitle } from '../form/form-text.ts'
import type { AimedCell, ReturnAim } from './return-dialog.tsx'
import type { Focused } from './table-focus.ts'

export interface MarkedCell {
  readonly submission: string
  readonly place: string
  readonly indicator: string
}

export const cellKey = (place: string, indicator: string) => `${place} ${indicator}`

export interface ReturnAimsInput {
  readonly sheet: ReviewSheet
  readonly focused: Focused
  readonly marked: readonly MarkedCell[]
  readonly language: Language
}

/** What goes back when somebody presses return: the marked cells, or else what has the focus; by submission. */
export function returnAims({ sheet, focused, marked, language }: ReturnAimsInput): readonly ReturnAim[] {
  const { submission, place, indicator } = focused
  const own = indicator === null ? [] : [{ submission, place, indicator }]
  const cells = marked.length > 0 ? marked : own
  const ids = marked.length > 0 ? [...new Set(marked.map((cell) => cell.submission))] : [submission]
  return ids.flatMap((id) => {
    const rows = sheet.rows.filter((row) => row.submission === id)
    const first = rows[0]
    if (!first?.may.includes('return')) return []
    const named = cells
      .filter((cell) => cell.submission === id)
      .flatMap((cell): AimedCell[] => {
        const row = rows.find((one) => one.place.code === cell.place)
        const column = sheet.columns.find((one) => one.indicator === cell.indicator)
        if (!row || !column) return []
        const header = columnTitle(column, language)
        return [{ place: cell.place, placeName: row.place.name, indicator: cell.indicator, header }]
      })
    const codes = new Set(marked.length > 0 ? named.map((cell) => cell.place) : [place])
    const places = rows.filter((row) => codes.has(row.place.code)).map((row) => row.place)
    return [{ submission: id, label: `${first.filer.name} ${sheet.formName}`, cells: named, places }]
  })
}
