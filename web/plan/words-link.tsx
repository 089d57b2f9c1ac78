import type { SourcePosition } from '@gangju/contract/values'
import type { ReactNode } from 'react'
import { StepLink } from '../net/slice.tsx'

export interface WordsLinkProps {
  readonly source: Pick<SourcePosition, 'document' | 'offset' | 'length'> & Partial<Pick<SourcePosition, 'version'>>
  readonly children: ReactNode
}

/** Opens a document at its words, where its text is in the library. */
export function WordsLink({ source: { document, offset, length, version }, children }: WordsLinkProps) {
  if (document === null || offset === null) return children
  return (
    <StepLink
      to={`/documents/${document}`}
      change={{ at: String(offset), length: String(length ?? 1), ...(version ? { version: String(version) } : {}) }}
    >
      {children}
    </StepLink>
  )
}
