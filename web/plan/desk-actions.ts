import type { ClauseChoice, StatementChoice } from '@gangju/contract/desk'
import type { ChoiceField } from './proposal-words.ts'

/** What the reader can do at the desk, by key or by button; all but the steps are about the current proposal. */
export interface DeskActions {
  readonly step: (by: 1 | -1) => void
  readonly stepUnread: (by: 1 | -1) => void
  readonly accept: () => void
  readonly edit: (field?: ChoiceField) => void
  readonly save: (choice: StatementChoice | ClauseChoice) => void
  readonly reject: () => void
  readonly merge: () => void
  readonly reopen: () => void
  readonly undo: () => void
  readonly back: () => void
}
