import { listDocuments } from '@gangju/contract/documents'
import { useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { holdsVerb, useMe } from '../net/session.tsx'
import { StepLink, useSlice } from '../net/slice.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState } from '../ui/states.tsx'
import { DocumentList } from './document-list.tsx'
import { DocumentSearch } from './document-search.tsx'
import { PolicySystems } from './policy-systems.tsx'
import { UploadDocument } from './upload-document.tsx'

/** 文件库: the documents that goals come from, their text to search, and the system that they make up. */
export function LibraryPage() {
  const { say } = useWords()
  const me = useMe()
  const { place } = useSlice()
  const [isAdding, setAdding] = useState(false)
  const query = useAsk(listDocuments, { query: { place, limit: 500 } })
  return (
    <div className="library">
      <PageHead title={say('library.title')} name={say('library.title')}>
        <StepLink to="/coverage">{say('library.coverage')}</StepLink>
        <StepLink to="/contradictions">{say('library.contradictions')}</StepLink>
        {holdsVerb(me, 'target.write') ? (
          <button type="button" className="main" onClick={() => setAdding(true)} data-testid="add-document">
            {say('library.add')}
          </button>
        ) : null}
      </PageHead>
      {isAdding ? <UploadDocument known={query.data?.items ?? []} onClose={() => setAdding(false)} /> : null}
      <DocumentSearch />
      <Panel title={say('library.document')} testId="documents">
        <Asked query={query} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={say('library.none')}>{say('library.noneHint')}</EmptyState>
            ) : (
              <DocumentList documents={items} />
            )
          }
        </Asked>
      </Panel>
      <PolicySystems />
    </div>
  )
}
