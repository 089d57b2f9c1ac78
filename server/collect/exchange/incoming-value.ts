import type { DataValueSetIn } from '@gangju/contract/exchange'

export type IncomingProperty = 'dataElement' | 'period' | 'orgUnit' | 'value' | 'comment' | 'categoryOptionCombo'

/** One figure as it came in, before anything of it is known to be right. */
export interface IncomingValue {
  readonly index: number
  /** Of a CSV file: the line, and the column of each property, from 1. */
  readonly line: number | undefined
  readonly columns: Partial<Record<IncomingProperty, number>>
  readonly dataElement: string
  readonly period: string
  readonly orgUnit: string
  readonly combos: readonly (string | undefined)[]
  readonly text: string
  readonly comment: string
  readonly isDeleted: boolean
}

/** The values of a set; what they leave out is said by the set. */
export function incomingOfSet({ dataValues, ...set }: DataValueSetIn): readonly IncomingValue[] {
  return dataValues.map((one, index) => ({
    index,
    line: undefined,
    columns: {},
    dataElement: one.dataElement,
    period: one.period ?? set.period ?? '',
    orgUnit: one.orgUnit ?? set.orgUnit ?? '',
    combos: [one.categoryOptionCombo, one.attributeOptionCombo ?? set.attributeOptionCombo],
    text: one.value === null || one.value === undefined ? '' : String(one.value),
    comment: one.comment?.trim() ?? '',
    isDeleted: one.deleted ?? false,
  }))
}
