import { z } from 'zod'
import { Code } from './indicator-entry.ts'

/** Who says a figure: those who report it, a document of the library, or the statistics office. */
const SourceKind = z.enum(['return', 'document', 'statistics'])
export type SourceKind = z.infer<typeof SourceKind>

/** The kind that the order of sources has among the rule sets. */
export const PRECEDENCE = 'precedence'

/** Whose figure is in force where several stand in one cell: of all indicators, and of single ones that say otherwise. */
export const PrecedenceEntry = z.strictObject({
  order: z.array(SourceKind).min(1),
  indicators: z.record(Code, z.array(SourceKind).min(1)),
})
export type PrecedenceEntry = z.infer<typeof PrecedenceEntry>
