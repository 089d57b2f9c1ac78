import type { CatalogForm } from '../../net/catalog.ts'
import { createColumnMatcher } from './column-match.ts'
import type { TaskColumn } from './import-task.ts'

export interface FormGuess {
  readonly form: string
  /** Columns that the texts name. */
  readonly columns: number
}

/** Forms that a workbook may be about: by how many of their columns its texts name; the likeliest first. */
export function guessForms(
  forms: readonly CatalogForm[],
  texts: readonly (readonly string[])[],
  columnsOf: (form: CatalogForm) => readonly TaskColumn[],
): readonly FormGuess[] {
  return forms
    .map((form) => {
      const match = createColumnMatcher(columnsOf(form))
      const found = new Set(texts.flatMap((parts) => match(parts).match?.indicator ?? []))
      return { form: form.entry.code, columns: found.size }
    })
    .filter(({ columns }) => columns > 0)
    .toSorted((a, b) => b.columns - a.columns)
    .slice(0, 10)
}
