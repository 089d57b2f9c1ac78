import type { FormEntry } from '@gangju/net/form'
import { firstMonth, parsePeriod } from '@gangju/net/period'
import {
  absolute,
  compareDecimals,
  convert,
  type Decimal,
  divideDecimals,
  equalDecimals,
  findUnit,
  formatDecimal,
  isConvertible,
  multiplyDecimals,
  normalizeDecimal,
  one,
  parseDecimal,
  signOf,
  sumDecimals,
} from '@gangju/net/quantity'
import { type Expectation, figureKey, type ReturnFault, type ReturnValue } from './fault.ts'

type FormCheck = FormEntry['checks'][number]
type Row = ReadonlyMap<string, ReturnValue>

/** What the form says about figures: within a cell, between cells of a row, and against the period before [CO7–CO11]. */
export function checkRules(values: readonly ReturnValue[], expected: Expectation): ReturnFault[] {
  const rows = new Map<number, Map<string, ReturnValue>>()
  for (const value of values) {
    const row = rows.get(value.place.placeId) ?? new Map<string, ReturnValue>()
    rows.set(value.place.placeId, row.set(value.column.indicator, value))
  }
  const refused = [...rows.values()].flatMap((row) =>
    expected.form.checks.flatMap((check) => checkRow(row, check, expected)),
  )
  return [...refused, ...values.flatMap((value) => checkSize(value, expected))]
}

function checkRow(row: Row, check: FormCheck, expected: Expectation): readonly ReturnFault[] {
  const header = (indicator: string) =>
    expected.form.columns.find((column) => column.indicator === indicator)?.header ?? indicator
  switch (check.kind) {
    case 'sum': {
      const total = row.get(check.total)
      const parts = check.parts.map((part) => row.get(part))
      const known = parts.flatMap((part) => part?.value ?? [])
      if (!total?.value || known.length === 0) return []
      const sum = sumDecimals(known)
      // With a part left open the sum can still be too large already.
      const isWhole = parts.every((part) => part?.value || part?.missing === 'notApplicable')
      const fits = isWhole ? equalDecimals(total.value, sum) : compareDecimals(sum, total.value) <= 0
      if (fits) return []
      const detail = { header: header(check.total), sum: plain(sum), parts: check.parts.map(header).join(' + ') }
      return [faultAt(total, isWhole ? 'check.sum' : 'check.sumExceeded', detail)]
    }
    case 'atMost': {
      const smaller = row.get(check.smaller)
      const larger = row.get(check.larger)
      if (!smaller?.value || !larger?.value || compareDecimals(smaller.value, larger.value) <= 0) return []
      const detail = { header: header(check.smaller), other: header(check.larger), limit: plain(larger.value) }
      return [faultAt(smaller, 'check.atMost', detail)]
    }
    case 'notFalling': {
      const cell = row.get(check.indicator)
      const last = cell && expected.lastFigures.get(figureKey(cell.place.placeId, check.indicator))
      const isNewYear = firstMonth(parsePeriod(expected.period)) === 1
      if (!cell?.value || !last || isNewYear || compareDecimals(cell.value, last) >= 0) return []
      return [
        {
          ...faultAt(cell, 'check.falling', { header: header(check.indicator), last: plain(last) }),
          severity: 'warning',
        },
      ]
    }
    case 'whole': {
      const cell = row.get(check.indicator)
      return cell?.value && normalizeDecimal(cell.value).scale > 0 ? [faultAt(cell, 'value.notWhole', {})] : []
    }
    case 'notNegative': {
      const cell = row.get(check.indicator)
      return cell?.value && signOf(cell.value) < 0
        ? [faultAt(cell, 'value.negative', { header: header(check.indicator) })]
        : []
    }
  }
}

/** Outside what is plausible is a warning; so far outside that another unit explains it is most likely a slip [CO10, CO11]. */
function checkSize(cell: ReturnValue, { lastFigures }: Expectation): readonly ReturnFault[] {
  const { value, column, place } = cell
  if (!value || signOf(value) === 0) return []
  const isPlausible = fitsRange(value, column.plausible)
  const last = lastFigures.get(figureKey(place.placeId, column.indicator))
  const { low, high } = column.plausible
  const slip = column.slip && findSlip(cell, value, last, { isPlausible, slip: column.slip })
  if (slip) return [slip]
  if (isPlausible) return []
  return [
    {
      ...faultAt(cell, 'value.implausible', { low: low ?? '…', high: high ?? '…', unit: column.unit }),
      severity: 'warning',
    },
  ]
}

