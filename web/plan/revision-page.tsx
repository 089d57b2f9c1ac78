import { getDocument } from '@gangju/contract/documents'
import { type ClauseRevision, decideRevision, readRevision } from '@gangju/contract/planning'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useWrite } from '../net/ask.ts'
import { Asked, Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { StepLink, useSearch } from '../net/slice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/states.tsx'
import { RevisedClause } from './revised-clause.tsx'
import { type RevisionDecision, replaceable } from './revision-decision.ts'

/** 修订对照: clause by clause what a new version changes, and the targets and tasks that hang on it. */
export function RevisionPage() {
  const { say } = useWords()
  const { document } = useParams({ strict: false }) as { document: string }
  const { from, to } = useSearch()
  const [isWhole, setWhole] = useState(false)
  const about = useAsk(getDocument, { params: { document } })
  const query = useAsk(
    readRevision,
    {
      params: { document },
      query: { from: from as never, to: to as never, changesOnly: isWhole ? 'false' : 'true' },
    },
    { enabled: (about.data?.version ?? 0) > 1 },
  )
  const title = about.data?.title ?? say('revision.title')
  return (
    <div className="revision">
      <PageHead title={say('revision.title')} name={say('revision.title')} demo={about.data?.demo ?? false}>
        <StepLink to={`/documents/${document}`}>{title}</StepLink>
      </PageHead>
      {about.data?.version === 1 ? (
        <EmptyState title={say('revision.only')}>{say('revision.onlyHint')}</EmptyState>
      ) : (
        <Asked query={query} rows={8}>
          {(revision) => (
            <>
              <p className="lead">{say('revision.of', { title, from: revision.from, to: revision.to })}</p>
              <p className="revision-counts">
                <span data-testid="revision-counts">{say('revision.counts', revision.counts)}</span>
                <label className="no-print">
                  <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.target.checked)} />{' '}
                  {say('revision.all')}
                </label>
              </p>
              <Changes document={document} clauses={revision.clauses} mayDecide={revision.mayDecide} />
            </>
          )}
        </Asked>
      )}
    </div>
  )
}

interface ChangesProps {
  readonly document: string
  readonly clauses: readonly ClauseRevision[]
  readonly mayDecide: boolean
}

function Changes({ document, clauses, mayDecide }: ChangesProps) {
  const { say } = useWords()
  const [isAsking, setAsking] = useState(false)
  const writing = useWrite(decideRevision)
  const decide = (decisions: readonly RevisionDecision[]) =>
    writing.mutate({ input: { params: { document }, body: { decisions: [...decisions] } } })
  const all = clauses.flatMap(({ hanging }) => hanging.flatMap((item) => replaceable(item) ?? []))
  return (
    <>
      {mayDecide && all.length > 0 ? (
        <button type="button" className="main no-print" onClick={() => setAsking(true)} data-testid="take-all">
          {say('revision.takeAll', { count: all.length })}
        </button>
      ) : null}
      {writing.data ? (
        <p className="verdict clean" role="status" data-testid="revision-done">
          {say('revision.done', writing.data)}
        </p>
      ) : null}
      {writing.error ? <Refused error={writing.error} /> : null}
      {clauses.map((clause) => (
        <RevisedClause
          key={`${clause.before?.anchor}→${clause.after?.anchor}`}
          clause={clause}
          mayDecide={mayDecide && !writing.isPending}
          onDecide={(decision) => decide([decision])}
        />
      ))}
      {isAsking ? (
        <Dialog title={say('revision.supersede')} onClose={() => setAsking(false)}>
          <p>{say('revision.confirm', { count: all.length })}</p>
          <button
            type="button"
            className="main"
            data-testid="take-all-confirm"
            onClick={() => {
              setAsking(false)
              decide(all)
            }}
          >
            {say('revision.supersede')}
          </button>
        </Dialog>
      ) : null}
    </>
  )
}
