// Made from the migrations by `npm run generate`; not to be edited.
import type { ColumnType, Generated } from 'kysely'

export type Json = ColumnType<unknown, string, string>
export type Moment = ColumnType<Date, Date | string, Date | string>

export interface ActionTable {
  countyId: number
  seq: string
  at: Moment
  actor: string | null
  verb: string
  placeId: number | null
  goalId: number | null
  subject: string | null
  requestId: string
  outcome: string
  problem: string | null
  detail: Json | null
  previousHash: Buffer
  hash: Buffer
}

export interface ActionHeadTable {
  countyId: number
  seq: string
  hash: Buffer
}

export interface ApprovalTable {
  countyId: number
  placeId: number
  submissionId: string
  step: number
  approvedBy: string
  approvedAt: Moment
  subject: string
}

export interface BodyTable {
  bodyId: Generated<number>
  code: string
  name: string
  nameEn: string
  kind: string
  placeId: number | null
  parentId: number | null
}

export interface BoundaryTable {
  countyId: number
  placeId: number
  rings: Json
  labelLongitude: number
  labelLatitude: number
  source: string
  approvalNumber: string | null
  coordinateSystem: string
  importedAt: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface BulkJobTable {
  countyId: number
  placeId: number
  jobId: Generated<string>
  kind: string
  state: Generated<string>
  size: number
  partBytes: number
  sha256: Buffer | null
  options: Json
  progress: Json
  summary: Json
  reason: string | null
  createdBy: string
  createdAt: Moment
  startedBy: string | null
  startedAt: Moment | null
  endedAt: Moment | null
  expiresAt: Moment
  lease: string | null
  leaseUntil: Moment | null
  failures: Generated<number>
}

export interface BulkPartTable {
  countyId: number
  placeId: number
  jobId: string
  n: number
  content: Buffer
  sha256: Buffer
}

export interface ClosingTable {
  countyId: number
  placeId: number
  closingId: Generated<string>
  formId: number
  period: string
  missing: Json
  closedAt: Moment
  closedBy: string
  reopenedAt: Moment | null
  reopenedBy: string | null
  reason: string | null
}

export interface ColumnReviewTable {
  countyId: number
  placeId: number
  submissionId: string
  goalId: number
  reviewedBy: string
  reviewedAt: Moment
}

export interface ConflictTable {
  conflictId: Generated<number>
  code: string
  kind: string
  note: string
  handling: string | null
  entry: Json
}

export interface ContradictionDecisionTable {
  countyId: number
  placeId: number
  finding: string
  edition: number
  decision: string
  note: string | null
  entry: Json
  recordedAt: Moment
  recordedBy: string | null
}

export interface CoverTable {
  ancestorId: number
  descendantId: number
  inherited: boolean
  since: Moment
  until: Moment | null
}

export interface DeliveryTable {
  countyId: number
  placeId: number
  deliveryId: Generated<string>
  messageId: string
  channel: string
  kind: string
  createdAt: Moment
  attempts: Generated<number>
  nextAt: Moment
  doneAt: Moment | null
  parkedAt: Moment | null
  lastError: string | null
  outcome: string | null
}

export interface DocumentTable {
  documentId: Generated<number>
  code: string
  title: string
  kind: string
  issuer: string | null
  asOf: string | null
  asOfInferred: Generated<boolean>
  note: string | null
  textSha256: Buffer | null
  textPlaceId: number | null
}

export interface DocumentClauseTable {
  countyId: number
  placeId: number
  documentId: number
  version: number
  anchor: string
  ordinal: number
  entry: Json
  heading: string
  words: string
  folded: string
}

export interface DocumentOriginalTable {
  countyId: number
  placeId: number
  documentId: number
  version: number
  fileName: string
  fileKind: string
  content: Buffer
}

export interface DocumentRelationTable {
  countyId: number
  placeId: number
  relationId: Generated<string>
  documentId: number
  kind: string
  toDocumentId: number | null
  toTitle: string | null
  endedAt: Moment | null
}

export interface DocumentVersionTable {
  countyId: number
  placeId: number
  documentId: number
  version: number
  title: string
  kind: string
  issuer: string | null
  number: string | null
  level: string
  dated: string | null
  inForceFrom: string | null
  inForceUntil: string | null
  demo: Generated<boolean>
  text: string
  characters: number
  textSha256: Buffer
  recordedAt: Moment
  recordedBy: string | null
  supersededAt: Moment | null
}

export interface FormTable {
  formId: Generated<number>
  code: string
  sourceId: number
  entry: Json
  placeId: number | null
  archivedAt: Moment | null
  zoneIds: Generated<number[]>
}

export interface FormVersionTable {
  formId: number
  version: number
  entry: Json
  recordedAt: ColumnType<Date, Date | string | undefined, Date | string>
  recordedBy: string | null
}

export interface GoalTable {
  goalId: Generated<number>
  code: string
  kind: string
  parentId: number | null
  path: string
  name: string
  nameEn: string
  placeId: number | null
  alignsToId: number | null
  starts: string | null
  due: string | null
  position: number
  documentId: number | null
  documentOffset: number | null
  documentAnchor: string | null
  documentLength: number | null
  supersededAt: Moment | null
}

export interface GoalIndicatorTable {
  goalId: number
  indicatorId: number
  isPart: Generated<boolean>
}

export interface IdempotencyTable {
  actor: string
  route: string
  key: string
  requestHash: Buffer
  status: number | null
  reply: string | null
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface IndicatorTable {
  indicatorId: Generated<number>
  code: string
  collectedAt: string | null
  overPeriods: string
  overPlaces: string
  entry: Json
}

export interface IndicatorVersionTable {
  indicatorId: number
  version: number
  fromDay: string
  entry: Json
  recordedAt: ColumnType<Date, Date | string | undefined, Date | string>
  recordedBy: string | null
}

export interface LateLeaveTable {
  countyId: number
  placeId: number
  leaveId: Generated<string>
  formId: number
  period: string
  until: string
  reason: string
  givenAt: Moment
  givenBy: string
}

export interface MessageTable {
  countyId: number
  placeId: number
  messageId: Generated<string>
  personId: string
  sentBy: string
  kind: string
  words: Json
  formId: number | null
  period: string | null
  submissionId: string | null
  sentAt: Moment
  readAt: Moment | null
}

export interface MigrationTable {
  name: string
  appliedAt: ColumnType<Date, Date | string | undefined, Date | string>
}

export interface ObservationTable {
  countyId: number
  placeId: number
  indicatorId: number
  period: string
  sourceId: number
  version: Generated<number>
  value: string | null
  missing: string | null
  submissionId: string | null
  position: number | null
  printed: string | null
  unit: string | null
  recordedAt: Moment
  supersededAt: Moment | null
  length: number | null
  documentVersion: number | null
}

export interface PersonTable {
  personId: Generated<string>
  username: string
  name: string
  post: string | null
  phone: string | null
  passwordHash: string
  mustChangePassword: Generated<boolean>
  totpSecret: string | null
  totpEnabled: Generated<boolean>
  totpLastStep: string | null
  disabled: Generated<boolean>
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>
  email: string | null
}

export interface PersonGrantTable {
  countyId: number
  placeId: number
  grantId: Generated<string>
  personId: string
  roleId: number
  goalId: number | null
  validFrom: string | null
  validTo: string | null
  endedAt: Moment | null
}

export interface PlaceTable {
  placeId: Generated<number>
  code: string
  name: string
  level: string
  parentId: number | null
  countyId: number
  kind: string
  administrative: boolean
  initials: string
  pinyin: string
  validFrom: Generated<string>
  validTo: string | null
  note: string | null
}

export interface PlaceAttributeTable {
  countyId: number
  placeId: number
  attributeId: Generated<string>
  kind: string
  value: string
  kindName: string
  valueName: string
  validFrom: string | null
  validTo: string | null
  documentId: number | null
  position: number | null
  note: string | null
}

export interface PlaceEdgeTable {
  ancestorId: number
  descendantId: number
  kind: string
  validFrom: string
  validTo: string | null
}

export interface PlaceWordTable {
  placeId: number
  words: string[]
}

export interface ProposalTable {
  countyId: number
  placeId: number
  proposalId: Generated<string>
  documentId: number
  version: number
  ordinal: number
  kind: string
  anchor: string
  position: number
  length: number
  confidence: string
  reading: Json
  choice: Json | null
  state: Generated<string>
  edition: Generated<number>
  mergedInto: string | null
  targetId: string | null
  observation: Json | null
  goalId: number | null
  decidedAt: Moment | null
  decidedBy: string | null
}

export interface ReminderTable {
  countyId: number
  placeId: number
  formId: number
  period: string
  stage: string
  sentBy: string
  sentAt: Moment
}

export interface ResponsibilityTable {
  bodyId: number
  goalId: number
  part: string
  inferred: Generated<boolean>
}

export interface RoleTable {
  roleId: Generated<number>
  code: string
  name: string
  nameEn: string
  verbs: string[]
}

export interface RollupTable {
  countyId: number
  placeId: number
  indicatorId: number
  period: string
  reported: number
  counted: number
  total: string | null
  low: string | null
  high: string | null
}

export interface RosterTable {
  countyId: number
  placeId: number
  level: string
  fromDay: string
  change: number
}

export interface RuleSetTable {
  code: string
  kind: string
  entry: Json
}

export interface SessionTable {
  secretHash: Buffer
  sessionId: Generated<string>
  personId: string
  kind: string
  label: string | null
  createdAt: Moment
  usedAt: Moment
  expiresAt: Moment
}

export interface SettingTable {
  name: string
  value: Json
}

export interface SheetImportTable {
  countyId: number
  placeId: number
  importId: Generated<string>
  formId: number | null
  period: string | null
  fileName: string | null
  content: Buffer
  choices: Json
  reading: Json
  seen: Generated<Json>
  edition: Generated<number>
  uploadedAt: Moment
  uploadedBy: string
  appliedAt: Moment | null
  expiresAt: Moment
}

export interface SheetMappingTable {
  countyId: number
  placeId: number
  formId: number
  fingerprint: string
  choice: Json
  rememberedAt: Moment
  rememberedBy: string
}

export interface SignInFailureTable {
  subject: string
  failedAt: Moment
  failureId: Generated<string>
}

export interface SourceTable {
  sourceId: Generated<number>
  code: string
  kind: string
  name: string
  documentId: number | null
  demo: Generated<boolean>
  publishedOn: string | null
}

export interface SubmissionTable {
  countyId: number
  placeId: number
  submissionId: Generated<string>
  formId: number
  period: string
  state: string
  step: Generated<number>
  version: Generated<number>
  filedBy: string
  filedAt: Moment
  fileName: string | null
  returnReason: string | null
  formVersion: Generated<number>
  late: Generated<boolean>
  follows: string | null
  submittedAt: Moment | null
}

export interface SubmissionValueTable {
  countyId: number
  submissionId: string
  placeId: number
  indicatorId: number
  value: string | null
  missing: string | null
  cell: string | null
  priorVersion: number | null
  priorValue: string | null
  priorMissing: string | null
  edition: Generated<number>
  editedBy: string | null
  editedAt: Moment | null
  spelled: string | null
  explanation: string | null
  returnedReason: string | null
  returnedBy: string | null
}

export interface SuccessionTable {
  countyId: number
  placeId: number
  predecessorId: number
  successorId: number
  kind: string
  happenedOn: string
  oldName: string | null
  newName: string | null
}

export interface TargetTable {
  countyId: number
  placeId: number
  targetId: Generated<string>
  code: string
  indicatorId: number
  goalId: number | null
  year: number | null
  comparator: string
  value: string
  valueMax: string | null
  unit: string
  commitment: string | null
  baseYear: number | null
  measure: string
  schedule: Json | null
  sourceId: number | null
  position: number | null
  printed: string | null
  note: string | null
  recordedAt: ColumnType<Date, Date | string | undefined, Date | string>
  supersededAt: Moment | null
  anchor: string | null
  length: number | null
  documentVersion: number | null
  proposalId: string | null
  supersededBy: string | null
}

export interface DB {
  action: ActionTable
  actionHead: ActionHeadTable
  approval: ApprovalTable
  body: BodyTable
  boundary: BoundaryTable
  bulkJob: BulkJobTable
  bulkPart: BulkPartTable
  closing: ClosingTable
  columnReview: ColumnReviewTable
  conflict: ConflictTable
  contradictionDecision: ContradictionDecisionTable
  cover: CoverTable
  delivery: DeliveryTable
  document: DocumentTable
  documentClause: DocumentClauseTable
  documentOriginal: DocumentOriginalTable
  documentRelation: DocumentRelationTable
  documentVersion: DocumentVersionTable
  form: FormTable
  formVersion: FormVersionTable
  goal: GoalTable
  goalIndicator: GoalIndicatorTable
  idempotency: IdempotencyTable
  indicator: IndicatorTable
  indicatorVersion: IndicatorVersionTable
  lateLeave: LateLeaveTable
  message: MessageTable
  migration: MigrationTable
  observation: ObservationTable
  person: PersonTable
  personGrant: PersonGrantTable
  place: PlaceTable
  placeAttribute: PlaceAttributeTable
  placeEdge: PlaceEdgeTable
  placeWord: PlaceWordTable
  proposal: ProposalTable
  reminder: ReminderTable
  responsibility: ResponsibilityTable
  role: RoleTable
  rollup: RollupTable
  roster: RosterTable
  ruleSet: RuleSetTable
  session: SessionTable
  setting: SettingTable
  sheetImport: SheetImportTable
  sheetMapping: SheetMappingTable
  signInFailure: SignInFailureTable
  source: SourceTable
  submission: SubmissionTable
  submissionValue: SubmissionValueTable
  succession: SuccessionTable
  target: TargetTable
}
