import { z } from 'zod'
import { XLSX_TYPE } from './returns.ts'
import { route } from './route.ts'
import {
  DocumentCode,
  Flag,
  GoalCode,
  Id,
  IndicatorCode,
  PeriodId,
  PlaceCode,
  PlaceName,
  SourcePosition,
  VersionNumber,
} from './values.ts'

/** What a target or a measure of a document still lacks. */
export const CoverageGap = z.enum([
  'noBody',
  'noIndicator',
  'noSource',
  'noDeadline',
  'noPlace',
  'undecided',
  'untracked',
])
export type CoverageGap = z.infer<typeof CoverageGap>

export const CoverageRow = z.object({
  kind: z.enum(['target', 'measure', 'task']),
  document: DocumentCode,
  documentTitle: z.string(),
  anchor: z.string(),
  heading: z.string(),
  offset: z.int(),
  length: z.int(),
  words: z.string().describe('The statement or the name of the measure.'),
  indicator: IndicatorCode.nullable(),
  indicatorName: z.string().nullable(),
  place: PlaceName.nullable(),
  bodies: z.array(z.string()),
  gaps: z.array(CoverageGap),
})
export type CoverageRow = z.infer<typeof CoverageRow>

/** How many of the rows of which the gap is asked have it. */
const Share = z.object({ gap: CoverageGap, lacking: z.int(), of: z.int() })

export const readCoverage = route({
  method: 'GET',
  path: '/coverage',
  summary: 'Which quantified targets lack a body, an indicator or a source, and which measures nobody tracks',
  needs: 'document.read',
  query: { place: PlaceCode.optional(), document: DocumentCode.optional(), gapsOnly: Flag.optional() },
  reply: z.object({
    rows: z.array(CoverageRow),
    shares: z.array(Share),
    covered: z.int().describe('Rows without any gap.'),
    total: z.int(),
  }),
})

export const downloadCoverage = route({
  method: 'GET',
  path: '/coverage.xlsx',
  summary: 'The same as a workbook',
  needs: 'document.read',
  query: { place: PlaceCode.optional(), document: DocumentCode.optional(), gapsOnly: Flag.optional() },
  reply: z.any().describe(XLSX_TYPE),
  replyKind: 'file',
})

export const ContradictionSide = z.object({
  words: z.string().describe('The figure as printed, with its unit and bound.'),
  value: z.string(),
  unit: z.string(),
  place: PlaceName,
  period: PeriodId.nullable(),
  commitment: z.string().nullable(),
  source: SourcePosition.nullable(),
  target: Id.nullable(),
})

/** differing: one cell, two figures; sum: children do not add up to the parent; path: the rate does not lead to the end. */
export const Contradiction = z.object({
  finding: z.string().describe('Names the sides; the same as long as they are the same.'),
  kind: z.enum(['differing', 'sum', 'path', 'known']),
  indicator: IndicatorCode.nullable(),
  indicatorName: z.string(),
  place: PlaceName,
  words: z.string().describe('What does not agree, in one sentence with the figures.'),
  sides: z.array(ContradictionSide),
  likely: z.enum(['definition', 'asOf', 'scope', 'commitment', 'error', 'unknown']).describe('What may explain it.'),
  decision: z
    .object({
      decision: z.enum(['separate', 'first', 'second', 'ask', 'error', 'reopened']),
      note: z.string().nullable(),
      at: z.string(),
      by: z.string().nullable(),
      edition: z.int(),
    })
    .nullable(),
})
export type Contradiction = z.infer<typeof Contradiction>

export const listContradictions = route({
  method: 'GET',
  path: '/contradictions',
  summary: 'Figures of documents that do not agree, with what was decided of them',
  needs: 'document.read',
  query: {
    place: PlaceCode.optional(),
    indicator: IndicatorCode.optional(),
    document: DocumentCode.optional(),
    openOnly: Flag.optional(),
  },
  reply: z.object({ items: z.array(Contradiction), open: z.int(), decided: z.int() }),
})

export const decideContradiction = route({
  method: 'POST',
  path: '/contradictions/decisions',
  summary:
    'Records what a contradiction is: two things, an error, or to be asked; the loser of a decision is superseded',
  needs: 'target.write',
  body: z.strictObject({
    place: PlaceCode,
    finding: z.string().min(1).max(200),
    edition: z.int().min(0).describe('Of the decision on the screen; 0 when there was none.'),
    decision: z.enum(['separate', 'first', 'second', 'ask', 'error', 'reopened']),
    note: z.string().trim().max(500).nullable(),
  }),
  reply: Contradiction,
})

/** What hangs on a clause that changed. */
export const Hanging = z.object({
  kind: z.enum(['target', 'observation', 'measure', 'task']),
  id: z.string().describe('Of a target its id, of a goal its code.'),
  words: z.string(),
  place: PlaceName.nullable(),
  inForce: z.boolean(),
  nearest: z
    .object({ proposal: Id, words: z.string(), state: z.string() })
    .nullable()
    .describe('The proposal of the new version that says the same of the same.'),
})
export type Hanging = z.infer<typeof Hanging>

export const ClauseRevision = z.object({
  kind: z.enum(['same', 'changed', 'added', 'removed', 'moved']),
  before: z.object({ anchor: z.string(), title: z.string(), start: z.int(), end: z.int() }).nullable(),
  after: z.object({ anchor: z.string(), title: z.string(), start: z.int(), end: z.int() }).nullable(),
  edits: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
  hanging: z.array(Hanging),
})
export type ClauseRevision = z.infer<typeof ClauseRevision>

export const readRevision = route({
  method: 'GET',
  path: '/documents/:document/revision',
  summary: 'Clause by clause what changed between two versions, and the targets and tasks that hang on it',
  needs: 'document.read',
  params: { document: DocumentCode },
  query: {
    from: VersionNumber.optional(),
    to: VersionNumber.optional(),
    changesOnly: Flag.optional(),
  },
  reply: z.object({
    from: z.int(),
    to: z.int(),
    counts: z.object({ same: z.int(), changed: z.int(), added: z.int(), removed: z.int(), moved: z.int() }),
    clauses: z.array(ClauseRevision),
    mayDecide: z.boolean(),
  }),
})

/** supersede: the target ends and the proposal of the new version takes its place; keep: it stands, carried to the new words. */
export const decideRevision = route({
  method: 'POST',
  path: '/documents/:document/revision',
  summary: 'Takes changes of a new version into the net: what they replace is superseded and kept in the history',
  needs: 'target.write',
  params: { document: DocumentCode },
  body: z.strictObject({
    decisions: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('supersede'), target: Id, proposal: Id }),
          z.strictObject({ kind: z.literal('withdraw'), target: Id }),
          z.strictObject({ kind: z.literal('endGoal'), goal: GoalCode }),
        ]),
      )
      .min(1)
      .max(200),
  }),
  reply: z.object({ superseded: z.int(), withdrawn: z.int(), ended: z.int() }),
})
