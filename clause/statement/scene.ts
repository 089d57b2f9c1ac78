import type { Dictionary } from '../dictionary/compile.ts'
import type { DocumentKind, Frame } from './frame.ts'
import type { PlaceMention } from './place-scan.ts'
import type { PlacedMention, Reading } from './reading.ts'
import type { Modality } from './statement.ts'
import type { TableCell } from './table.ts'
import type { DocumentDate, TimeMention } from './time-scan.ts'

/** Everything that is known of a text before its figures are told. */
export interface Scene {
  readonly input: string
  readonly reading: Reading
  readonly dictionary: Dictionary
  readonly date: DocumentDate
  readonly kind: DocumentKind
  readonly places: readonly PlaceMention[]
  readonly times: readonly TimeMention[]
  readonly frames: readonly Frame[]
  readonly cells: readonly TableCell[]
  readonly home: PlaceMention | null
  /** What the text as a whole leans to where nothing nearer says it. */
  readonly lean: Modality | null
  readonly mentions: readonly PlacedMention[]
}
