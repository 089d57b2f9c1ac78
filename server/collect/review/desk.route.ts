import { readReview, readReviewSheet } from '@gangju/contract/review'
import type { PlaceLevel } from '@gangju/contract/values'
import { formatDecimal, parseDecimal } from '@gangju/net/quantity'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import type { Catalog } from '../../net/catalog.ts'
import { formatCursor, parseCursor } from '../../net/cursor.ts'
import { listFormFigures } from '../expectation.ts'
import { figureKey } from '../fault.ts'
import { columnsOnWire } from '../return-form.ts'
import { formTitle } from '../return-layout.ts'
import { listHandedIn, type SubmissionRow } from '../submission.store.ts'
import { changeSince, hasMoved, type Inspected, inspect } from './inspect.ts'
import { listReach } from './reach.store.ts'
import type { ReviewedCell } from './review.store.ts'
import { columnReviewsOf } from './signatures.ts'
import { entryOfSubmission, loadReviewed } from './standing.ts'
import { summarize } from './summary.ts'

/** The reviewer's desk: what waits, and many returns as one grid. */
export const reviewDeskRoutes: Routes = (app) => {
  serve(app, readReview, handleReview)
  serve(app, readReviewSheet, handleSheet)
}

const usualLimit = 50
const usualShare = 20

/** Those that the reader may approve, as a whole or by columns, out of one page of what was handed in. */
async function handleReview(call: Call<typeof readReview>) {
  const { catalog, query } = call
  const scope = await call.within({ place: query.place })
  const filter = { period: query.period, formCode: query.form, states: ['submitted'] as const }
  const { rows, next } = await readPage(scope, query, filter)
  const summaries = await summarize(scope.db, rows, call)
  const columnGoals = await goalsToApprove(call, scope, rows)
  const isMine = ({ id, may }: (typeof summaries)[number]) => may.includes('approve') || columnGoals(id).length > 0
  const mine = new Map(summaries.filter(isMine).map((one) => [one.id, one]))
  const waiting = rows.filter(({ submissionId }) => mine.has(submissionId))
  const inspected = await inspect(scope, catalog, waiting)
  const counts = new Map(inspected.flatMap((group) => countEach(group, catalog, query.over ?? usualShare)))
  const items = waiting.map(({ submissionId, late }) => ({
    ...mine.get(submissionId)!,
    late,
    counts: counts.get(submissionId)!,
    columnGoals: [...columnGoals(submissionId)],
  }))
  return { items, next }
}

/** Goals whose columns the reader may approve, by submission. */
async function goalsToApprove(
  { catalog, actor, now }: Call<typeof readReview>,
  { db }: Scope,
  rows: readonly SubmissionRow[],
): Promise<(submissionId: string) => readonly string[]> {
  const asked = rows.filter((row) => entryOfSubmission(catalog, row).columnReview !== undefined)
  if (asked.length === 0) return () => []
  const { personId } = actor
  const reach = await listReach(db, { personId, placeIds: asked.map(({ placeId }) => placeId), day: officeDay(now) })
  const reviewed = await loadReviewed(db, asked)
  const goals = new Map(
    asked.map((row) => {
      const words = { personId, reach, reviewed: reviewed(row.submissionId) }
      const mine = columnReviewsOf(catalog, row, words).filter(({ may }) => may)
      return [row.submissionId, mine.map(({ goal }) => goal)] as const
    }),
  )
  return (submissionId) => goals.get(submissionId) ?? []
}

function countEach({ rows, cells, findings, lastFigure }: Inspected, catalog: Catalog, percent: number) {
  const soft = new Set(findings.filter((one) => one.severity === 'soft').map((one) => `${one.place} ${one.indicator}`))
  return rows.map(({ submissionId }) => {
    const own = cells.filter((cell) => cell.submissionId === submissionId)
    const figures = own.flatMap(({ value, code, indicatorId }) => {
      if (value === null) return []
      const indicator = catalog.indicatorById(indicatorId).code
      return [{ value: parseDecimal(value), last: lastFigure(code, indicator), key: `${code} ${indicator}` }]
    })
    const counts = {
      cells: figures.length,
      new: figures.filter(({ last }) => last === undefined).length,
      changed: figures.filter(({ value, last }) => last !== undefined && hasMoved(value, last, percent)).length,
      explained: own.filter(({ explanation }) => explanation !== null).length,
      unusual: figures.filter(({ key }) => soft.has(key)).length,
    }
    return [submissionId, counts] as const
  })
}

