import type { Mention } from './mention.ts'
import type { MentionWords } from './mention-words.ts'
import type { CellUnits } from './table.ts'

/** A text under the reader: as given, its shadow, the words of the dictionary, its tables. */
export interface Page {
  readonly text: string
  readonly shadow: string
  readonly words: MentionWords
  /** Units of the bare figures in tables. */
  readonly cells: CellUnits
}

/** What a form of figure takes from the page: up to where, and what it found there, often nothing. */
export interface Taken {
  readonly end: number
  readonly mentions: readonly Mention[]
}
