import type { ColumnUse, MatchedBy } from '@gangju/contract/sheets'
import type { PeriodKind } from '@gangju/net/period'
import type { ReturnFault } from '../fault.ts'
import type { WantedColumn } from './column-match.ts'
import type { SheetPlace } from './place-index.ts'
import type { ValueList } from './value-list.ts'

/** A column of the form with what a figure needs to stand in it. */
export interface TaskColumn extends WantedColumn {
  readonly unit: string
  readonly decimals: number
  /** Places of it may be summed, so totals can be compared. */
  readonly isAdditive: boolean
}

export interface ColumnChoice {
  readonly use: ColumnUse
  readonly indicator?: string | null | undefined
  readonly unit?: string | null | undefined
  readonly period?: string | null | undefined
  readonly place?: string | null | undefined
}

/** What a person said of a sheet. */
export interface SheetChoice {
  readonly isUsed?: boolean | undefined
  /** By letters. */
  readonly columns?: Readonly<Record<string, ColumnChoice>> | undefined
  /** Place codes by the words of a row; null: the row is not taken. */
  readonly places?: Readonly<Record<string, string | null>> | undefined
  /** Indicators by the words of a row. */
  readonly indicators?: Readonly<Record<string, string>> | undefined
}

/** A choice as it is kept for next month: columns by their paths without periods. */
export type RememberedChoice = SheetChoice

/** One workbook to be read against one form. */
export interface ImportTask {
  readonly columns: readonly TaskColumn[]
  readonly places: readonly SheetPlace[]
  /** Code of the place that a sheet without places is about; null where the form has several rows. */
  readonly ownPlace: string | null
  readonly period: string | null
  readonly periodKind: PeriodKind
  readonly year: number
  /** By fingerprint. */
  readonly remembered: Readonly<Record<string, RememberedChoice>>
  /** By the name of the sheet. */
  readonly choices: Readonly<Record<string, SheetChoice>>
}

export interface ReadColumn {
  readonly column: string
  readonly path: readonly string[]
  readonly use: ColumnUse
  readonly indicator: string | null
  readonly matchedBy: MatchedBy | null
  readonly doubt: boolean
  readonly unit: string | null
  readonly factor: string | null
  readonly period: string | null
  readonly place: string | null
  readonly candidates: readonly string[]
  readonly sample: readonly string[]
}

/** What was found in one sheet; places by their codes. */
export interface ReadSheet {
  readonly name: string
  readonly isUsed: boolean
  readonly fingerprint: string
  readonly mapping: 'recognised' | 'remembered' | 'chosen'
  readonly title: string | null
  readonly header: { readonly from: number; readonly to: number } | null
  readonly period: string | null
  readonly columns: readonly ReadColumn[]
  readonly placeRows: number
  readonly totalRows: number
  readonly openRows: readonly { readonly row: number; readonly text: string; readonly candidates: readonly string[] }[]
  readonly openRowCount: number
}

export interface ReadTotal {
  readonly sheet: string
  readonly cell: string
  readonly label: string
  readonly indicator: string
  readonly stated: string
  readonly computed: string
  readonly agrees: boolean
}

/** A figure with where it stands. `value` null: not applicable. */
export interface ReadValue {
  readonly place: string
  readonly indicator: string
  readonly period: string
  readonly value: string | null
  readonly sheet: string
  readonly at: string
  /** As it stands in the sheet. */
  readonly text: string
}

export interface ReadImport {
  readonly sheets: readonly ReadSheet[]
  readonly values: ValueList
  readonly blanks: number
  readonly totals: readonly ReadTotal[]
  readonly faults: readonly ReturnFault[]
  readonly faultCount: number
  readonly errorCount: number
}