async function handleSheet(call: Call<typeof readReviewSheet>) {
  const { catalog, query, lang } = call
  const form = catalog.form(query.form)
  const scope = await call.within({ place: query.place })
  const states = query.state ? [query.state] : (['submitted', 'approved'] as const)
  const filter = { period: query.period, formCode: query.form, states }
  const { rows, next } = await readPage(scope, query, filter)
  const summaries = new Map((await summarize(scope.db, rows, call)).map((one) => [one.id, one]))
  const inspected = await inspect(scope, catalog, rows)
  const sheetRows = []
  for (const group of inspected) {
    const toCell = await cellMaker(scope, catalog, group)
    for (const row of group.rows) {
      const summary = summaries.get(row.submissionId)!
      for (const cells of placesOf(group, row)) {
        const { code, name, level } = cells.values().next().value!
        sheetRows.push({
          place: { code, name, level: level as PlaceLevel },
          filer: summary.place,
          submission: row.submissionId,
          version: row.version,
          state: row.state,
          late: row.late,
          may: summary.may,
          cells: form.entry.columns.map(({ indicator }) =>
            toCell({ code, indicator }, cells.get(catalog.indicator(indicator).indicatorId)),
          ),
        })
      }
    }
  }
  return {
    form: query.form,
    formName: formTitle(form.entry, lang),
    columns: columnsOnWire(form.entry),
    rows: sheetRows,
    findings: inspected.flatMap(({ findings }) => findings),
    next,
  }
}

/** The cells of each place of a submission, by indicator. */
function placesOf({ cells }: Inspected, { submissionId }: SubmissionRow): Iterable<ReadonlyMap<number, ReviewedCell>> {
  const byPlace = new Map<number, Map<number, ReviewedCell>>()
  for (const cell of cells) {
    if (cell.submissionId !== submissionId) continue
    byPlace.set(cell.placeId, (byPlace.get(cell.placeId) ?? new Map()).set(cell.indicatorId, cell))
  }
  return byPlace.values()
}

/** How a cell is shown beside the figure now in the net and that of the period before. */
async function cellMaker({ db }: Scope, catalog: Catalog, { rows, cells, lastFigure }: Inspected) {
  const { countyId, formCode, period } = rows[0]!
  const form = catalog.form(formCode)
  const placeIds = new Map(cells.map(({ code, placeId }) => [code, placeId]))
  const query = { catalog, form, countyId, placeIds: [...placeIds.values()], periods: [period] }
  const inForce = new Map((await listFormFigures(db, query)).map(({ key, value }) => [key, value]))
  return ({ code, indicator }: { code: string; indicator: string }, cell: ReviewedCell | undefined) => {
    const value = cell?.value ?? null
    const last = lastFigure(code, indicator)
    const change = value === null || last === undefined ? undefined : changeSince(parseDecimal(value), last)
    return {
      value,
      state: stateOf(cell),
      spelled: cell?.spelled ?? null,
      before: inForce.get(figureKey(placeIds.get(code)!, indicator)) ?? null,
      lastPeriod: last === undefined ? null : formatDecimal(last),
      change: change === undefined ? null : formatDecimal(change),
      explanation: cell?.explanation ?? null,
      returnedReason: cell?.returnedReason ?? null,
    }
  }
}

function stateOf(cell: ReviewedCell | undefined): 'value' | 'notReported' | 'notApplicable' {
  if (!cell || cell.missing === 'notReported') return 'notReported'
  return cell.missing === 'notApplicable' ? 'notApplicable' : 'value'
}

type PageFilter = Omit<Parameters<typeof listHandedIn>[2], 'rootId' | 'after' | 'limit'>

async function readPage(
  { db, place, rectangle }: Scope,
  query: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  filter: PageFilter,
) {
  const limit = query.limit ?? usualLimit
  const after = parseCursor(query.cursor, 2)
  const found = await listHandedIn(db, rectangle, { ...filter, rootId: place.placeId, after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const next = found.length > limit && last ? formatCursor([last.placeCode, last.submissionId]) : null
  return { rows, next }
}
