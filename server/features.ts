import { boundaryRoutes } from './admin/boundary.route.ts'
import { logRoutes } from './admin/log.route.ts'
import { personRoutes } from './admin/person.route.ts'
import { placeRoutes } from './admin/place.route.ts'
import { placeChangeRoutes } from './admin/place-change.route.ts'
import { sessionRoutes } from './admin/session.route.ts'
import { fileRoutes } from './collect/file.route.ts'
import { returnRoutes } from './collect/return.route.ts'
import { reviewRoutes } from './collect/review.route.ts'
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
  changesRoutes,
  tableRoutes,
  returnRoutes,
  fileRoutes,
  submissionRoutes,
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
]
