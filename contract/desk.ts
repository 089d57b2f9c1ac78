import { z } from 'zod'
import { route } from './route.ts'
import { DecimalText, DocumentCode, GoalCode, Id, IndicatorCode, PeriodId, PlaceCode, VersionNumber } from './values.ts'

export const Comparator = z.enum(['eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range'])
export const Commitment = z.enum(['firm', 'stretch', 'expected'])
const Version = VersionNumber

export const DeskClause = z.object({
  anchor: z.string(),
  parent: z.string().nullable(),
  depth: z.int(),
  kind: z.enum(['title', 'heading', 'point', 'paragraph', 'row']),
  marker: z.string().nullable(),
  title: z.string(),
  start: z.int(),
  end: z.int(),
  endOfChildren: z.int(),
})
export type DeskClause = z.infer<typeof DeskClause>

/** A marked stretch of the text that is not a proposal of its own. */
export const DeskMark = z.object({
  kind: z.enum(['body', 'deadline', 'project']),
  offset: z.int(),
  length: z.int(),
  anchor: z.string(),
  words: z.string().describe('lead or support; the period; the amount.'),
})
export type DeskMark = z.infer<typeof DeskMark>

/** What becomes of a statement: a target of a place, or a figure that the document states. */
export const StatementChoice = z.strictObject({
  becomes: z.enum(['target', 'observation']),
  indicator: IndicatorCode.nullable(),
  place: PlaceCode.nullable(),
  goal: GoalCode.nullable(),
  comparator: Comparator,
  value: DecimalText.describe('In the unit beside it.'),
  valueMax: DecimalText.nullable(),
  unit: z.string().max(20),
  measure: z.string().max(20),
  commitment: Commitment.nullable(),
  period: PeriodId.nullable().describe('Deadline of a target, period of a figure.'),
  note: z.string().max(300).nullable(),
})
export type StatementChoice = z.infer<typeof StatementChoice>

/** What becomes of a clause: a measure or a task under a goal, with its bodies and its deadline. */
export const ClauseChoice = z.strictObject({
  becomes: z.enum(['measure', 'task']),
  name: z.string().trim().min(1).max(120),
  parent: GoalCode.nullable(),
  place: PlaceCode.nullable(),
  due: z.string().max(20).nullable(),
  bodies: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(60), part: z.enum(['lead', 'support']) }))
    .max(40),
})
export type ClauseChoice = z.infer<typeof ClauseChoice>

const proposalHead = {
  id: Id,
  ordinal: z.int(),
  anchor: z.string(),
  offset: z.int(),
  length: z.int(),
  quoteOffset: z.int(),
  quoteLength: z.int(),
  confidence: z.number(),
  doubts: z.array(z.string()),
  state: z.enum(['open', 'accepted', 'rejected', 'merged']),
  edition: z.int(),
  mergedInto: Id.nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  conflicts: z.int().describe('Other figures in the net for the same indicator, place and period that differ.'),
}

/** `choice` is what would be taken as it stands; `lacks` says what has to be chosen first. */
export const Proposal = z.discriminatedUnion('kind', [
  z.object({
    ...proposalHead,
    kind: z.literal('statement'),
    reading: z.object({
      text: z.string(),
      indicator: z.string(),
      place: z.string().nullable(),
      subject: z.string().nullable(),
      modality: z.enum(['target', 'actual']),
      scope: z.string().nullable(),
      base: z.string().nullable(),
    }),
    choice: StatementChoice,
    indicatorName: z.string().nullable(),
    placeName: z.string().nullable(),
    goalName: z.string().nullable(),
    indicatorUnit: z.string().nullable(),
    lacks: z.array(z.enum(['indicator', 'place', 'period', 'unit'])),
  }),
  z.object({
    ...proposalHead,
    kind: z.literal('clause'),
    choice: ClauseChoice,
    parentName: z.string().nullable(),
    placeName: z.string().nullable(),
    lacks: z.array(z.enum(['parent', 'place'])),
  }),
])
export type Proposal = z.infer<typeof Proposal>

export const readDesk = route({
  method: 'GET',
  path: '/documents/:document/desk',
  summary: 'The text of a version with its clauses, its marks and its proposals',
  needs: 'document.read',
  params: { document: DocumentCode },
  query: { version: Version.optional() },
  reply: z.object({
    code: DocumentCode,
    title: z.string(),
    version: z.int(),
    versions: z.int(),
    text: z.string(),
    demo: z.boolean(),
    mayDecide: z.boolean(),
    clauses: z.array(DeskClause),
    marks: z.array(DeskMark),
    proposals: z.array(Proposal),
  }),
})

/** One decision on one proposal; `edition` is the one that was on the screen. */
export const Decision = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('accept'),
    proposal: Id,
    edition: z.int32(),
    choice: z.union([StatementChoice, ClauseChoice]).optional().describe('Absent: as proposed.'),
  }),
  z.strictObject({ kind: z.literal('reject'), proposal: Id, edition: z.int32() }),
  z.strictObject({ kind: z.literal('merge'), proposal: Id, edition: z.int32(), into: Id }),
  z.strictObject({ kind: z.literal('reopen'), proposal: Id, edition: z.int32() }),
])
export type Decision = z.infer<typeof Decision>

export const decideProposals = route({
  method: 'POST',
  path: '/documents/:document/decisions',
  summary: 'Accepts, rejects, merges or reopens proposals: all of them or none',
  needs: 'target.write',
  params: { document: DocumentCode },
  body: z.strictObject({ version: z.int32().min(1), decisions: z.array(Decision).min(1).max(500) }),
  reply: z.object({ proposals: z.array(Proposal).describe('Those decided on, as they are now.') }),
})

/** An indicator that documents state and returns do not bring, made where it was met. */
export const addIndicator = route({
  method: 'POST',
  path: '/indicators',
  summary: 'Makes a published indicator on the spot',
  needs: 'target.write',
  body: z.strictObject({
    name: z.string().trim().min(1).max(60),
    nameEn: z.string().trim().max(80).optional(),
    unit: z.string().trim().min(1).max(20),
    decimals: z.int().min(0).max(6),
    direction: z.enum(['up', 'down']),
    kind: z.enum(['amount', 'count', 'rate', 'rank']),
    goal: GoalCode.nullable(),
    place: PlaceCode.describe('Where the person may write; the indicator itself is for all.'),
  }),
  reply: z.object({ code: IndicatorCode, name: z.string(), unit: z.string() }),
})
