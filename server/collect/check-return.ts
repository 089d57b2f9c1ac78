import { equalDecimals, normalizeDecimal, parseDecimal } from '@gangju/net/quantity'
import type { SheetWorkbook } from '../http/sheet/workbook.ts'
import { findFaults } from './check/find-faults.ts'
import type { CheckGround } from './check/known.ts'
import { type Gathered, readRow } from './check-cells.ts'
import { findSheet } from './check-layout.ts'
import { findRows, type PlaceRow } from './check-places.ts'
import { type CheckedReturn, type Expectation, figureKey, type ReturnFault, type ReturnValue } from './fault.ts'

/** Reads a filled return and names everything that is wrong with it; stores nothing, guesses nothing [CO1, CO2]. */
export function checkWorkbook(workbook: SheetWorkbook, expected: Expectation, ground: CheckGround): CheckedReturn {
  const gathered: Gathered = { values: [], faults: [], rewritings: [], blanks: 0 }
  const sheet = findSheet(workbook, expected, gathered.faults)
  if (!sheet) return gathered
  const rows = findRows(sheet, expected, gathered)
  const firsts = new Map<number, PlaceRow>()
  for (const row of rows) {
    const first = firsts.get(row.place.placeId)
    if (!first) {
      firsts.set(row.place.placeId, row)
      readRow(sheet, row, gathered)
    } else gathered.faults.push(duplicateFault(sheet, first, row))
  }
  return finished(gathered, expected, ground)
}

type Sheet = NonNullable<ReturnType<typeof findSheet>>

function duplicateFault(sheet: Sheet, first: PlaceRow, second: PlaceRow): ReturnFault {
  const texts = ({ row }: PlaceRow) =>
    [...sheet.columns.keys()].map((column) => sheet.cells.get(`${row} ${column}`)?.text ?? '').join('\t')
  const { place } = second
  return {
    code: texts(first) === texts(second) ? 'row.duplicate' : 'row.conflict',
    severity: 'error',
    sheet: sheet.page.name,
    at: sheet.cells.get(`${second.row} ${sheet.codeColumn}`)?.at,
    placeCode: place.code,
    placeName: place.name,
    detail: { first: first.row, second: second.row },
  }
}

/** One value of a return that came as JSON. */
export interface JsonValue {
  readonly place: string
  readonly indicator: string
  readonly value: string | null
  readonly notApplicable?: boolean | undefined
  readonly explanation?: string | undefined
}

/**
 * The same checks for values that a program sends. They may be part of a return, as a correction is: what is not sent is
 * left as it is, and a null is a figure handed in empty [CO12].
 */
export function checkValues(sent: readonly JsonValue[], expected: Expectation, ground: CheckGround): CheckedReturn {
  const gathered: Gathered = { values: [], faults: [], rewritings: [], blanks: 0 }
  const byCode = new Map(expected.places.map((place) => [place.code, place]))
  const columns = new Map(expected.form.columns.map((column) => [column.indicator, column]))
  const firsts = new Map<string, JsonValue>()
  for (const [index, one] of sent.entries()) {
    const path = `values.${index}`
    const place = byCode.get(one.place)
    const column = columns.get(one.indicator)
    const here = {
      path,
      severity: 'error',
      placeCode: one.place,
      placeName: place?.name,
      indicator: one.indicator,
      text: one.value ?? undefined,
    } as const
    const fault = (code: string, more: Partial<ReturnFault> = {}) => gathered.faults.push({ ...here, code, ...more })
    const key = figureKey(place?.placeId ?? 0, one.indicator)
    const first = place && firsts.get(key)
    if (!place) fault('place.unknown', { text: one.place })
    else if (!column) fault('indicator.notAsked')
    else if (first) fault(isSame(first, one) ? 'value.duplicate' : 'value.conflict')
    else if (one.value !== null && one.notApplicable) fault('value.contradiction')
    else {
      firsts.set(key, one)
      addValue(one, { place, column, path, explanation: one.explanation }, gathered, fault)
    }
  }
  return finished(gathered, expected, ground)
}

function addValue(
  one: JsonValue,
  where: Pick<ReturnValue, 'place' | 'column' | 'path' | 'explanation'>,
  gathered: Gathered,
  fault: (code: string, more?: Partial<ReturnFault>) => void,
): void {
  if (one.value === null) {
    if (!one.notApplicable) gathered.blanks += 1
    if (one.notApplicable && where.column.required) fault('cell.required')
    else gathered.values.push({ ...where, value: null, missing: one.notApplicable ? 'notApplicable' : 'notReported' })
    return
  }
  gathered.values.push({ ...where, value: normalizeDecimal(parseDecimal(one.value)), missing: null })
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  if (a.value === null || b.value === null)
    return a.value === b.value && Boolean(a.notApplicable) === Boolean(b.notApplicable)
  return equalDecimals(parseDecimal(a.value), parseDecimal(b.value))
}

/** A sheet explains a whole row; what is said stays with the figures that asked for it. */
function withOwnExplanations(values: readonly ReturnValue[], found: readonly ReturnFault[]): readonly ReturnValue[] {
  const asked = new Set(found.map(({ placeCode, indicator }) => `${placeCode} ${indicator}`))
  return values.map((value) =>
    value.sheet === undefined ||
    value.explanation === undefined ||
    asked.has(`${value.place.code} ${value.column.indicator}`)
      ? value
      : { ...value, explanation: undefined },
  )
}

function finished(gathered: Gathered, expected: Expectation, ground: CheckGround): CheckedReturn {
  const found = findFaults(gathered.values, expected, ground)
  const faults = [...gathered.faults, ...found]
  return {
    values: withOwnExplanations(gathered.values, found),
    faults: inReadingOrder(faults),
    rewritings: gathered.rewritings,
    blanks: gathered.blanks,
  }
}

/** What concerns the whole file first, then row by row. */
function inReadingOrder(faults: readonly ReturnFault[]): readonly ReturnFault[] {
  const rowOf = ({ at }: ReturnFault) => Number(/\d+$/.exec(at ?? '')?.[0] ?? 0)
  const seen = new Set<string>()
  const once = faults.filter(({ code, at, path, placeCode, indicator }) => {
    const key = [code, at, path, placeCode, indicator].join('\t')
    return seen.has(key) ? false : seen.add(key)
  })
  return once.toSorted((a, b) => rowOf(a) - rowOf(b))
}