interface SlipWords {
  readonly isPlausible: boolean
  readonly slip: NonNullable<ReturnValue['column']['slip']>
}

/**
 * A figure that another unit explains. Against the period before, units far apart leave no doubt; against the plausible
 * range alone they do only for a figure a hundred times beyond it.
 */
function findSlip(
  cell: ReturnValue,
  value: Decimal,
  last: Decimal | undefined,
  words: SlipWords,
): ReturnFault | undefined {
  const { column } = cell
  const factor = parseDecimal(words.slip.factor)
  const isFar = compareDecimals(factor, hundred) > 0
  const isAbove = isNear(value, last, factor)
  const isBelow = !isAbove && isNear(last, value, factor)
  const guess = isAbove ? divided(value, factor) : isBelow ? multiplyDecimals(value, factor) : undefined
  const better = guess ?? (words.isPlausible ? undefined : correction(value, column.plausible, factor))
  if (better === undefined) return undefined
  const isLarger = compareDecimals(absolute(value), absolute(better)) > 0
  const { high } = column.plausible
  const isAbsurd = high !== null && compareDecimals(value, multiplyDecimals(parseDecimal(high), hundred)) > 0
  const detail = {
    unit: column.unit,
    mistaken: mistakenUnit(column.unit, words.slip.mistakenUnit, isLarger),
    suggestion: plain(better),
    last: last ? plain(last) : '',
  }
  const severity = isFar && (guess !== undefined || isAbsurd) ? 'error' : 'warning'
  return { ...faultAt(cell, guess === undefined ? 'unit.slipByRange' : 'unit.slip', detail), severity }
}

/** The form names one neighbour of its unit; too large a figure was given in the smaller one, too small in the larger. */
function mistakenUnit(unit: string, neighbour: string, isLarger: boolean): string {
  const isKnown = findUnit(unit) !== undefined && findUnit(neighbour) !== undefined && isConvertible(neighbour, unit)
  const isNeighbourLarger = isKnown && compareDecimals(convert(one, neighbour, unit, { decimals: 12 }), one) > 0
  if (!isKnown || isNeighbourLarger !== isLarger) return neighbour
  return /^[万亿]/.test(unit) ? unit.slice(1) : neighbour
}

const hundred = parseDecimal('100')
const wide = parseDecimal('3')
const narrow = parseDecimal('1.2')

/** Whether a is about factor times b: within threefold for units far apart, within a fifth for 亩 and 公顷. */
function isNear(a: Decimal | undefined, b: Decimal | undefined, factor: Decimal): boolean {
  if (!a || !b || signOf(a) === 0 || signOf(b) === 0 || signOf(a) !== signOf(b)) return false
  const allowed = compareDecimals(factor, hundred) > 0 ? wide : narrow
  const scaled = absolute(multiplyDecimals(b, factor))
  const size = absolute(a)
  return (
    compareDecimals(multiplyDecimals(size, allowed), scaled) >= 0 &&
    compareDecimals(size, multiplyDecimals(scaled, allowed)) <= 0
  )
}

/** The one reading of a figure in another unit that would be plausible. */
function correction(value: Decimal, range: ReturnValue['column']['plausible'], factor: Decimal): Decimal | undefined {
  const isTooLarge = range.high !== null && compareDecimals(value, parseDecimal(range.high)) > 0
  const guess = isTooLarge ? divided(value, factor) : multiplyDecimals(value, factor)
  return fitsRange(guess, range) ? guess : undefined
}

function fitsRange(value: Decimal, { low, high }: ReturnValue['column']['plausible']): boolean {
  const isLow = low !== null && compareDecimals(value, parseDecimal(low)) < 0
  return !isLow && (high === null || compareDecimals(value, parseDecimal(high)) <= 0)
}

const divided = (value: Decimal, factor: Decimal): Decimal =>
  divideDecimals(value, factor, { decimals: value.scale + 6 })
const plain = (value: Decimal): string => formatDecimal(normalizeDecimal(value))

function faultAt(
  { sheet, at, path, place, column, value }: ReturnValue,
  code: string,
  detail: ReturnFault['detail'],
): ReturnFault {
  const text = value ? plain(value) : undefined
  return {
    code,
    severity: 'error',
    sheet,
    at,
    path,
    placeCode: place.code,
    placeName: place.name,
    indicator: column.indicator,
    text,
    detail,
  }
}
