import type { FormCheck } from './check-rule.ts'

/** Levels at which figures are gathered and forms are filed. */
export type FormLevel = 'province' | 'city' | 'county' | 'town' | 'village' | 'zone'

/** A cell of the header above a column's own: 投资 above 计划 above 本月. */
export interface FormHead {
  readonly name: string
  readonly nameEn: string
}

/** One indicator that a form asks every one of its places for. */
export interface FormColumn {
  readonly indicator: string
  readonly section: string
  readonly header: string
  readonly headerEn: string
  /** Header cells above the column's own, outermost first. Without them the section's name stands there. */
  readonly heads?: readonly FormHead[] | undefined
  /** The unit line under the header; equals the indicator's `unit`. */
  readonly unit: string
  readonly required: boolean
  readonly decimals: number
  /** Outside this range a cell is a warning, not a refusal. */
  readonly plausible: { readonly low: string | null; readonly high: string | null }
  /** A cell about `factor` times last month's, or its inverse, was most likely typed in `mistakenUnit`. */
  readonly slip: { readonly mistakenUnit: string; readonly factor: string } | null
  /** Another form is the figure's home: here it is shown filled in, to be confirmed, and never typed a second time. */
  readonly known?: boolean | undefined
}

/** Who of the places of a level reports: those in one of the zones, of one of the urban–rural classes, or named. All when absent. */
export interface FormReporters {
  readonly zones?: readonly string[] | undefined
  readonly classes?: readonly string[] | undefined
  readonly places?: readonly string[] | undefined
}

/** Columns that a task force reviews: whoever may approve under the goal, before the last step of the chain. */
export interface ColumnReview {
  readonly goal: string
  readonly columns: readonly string[]
}

/** The leave to burden others with a form: by whom, under which number, until which day. */
export interface FormAdmission {
  readonly number: string
  readonly body: string
  readonly on: string
  readonly expires: string | null
}

/** A return form (报表): what is asked of whom, when, and who reviews. Content, edited by offices; a return keeps its version. */
export interface FormEntry {
  readonly code: string
  readonly version: number
  readonly name: string
  readonly nameEn: string
  readonly goal: string
  readonly period: 'M' | 'Q' | 'S' | 'Y'
  /** Level of the rows: one row for each administrative place of this level. */
  readonly collects: FormLevel
  /** Level of the place that files; it files for the places of `collects` under it, itself included. */
  readonly filedBy: FormLevel
  readonly reporters?: FormReporters | undefined
  /** Levels that approve in this order, a level twice for two persons; the last approval lets the facts into the net. */
  readonly review: readonly FormLevel[]
  readonly columnReview?: readonly ColumnReview[] | undefined
  /** Days of the month after the period: open from, due by. */
  readonly openDay: number
  readonly closeDay: number
  /** Whether those days count all days or working days of the calendar. Calendar days when absent. */
  readonly dayKind?: 'calendar' | 'working' | undefined
  /** Where a due day that is no working day goes. It stays when absent. */
  readonly shift?: 'next' | 'previous' | undefined
  readonly notes?: string | undefined
  readonly legalBasis?: string | undefined
  readonly admission?: FormAdmission | undefined
  readonly sections: readonly { readonly code: string; readonly name: string; readonly nameEn: string }[]
  readonly columns: readonly FormColumn[]
  readonly checks: readonly FormCheck[]
}
