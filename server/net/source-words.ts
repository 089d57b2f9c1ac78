import type { Catalog } from './catalog.ts'
import type { SourceKind } from './precedence-entry.ts'

export interface SourceWords {
  readonly kind: SourceKind
  readonly code: string
  readonly title: string
  readonly publishedOn: string | null
  readonly offset: number | null
  /** Code of the document that can be opened at the words; null when its text is not in the library. */
  readonly document: string | null
  readonly length: number | null
  /** The version that the words stand in; the first, where the figure was there before the text. */
  readonly version: number | null
  readonly demo: boolean
}

/** Where words stand in a text, in UTF-16 units. */
interface Stretch {
  readonly position: number | null
  readonly length: number | null
  readonly documentVersion: number | null
}

/** Where a figure is written: the form it came with, or the document and the position in it. */
export function sourceWords(
  catalog: Catalog,
  sourceId: number,
  { position, length, documentVersion }: Stretch,
): SourceWords {
  const source = catalog.source(sourceId)
  return {
    kind: source?.kind ?? 'document',
    code: source?.code ?? '',
    title: source?.name ?? '',
    publishedOn: source?.asOf ?? null,
    offset: position,
    document: source?.document ?? null,
    length,
    version: source?.document ? (documentVersion ?? 1) : null,
    demo: source?.demo ?? false,
  }
}
