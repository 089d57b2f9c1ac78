import type { EntryCell, EntryPage } from '@gangju/contract/entry'
import { type CheckedCell, checkReturn, type Finding, type KnownFigures } from '@gangju/net/form'
import { type Decimal, parseDecimal, sumDecimals } from '@gangju/net/quantity'
import { type Conflict, type Draft, keyOf, type TypedCell } from './draft.ts'

/** A cell as it is shown: the server's, with what this device knows beyond. */
export interface ShownCell extends EntryCell {
  /** What stands in the cell when it is edited. */
  readonly text: string
  readonly state: 'still' | 'waiting' | 'fault' | 'conflict'
  readonly typed: TypedCell | null
  readonly conflict: Conflict | null
}

export interface ShownRow {
  readonly place: EntryPage['rows'][number]['place']
  readonly filer: string
  readonly cells: readonly ShownCell[]
  readonly source: EntryPage['rows'][number]
  /** What the row was made of, to know whether it must be made anew. */
  readonly beyond: readonly unknown[]
}

/** The rows with what the device knows; a row that nothing happened to stays the same object. */
export function showRows(page: EntryPage, draft: Draft, earlier: readonly ShownRow[] = []): readonly ShownRow[] {
  const sent = new Map(draft.batch?.cells.map((cell) => [keyOf(cell), cell]))
  const rows = page.rows.map((source, at): ShownRow => {
    const known = source.cells.map(({ indicator }) => {
      const key = keyOf({ place: source.place.code, indicator })
      return [draft.conflicts[key], draft.pending[key] ?? sent.get(key), draft.saved[key]] as const
    })
    const beyond = known.flat()
    const old = earlier[at]
    if (old?.source === source && beyond.every((one, index) => one === old.beyond[index])) return old
    const cells = source.cells.map((cell, index) => showCell(cell, known[index]!))
    return { place: source.place, filer: source.filer, cells, source, beyond }
  })
  return rows
}

type Beyond = readonly [Conflict | undefined, TypedCell | undefined, Partial<EntryCell> | undefined]

function showCell(source: EntryCell, [conflict, typed, saved]: Beyond): ShownCell {
  const isNewer = saved !== undefined && (saved.edition ?? 0) > source.edition
  const cell =
    saved && (saved.edition ?? 0) >= source.edition
      ? { ...source, ...saved, mended: source.mended || (isNewer && source.returnedReason !== null) }
      : source
  const mine = conflict?.mine ?? typed
  if (!mine) return { ...cell, text: textOf(cell), state: 'still', typed: null, conflict: null }
  return {
    ...cell,
    value: mine.value,
    notApplicable: mine.notApplicable,
    spelled: mine.text === mine.value ? null : mine.text,
    explanation: mine.explanation ?? cell.explanation,
    text: mine.text,
    state: conflict ? 'conflict' : mine.fault ? 'fault' : 'waiting',
    typed: mine,
    conflict: conflict ?? null,
  }
}

function textOf({ notApplicable, spelled, value, home }: EntryCell): string {
  if (home) return home.notApplicable ? '—' : (home.value ?? '')
  return notApplicable ? '—' : (spelled ?? value ?? '')
}

/** Answered here: what another form collects is only confirmed. */
export const isAnswered = ({ value, notApplicable, home, state }: ShownCell) =>
  home === null && (value !== null || notApplicable || state === 'fault')

/** The reviewer gave it back, and nobody changed it since. */
export const isGivenBack = ({ returnedReason, mended, state }: ShownCell) =>
  returnedReason !== null && !mended && state === 'still'

/** The findings of one row, by the same rules as the server's. */
export function checkShownRow(page: EntryPage, row: ShownRow, known: KnownFigures): readonly Finding[] {
  const cells = row.cells.map(({ indicator, value, notApplicable, explanation, home }): CheckedCell => {
    const figure = home ? home.value : value
    const isNone = home ? home.notApplicable : notApplicable
    const missing = isNone ? 'notApplicable' : figure === null ? 'notReported' : null
    const read = figure === null ? null : parseDecimal(figure)
    return { place: row.place.code, indicator, value: read, missing, explanation }
  })
  const classes = new Map(page.classes.map((one) => [one.place, one.class]))
  return checkReturn({ form: page.form, period: page.period, cells, known, extent: 'whole', classes })
}

/** The sum of a column; null where nobody answered. Shares and averages have none. */
export function totalOf(rows: readonly ShownRow[], at: number): Decimal | null {
  const figures = rows.flatMap(({ cells }) => {
    const cell = cells[at]
    const value = cell?.home ? cell.home.value : cell?.value
    return value ? [parseDecimal(value)] : []
  })
  return figures.length === 0 ? null : sumDecimals(figures)
}

export const hasTotal = (unit: string) => !/[%‰／/]|百分点/.test(unit)
