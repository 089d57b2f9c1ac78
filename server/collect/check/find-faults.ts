import { type CheckedCell, checkReturn, type Finding, type FormColumn, figureKey } from '@gangju/net/form'
import type { Expectation, ReturnFault, ReturnValue } from '../fault.ts'
import type { CheckGround } from './known.ts'

/** What the checks of the form say about the values of a return, each where it was read [CK1]. */
export function findFaults(
  values: readonly ReturnValue[],
  { form, period }: Pick<Expectation, 'form' | 'period'>,
  { known, classes }: CheckGround,
): readonly ReturnFault[] {
  const byKey = new Map(values.map((value) => [figureKey(value.place.code, value.column.indicator), value]))
  const cells = values.map(
    ({ place, column, value, missing, explanation }): CheckedCell => ({
      place: place.code,
      indicator: column.indicator,
      value,
      missing,
      explanation: explanation ?? null,
    }),
  )
  // What is required is asked by the reader: a program may send a part [CO12].
  return checkReturn({ form, period, cells, known, classes, extent: 'part' }).map((finding) =>
    faultOf(finding, form.columns, byKey.get(figureKey(finding.place, finding.indicator))),
  )
}

/** A finding as a fault of a return, with the cell that it was read from where there is one. */
export function faultOf(
  finding: Finding,
  columns: readonly FormColumn[],
  where?: Pick<ReturnValue, 'sheet' | 'at' | 'path' | 'place'>,
): ReturnFault {
  return {
    code: finding.code,
    severity: finding.severity === 'hard' ? 'error' : 'warning',
    sheet: where?.sheet,
    at: where?.at,
    path: where?.path,
    placeCode: finding.place,
    placeName: where?.place.name,
    indicator: finding.indicator,
    text: finding.detail.text,
    detail: finding.detail,
    found: { finding, columns },
  }
}
