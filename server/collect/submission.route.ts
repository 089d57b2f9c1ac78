import { getSubmission, listSubmissions, type SubmissionDetail } from '@gangju/contract/returns'
import type { PlaceLevel } from '@gangju/contract/values'
import { parsePeriod, previousPeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../http/serve.ts'
import { listFormFigures } from './expectation.ts'
import { figureKey } from './fault.ts'
import { columnsOnWire, indicatorIdsOf } from './return-form.ts'
import { listReach } from './review/reach.store.ts'
import { columnReviewsOf, signaturesOf } from './review/signatures.ts'
import { entryOfSubmission, loadReviewed } from './review/standing.ts'
import { summarize } from './review/summary.ts'
import { findSubmission, listHistory, listSubmissions as listRows, type SubmissionRow } from './submission.store.ts'
import { listValues } from './submission-value.store.ts'

/** Reading submissions: the list, and one beside the figures now in the net. */
export const submissionRoutes: Routes = (app) => {
  serve(app, listSubmissions, handleList)
  serve(app, getSubmission, handleOne)
}

const usualLimit = 50

async function handleList(call: Call<typeof listSubmissions>) {
  const { query } = call
  const { db, place, rectangle } = await call.within({ place: query.place })
  const limit = query.limit ?? usualLimit
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const filter = { rootId: place.placeId, period: query.period, state: query.state, formCode: query.form, after }
  const rows = await listRows(db, rectangle, { ...filter, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: await summarize(db, shown, call), next: rows.length > limit && last ? writeCursor(last) : null }
}

const writeCursor = ({ filedAt, submissionId }: SubmissionRow): string =>
  Buffer.from(`${filedAt.toISOString()} ${submissionId}`).toString('base64url')

/** @throws Problem `cursor.malformed` */
function readCursor(cursor: string): { at: string; id: string } {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  )
  if (!match || Number.isNaN(Date.parse(match[1]!))) throw new Problem('cursor.malformed')
  return { at: match[1]!, id: match[2]! }
}

async function handleOne(call: Call<typeof getSubmission>): Promise<SubmissionDetail> {
  const scope = await call.within({})
  const row = await findSubmission(scope.db, scope.rectangle, call.params.id)
  if (!row) throw new Problem('submission.unknown')
  const [summary] = await summarize(scope.db, [row], call)
  const history = await listHistory(scope.db, row)
  const { catalog, actor } = call
  const { personId } = actor
  const reach = await listReach(scope.db, { personId, placeIds: [row.placeId], day: officeDay(call.now) })
  const reviewed = (await loadReviewed(scope.db, [row]))(row.submissionId)
  return {
    ...summary!,
    late: row.late,
    columnReviews: columnReviewsOf(catalog, row, { personId, reach, reviewed }),
    signatures: signaturesOf(history, row, summary!.steps),
    columns: columnsOnWire(entryOfSubmission(catalog, row)),
    rows: await listRowsOf(call, scope, row),
    history: history.map(({ verb, name, at }) => ({
      verb,
      name: name ?? '',
      at: at.toISOString(),
      reason: verb === 'submission.return' ? row.returnReason : null,
    })),
  }
}

function stateOf(cell: { value: string | null; missing: string | null } | undefined) {
  if (!cell || cell.missing === 'notReported') return 'notReported' as const
  return cell.missing === 'notApplicable' ? ('notApplicable' as const) : ('value' as const)
}

async function listRowsOf(
  { catalog }: Call<typeof getSubmission>,
  { db }: Scope,
  row: SubmissionRow,
): Promise<SubmissionDetail['rows']> {
  const form = { ...catalog.form(row.formCode), entry: entryOfSubmission(catalog, row) }
  const ids = indicatorIdsOf(catalog, form.entry)
  const values = await listValues(db, row)
  const last = previousPeriod(parsePeriod(row.period)).id
  const placeIds = [...new Set(values.map(({ placeId }) => placeId))]
  const figures = await listFormFigures(db, {
    catalog,
    form,
    countyId: row.countyId,
    placeIds,
    periods: [row.period, last],
  })
  const known = new Map(figures.map(({ key, period, value }) => [`${key} ${period}`, value]))
  const byPlace = new Map<number, Map<number, (typeof values)[number]>>()
  for (const value of values) {
    byPlace.set(value.placeId, (byPlace.get(value.placeId) ?? new Map()).set(value.indicatorId, value))
  }
  return Array.from(byPlace.values(), (cells) => {
    const { placeId, code, name, level } = cells.values().next().value!
    return {
      place: { code, name, level: level as PlaceLevel },
      cells: form.entry.columns.map(({ indicator }) => {
        const value = cells.get(ids.get(indicator)!)
        const key = figureKey(placeId, indicator)
        return {
          value: value?.value ?? null,
          state: stateOf(value),
          before: known.get(`${key} ${row.period}`) ?? null,
          lastPeriod: known.get(`${key} ${last}`) ?? null,
          cell: value?.cell ?? null,
        }
      }),
    }
  })
}
