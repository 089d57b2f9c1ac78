import { createColumnMatcher, type WantedColumn } from './column-match.ts'

/** A form that a workbook may be about. */
export interface GuessedForm {
  readonly form: string
  readonly columns: readonly WantedColumn[]
}

export interface FormGuess {
  readonly form: string
  /** Columns that the texts name. */
  readonly columns: number
}

/** Forms that a workbook may be about: by how many of their columns its texts name; the likeliest first. */
export function guessForms(forms: readonly GuessedForm[], texts: readonly (readonly string[])[]): readonly FormGuess[] {
  return forms
    .map(({ form, columns }) => {
      const match = createColumnMatcher(columns)
      const found = new Set(texts.flatMap((parts) => match(parts).match?.indicator ?? []))
      return { form, columns: found.size }
    })
    .filter(({ columns }) => columns > 0)
    .toSorted((a, b) => b.columns - a.columns)
    .slice(0, 10)
}
