import { z } from 'zod'
import { Code } from '../net/indicator-entry.ts'

export const PlaceCode = z.string().regex(/^(\d{12}|Z-[a-z0-9-]+)$/)
/** A year, a month or a day, as precise as the source is. */
export const Moment = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
/** Position in a document's text, in UTF-16 units. */
export const Position = z.strictObject({ document: Code, offset: z.int().min(0) })
export const Span = z.strictObject({ document: Code, offset: z.int().min(0), length: z.int().min(1) })

export const GoalEntry = z.strictObject({
  code: Code,
  kind: z.enum(['programme', 'action', 'measure', 'task', 'target', 'project']),
  parent: Code.nullable(),
  name: z.string().min(1).max(60),
  nameEn: z.string().min(1),
  shortName: z.string().min(1).max(12),
  place: PlaceCode,
  order: z.int().min(0),
  /** The node of the programme above that means the same; null where none does. */
  alignsTo: Code.nullable(),
  start: Moment.nullable(),
  due: Moment.nullable(),
  source: Position.nullable(),
  note: z.string().nullable(),
})
export type GoalEntry = z.infer<typeof GoalEntry>

export const MilestoneEntry = z.strictObject({
  code: Code,
  goal: Code,
  place: PlaceCode,
  name: z.string().min(1).max(60),
  nameEn: z.string().min(1),
  date: Moment,
  state: z.enum(['reached', 'planned']),
  source: Position,
  note: z.string().nullable(),
})
export type MilestoneEntry = z.infer<typeof MilestoneEntry>

export const GoalFile = z.strictObject({ goals: z.array(GoalEntry), milestones: z.array(MilestoneEntry) })
export type GoalFile = z.infer<typeof GoalFile>

export const BodyEntry = z.strictObject({
  code: Code,
  kind: z.enum(['headquarters', 'office', 'taskForce', 'guidanceGroup', 'expertPool', 'department']),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  place: PlaceCode,
  parent: Code.nullable(),
  /** `inferred`: the name makes it evident, no document says so. */
  inferred: z.boolean(),
  source: Position.nullable(),
  responsibilities: z.array(
    z.strictObject({ goal: Code, place: PlaceCode, role: z.enum(['lead', 'support']), inferred: z.boolean() }),
  ),
  note: z.string().nullable(),
})
export type BodyEntry = z.infer<typeof BodyEntry>

export const BodyFile = z.array(BodyEntry)

export const DocumentEntry = z.strictObject({
  code: Code,
  title: z.string().min(1),
  titleEn: z.string().min(1),
  kind: z.enum(['report', 'news', 'plan', 'interview', 'briefing', 'comment', 'demo']),
  issuer: z.string().nullable(),
  asOf: Moment,
  asOfInferred: z.boolean(),
  basis: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  characters: z.int().min(0),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  demo: z.boolean(),
})
export type DocumentEntry = z.infer<typeof DocumentEntry>

export const DocumentFile = z.array(DocumentEntry)
