import type { Catalog } from './catalog.ts'

export interface SourceWords {
  readonly kind: 'return' | 'document'
  readonly code: string
  readonly title: string
  readonly publishedOn: string | null
  readonly offset: number | null
  readonly demo: boolean
}

/** Where a figure is written: the form it came with, or the document and the position in it. */
export function sourceWords(catalog: Catalog, sourceId: number, position: number | null): SourceWords {
  const source = catalog.source(sourceId)
  return {
    kind: source?.kind ?? 'document',
    code: source?.code ?? '',
    title: source?.name ?? '',
    publishedOn: source?.asOf ?? null,
    offset: position,
    demo: source?.demo ?? false,
  }
}
