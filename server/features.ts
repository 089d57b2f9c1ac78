import { boundaryRoutes } from './admin/boundary.route.ts'
import { logRoutes } from './admin/log.route.ts'
import { personRoutes } from './admin/person.route.ts'
import { placeRoutes } from './admin/place.route.ts'
import { placeChangeRoutes } from './admin/place-change.route.ts'
import { sessionRoutes } from './admin/session.route.ts'
import { organisationUnitRoutes } from './admin/units/organisation-units.route.ts'
import { takeUnitsRoutes } from './admin/units/take-units.route.ts'
import { entryRoutes } from './collect/entry/entry.route.ts'
import { myReturnsRoutes } from './collect/entry/my-returns.route.ts'
import { bulkRoutes } from './collect/exchange/bulk/bulk.route.ts'
import { completionRoutes } from './collect/exchange/completion.route.ts'
import { takeValuesRoutes } from './collect/exchange/data-values.route.ts'
import { definitionRoutes } from './collect/figure/definition.route.ts'
import { differenceRoutes } from './collect/figure/difference.route.ts'
import { publishedFigureRoutes } from './collect/figure/published-figure.route.ts'
import { fileRoutes } from './collect/file.route.ts'
import { burdenRoutes } from './collect/form/burden.route.ts'
import { editFormRoutes } from './collect/form/edit-form.route.ts'
import { formRoutes } from './collect/form/form.route.ts'
import { returnRoutes } from './collect/return.route.ts'
import { approveManyRoutes } from './collect/review/approve-many.route.ts'
import { chaseRoutes } from './collect/review/chase.route.ts'
import { closingRoutes } from './collect/review/closing.route.ts'
import { columnRoutes } from './collect/review/columns.route.ts'
import { deliveryRoutes } from './collect/review/delivery.route.ts'
import { reviewDeskRoutes } from './collect/review/desk.route.ts'
import { lateLeaveRoutes } from './collect/review/late-leave.route.ts'
import { messageRoutes } from './collect/review/message.route.ts'
import { reviewRoutes } from './collect/review/review.route.ts'
import { timelinessRoutes } from './collect/review/timeliness.route.ts'
import { importRoutes } from './collect/sheet/import.route.ts'
import { submissionRoutes } from './collect/submission.route.ts'
import type { Routes } from './http/serve.ts'
import { contradictionRoutes } from './plan/contradiction.route.ts'
import { coverageRoutes } from './plan/coverage.route.ts'
import { deskRoutes } from './plan/desk.route.ts'
import { documentRoutes } from './plan/document.route.ts'
import { newIndicatorRoutes } from './plan/new-indicator.route.ts'
import { policySystemRoutes } from './plan/policy-system.route.ts'
import { relationRoutes } from './plan/relation.route.ts'
import { revisionRoutes } from './plan/revision.route.ts'
import { searchRoutes } from './plan/search.route.ts'
import { boardRoutes } from './publish/board.route.ts'
import { changesRoutes } from './publish/changes.route.ts'
import { dataValueRoutes } from './publish/exchange/data-values.route.ts'
import { exchangeMetadataRoutes } from './publish/exchange/metadata.route.ts'
import { goalRoutes } from './publish/goal.route.ts'
import { indicatorRoutes } from './publish/indicator.route.ts'
import { indicatorSheetRoutes } from './publish/indicator-sheet.route.ts'
import { matrixRoutes } from './publish/matrix.route.ts'
import { placeSheetRoutes } from './publish/place-sheet.route.ts'
import { readingRoutes } from './publish/reading.route.ts'
import { tableRoutes } from './publish/table.route.ts'
import { targetRoutes } from './publish/target.route.ts'
import { traceRoutes } from './publish/trace.route.ts'

/** Every feature that puts routes on the wire. */
export const features: readonly Routes[] = [
  sessionRoutes,
  personRoutes,
  logRoutes,
  placeRoutes,
  placeChangeRoutes,
  boundaryRoutes,
  goalRoutes,
  indicatorRoutes,
  targetRoutes,
  boardRoutes,
  matrixRoutes,
  placeSheetRoutes,
  indicatorSheetRoutes,
  readingRoutes,
  traceRoutes,
  definitionRoutes,
  differenceRoutes,
  publishedFigureRoutes,
  changesRoutes,
  tableRoutes,
  formRoutes,
  editFormRoutes,
  burdenRoutes,
  returnRoutes,
  entryRoutes,
  myReturnsRoutes,
  fileRoutes,
  submissionRoutes,
  importRoutes,
  approveManyRoutes,
  chaseRoutes,
  closingRoutes,
  columnRoutes,
  deliveryRoutes,
  reviewDeskRoutes,
  lateLeaveRoutes,
  messageRoutes,
  timelinessRoutes,
  reviewRoutes,
  documentRoutes,
  relationRoutes,
  searchRoutes,
  policySystemRoutes,
  deskRoutes,
  newIndicatorRoutes,
  coverageRoutes,
  contradictionRoutes,
  revisionRoutes,
  dataValueRoutes,
  takeValuesRoutes,
  completionRoutes,
  bulkRoutes,
  organisationUnitRoutes,
  takeUnitsRoutes,
  exchangeMetadataRoutes,
]
