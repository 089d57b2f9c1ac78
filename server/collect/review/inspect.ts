import { checkReturn, type Finding, type FormEntry, figureKey, type KnownFigures } from '@gangju/net/form'
import { parsePeriod, previousPeriod } from '@gangju/net/period'
import {
  absolute,
  compareDecimals,
  type Decimal,
  decimalOf,
  divideDecimals,
  hundred,
  isZero,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
} from '@gangju/net/quantity'
import type { Scope } from '../../http/call.ts'
import type { Catalog } from '../../net/catalog.ts'
import { loadKnown } from '../check/known.ts'
import type { SubmissionRow } from '../submission.store.ts'
import { listReviewedCells, type ReviewedCell } from './review.store.ts'
import { entryOfSubmission } from './standing.ts'

/** Submissions of one county, form version and period, with what the checks find in them. */
export interface Inspected {
  readonly rows: readonly SubmissionRow[]
  readonly entry: FormEntry
  readonly cells: readonly ReviewedCell[]
  readonly findings: readonly Finding[]
  readonly lastFigure: (place: string, indicator: string) => Decimal | undefined
}

/** Submissions as a reviewer looks at them: those alike are checked together, so that a page costs a few statements. */
export async function inspect(
  scope: Pick<Scope, 'db' | 'trx'>,
  catalog: Catalog,
  rows: readonly SubmissionRow[],
): Promise<readonly Inspected[]> {
  const alike = new Map<string, SubmissionRow[]>()
  for (const row of rows) {
    const key = `${row.countyId} ${row.formCode} ${row.formVersion} ${row.period}`
    alike.set(key, [...(alike.get(key) ?? []), row])
  }
  const inspected: Inspected[] = []
  for (const group of alike.values()) inspected.push(await inspectAlike(scope, catalog, group))
  return inspected
}

async function inspectAlike(
  scope: Pick<Scope, 'db' | 'trx'>,
  catalog: Catalog,
  rows: readonly SubmissionRow[],
): Promise<Inspected> {
  const first = rows[0]!
  const { countyId } = first
  const entry = entryOfSubmission(catalog, first)
  const form = { ...catalog.form(first.formCode), entry }
  const period = parsePeriod(first.period)
  const ids = rows.map(({ submissionId }) => submissionId)
  const cells = await listReviewedCells(scope.db, countyId, ids)
  const places = [...new Map(cells.map(({ placeId, code }) => [placeId, { placeId, code }])).values()]
  const ground = await loadKnown(scope, { catalog, form, countyId, places, period })
  const checked = cells.map((cell) => ({
    place: cell.code,
    indicator: catalog.indicatorById(cell.indicatorId).code,
    value: cell.value === null ? null : parseDecimal(cell.value),
    missing: cell.missing,
    explanation: cell.explanation,
  }))
  const findings = checkReturn({ form: entry, period: period.id, cells: checked, ...ground, extent: 'whole' })
  return { rows, entry, cells, findings, lastFigure: lastFigures(ground.known, previousPeriod(period).id) }
}

const lastFigures = (known: KnownFigures, last: string) => (place: string, indicator: string) =>
  known.get(figureKey(place, indicator))?.series.get(last)

/** Percent against an earlier figure, two decimals; undefined from zero, which nothing is a percentage of [AP12]. */
export function changeSince(value: Decimal, earlier: Decimal): Decimal | undefined {
  if (isZero(earlier)) return undefined
  const growth = multiplyDecimals(subtractDecimals(value, earlier), hundred)
  return divideDecimals(growth, absolute(earlier), { decimals: 2 })
}

/** Whether a figure moved by more than so many percent; out of zero everything does. */
export function hasMoved(value: Decimal, earlier: Decimal, percent: number): boolean {
  const change = changeSince(value, earlier)
  if (change === undefined) return !isZero(value)
  return compareDecimals(absolute(change), decimalOf(percent)) > 0
}
