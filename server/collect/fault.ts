import type { Finding, FormEntry } from '@gangju/net/form'
import type { Decimal } from '@gangju/net/quantity'

export type FormColumn = FormEntry['columns'][number]

/** A place that a return has a row for. */
export interface ReturnPlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
}

/** One thing wrong or odd in a return. An error keeps the return out, a warning is shown and let through. */
export interface ReturnFault {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly sheet?: string | undefined
  /** A1; absent where the fault is not in one cell. */
  readonly at?: string | undefined
  /** Position in a list of values, for a return that came as JSON. */
  readonly path?: string | undefined
  /** As written, which need not be a code. */
  readonly placeCode?: string | undefined
  readonly placeName?: string | undefined
  readonly indicator?: string | undefined
  readonly text?: string | undefined
  /** Numbers and names for the message. */
  readonly detail?: Readonly<Record<string, string | number>> | undefined
  /** Where the form's checks found it, with the columns that its message names. */
  readonly found?: { readonly finding: Finding; readonly columns: readonly FormColumn[] } | undefined
}

/** An exact rewriting, shown before anything is stored. */
export interface Rewriting {
  readonly at: string
  readonly from: string
  readonly to: string
}

/** One answered cell of a return. `value` null: not applicable, or handed in empty. */
export interface ReturnValue {
  readonly place: ReturnPlace
  readonly column: FormColumn
  readonly value: Decimal | null
  readonly missing: 'notApplicable' | 'notReported' | null
  /** What the person says of an unusual figure. */
  readonly explanation?: string | null | undefined
  readonly sheet?: string | undefined
  readonly at?: string | undefined
  readonly path?: string | undefined
}

/** What a return says, and all that is wrong with it. */
export interface CheckedReturn {
  readonly values: readonly ReturnValue[]
  readonly faults: readonly ReturnFault[]
  readonly rewritings: readonly Rewriting[]
  /** Cells that were asked and left empty, rows left out as a whole included. */
  readonly blanks: number
}

/** What a return has to look like. */
export interface Expectation {
  readonly form: FormEntry
  /** The place that files. */
  readonly filer: { readonly code: string; readonly name: string }
  readonly period: string
  /** One row each; places that are not here are answered like places that do not exist. */
  readonly places: readonly ReturnPlace[]
}

export const figureKey = (placeId: number, indicator: string): string => `${placeId} ${indicator}`
