import { getDocument } from '@gangju/contract/documents'
import { useAsk } from '../net/ask.ts'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'

/** Says that a list is of one document only, and leads back to all of them. */
export function OneDocument({ document }: { readonly document: string | undefined }) {
  const { say } = useWords()
  const { data } = useAsk(getDocument, { params: { document: document ?? '' } }, { enabled: document !== undefined })
  if (document === undefined) return null
  return (
    <p className="one-document" data-testid="one-document">
      {say('plan.oneDocument')} <StepLink to={`/documents/${document}`}>{data?.title ?? document}</StepLink>
      <StepLink change={{ document: undefined }} className="no-print">
        {say('plan.allDocuments')}
      </StepLink>
    </p>
  )
}
