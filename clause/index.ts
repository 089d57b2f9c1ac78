export { compileDictionary, type Dictionary } from './dictionary/compile.ts'
export { defaultDictionary, defaultDictionaryData } from './dictionary/default.ts'
export type {
  DictionaryData,
  DictionaryIndicator,
  DictionaryPlace,
  DictionaryUnit,
} from './dictionary/dictionary.ts'
export { findMentions } from './mention/find-mentions.ts'
export type { Comparator, Dimension, Mention, Span, Spelling } from './mention/mention.ts'
export { compareOutlines } from './outline/compare-outlines.ts'
export { findBodies } from './outline/find-bodies.ts'
export { findDeadlines } from './outline/find-deadlines.ts'
export { findProjects } from './outline/find-projects.ts'
export type { Clause, ClauseChange, Deadline, NamedBody, NamedProject } from './outline/outline.ts'
export { readOutline } from './outline/read-outline.ts'
export { readStatements } from './statement/read-statements.ts'
export type { Commitment, Doubt, Measure, Modality, Statement } from './statement/statement.ts'
