import { type DueReturn, listReturns } from '@gangju/contract/returns'
import { useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { holdsVerb, useMe } from '../net/session.tsx'
import { StepLink, useSlice } from '../net/slice.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState } from '../ui/states.tsx'
import { DueList } from './due-list.tsx'
import { PhoneInbox } from './phone/phone-inbox.tsx'
import { SubmissionList } from './submission-list.tsx'
import { UploadPanel } from './upload-panel.tsx'

/** 报表: what is due, the upload with its fault list, and what was handed in. */
export function ReturnsPage() {
  const { say } = useWords()
  const { place, period } = useSlice()
  const mayFill = holdsVerb(useMe(), 'submission.draft')
  const [filling, setFilling] = useState<DueReturn | null>(null)
  const query = useAsk(listReturns, { query: { place, period } })
  return (
    <div className="returns">
      <PageHead title={say('returns.title')} name={say('returns.title')}>
        <StepLink to="/review" data-testid="to-review">
          {say('reviewing.link')}
        </StepLink>
        <StepLink to="/chase" data-testid="to-chase">
          {say('chase.title')}
        </StepLink>
        {mayFill ? (
          <StepLink to="/import" data-testid="to-import">
            {say('import.link')}
          </StepLink>
        ) : null}
        <StepLink to="/forms" data-testid="forms-link">
          {say('forms.title')}
        </StepLink>
      </PageHead>
      {filling ? (
        <UploadPanel
          key={`${filling.form}${filling.place.code}${filling.period}`}
          due={filling}
          form={query.data?.forms.find(({ code }) => code === filling.form)}
          onClose={() => setFilling(null)}
        />
      ) : null}
      {mayFill ? <PhoneInbox /> : null}
      <Panel title={`${say('returns.due')} · ${period}`} testId="due-returns">
        <Asked query={query} rows={5}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={say('returns.none')}>{say('returns.noneHint')}</EmptyState>
            ) : (
              <DueList returns={items} onFill={setFilling} />
            )
          }
        </Asked>
      </Panel>
      <SubmissionList />
    </div>
  )
}
