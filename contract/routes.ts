import * as board from './board.ts'
import * as desk from './desk.ts'
import * as documents from './documents.ts'
import * as goals from './goals.ts'
import * as people from './people.ts'
import * as places from './places.ts'
import * as planning from './planning.ts'
import * as readings from './readings.ts'
import * as returns from './returns.ts'
import type { AnyRoute } from './route.ts'
import * as session from './session.ts'

/** Every route of the wire by its name; the OpenAPI document and the permission matrix are made from it. */
export const routes = {
  signIn: session.signIn,
  readSession: session.readSession,
  signOut: session.signOut,
  changePassword: session.changePassword,
  beginTotp: session.beginTotp,
  confirmTotp: session.confirmTotp,
  issueToken: session.issueToken,
  getPlace: places.getPlace,
  listPlaces: places.listPlaces,
  changePlace: places.changePlace,
  readBoundaries: places.readBoundaries,
  importBoundaries: places.importBoundaries,
  listGoals: goals.listGoals,
  listTargets: goals.listTargets,
  listIndicators: goals.listIndicators,
  readReading: readings.readReading,
  readTrace: readings.readTrace,
  readBoard: board.readBoard,
  readMatrix: board.readMatrix,
  readPlaceSheet: board.readPlaceSheet,
  readIndicatorSheet: board.readIndicatorSheet,
  watchChanges: board.watchChanges,
  exportTable: board.exportTable,
  listReturns: returns.listReturns,
  downloadTemplate: returns.downloadTemplate,
  fileSubmission: returns.fileSubmission,
  listSubmissions: returns.listSubmissions,
  getSubmission: returns.getSubmission,
  submitSubmission: returns.submitSubmission,
  approveSubmission: returns.approveSubmission,
  returnSubmission: returns.returnSubmission,
  listPeople: people.listPeople,
  listRoles: people.listRoles,
  createPerson: people.createPerson,
  updatePerson: people.updatePerson,
  createGrant: people.createGrant,
  endGrant: people.endGrant,
  listActions: people.listActions,
  listDocuments: documents.listDocuments,
  getDocument: documents.getDocument,
  addDocument: documents.addDocument,
  editDocument: documents.editDocument,
  downloadOriginal: documents.downloadOriginal,
  relateDocument: documents.relateDocument,
  endRelation: documents.endRelation,
  searchDocuments: documents.searchDocuments,
  listPolicySystems: documents.listPolicySystems,
  readDesk: desk.readDesk,
  decideProposals: desk.decideProposals,
  addIndicator: desk.addIndicator,
  readCoverage: planning.readCoverage,
  downloadCoverage: planning.downloadCoverage,
  listContradictions: planning.listContradictions,
  decideContradiction: planning.decideContradiction,
  readRevision: planning.readRevision,
  decideRevision: planning.decideRevision,
} as const satisfies Record<string, AnyRoute>
