import type { EntryPage } from '@gangju/contract/entry'
import { type Finding, type KnownFigures, parseKnownFigures } from '@gangju/net/form'
import type { Draft } from './draft.ts'
import { checkShownRow, type ShownRow, showRows } from './sheet.ts'

/** A finding with where it is. */
export interface PlacedFinding extends Finding {
  readonly row: number
  readonly column: number
}

export interface CheckedSheet {
  readonly rows: readonly ShownRow[]
  /** Of each row, in the order of its columns; the same list as long as the row stays the same. */
  readonly rowFindings: readonly (readonly PlacedFinding[])[]
}

/** Shows and checks a return again and again: only rows that something happened to are made and checked anew. */
export function rememberSheet(): (page: EntryPage, draft: Draft) => CheckedSheet {
  let rows: readonly ShownRow[] = []
  let texts: EntryPage['known'] | undefined
  let known: KnownFigures = new Map()
  let found = new WeakMap<ShownRow, readonly PlacedFinding[]>()
  return (page, draft) => {
    if (texts !== page.known) {
      texts = page.known
      known = parseKnownFigures(page.known)
      found = new WeakMap()
    }
    rows = showRows(page, draft, rows)
    const columns = new Map(page.form.columns.map(({ indicator }, at) => [indicator, at]))
    const rowFindings = rows.map((row, at) => {
      const earlier = found.get(row)
      if (earlier) return earlier
      const own = checkShownRow(page, row, known).map(
        (finding): PlacedFinding => ({ ...finding, row: at, column: columns.get(finding.indicator) ?? 0 }),
      )
      found.set(row, own)
      return own
    })
    return { rows, rowFindings }
  }
}
