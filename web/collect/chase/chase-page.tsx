import { listReturns } from '@gangju/contract/returns'
import { readChase } from '@gangju/contract/review'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { holdsVerb, useMe } from '../../net/session.tsx'
import { StepLink, useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ChaseList } from './chase-list.tsx'
import { Deliveries } from './deliveries.tsx'
import { ReminderProposals } from './reminder-proposals.tsx'
import { TimelinessTable } from './timeliness-table.tsx'

/** 催报: which returns are out and whose turn it is, reminders that a person sends, and how punctual places are. */
export function ChasePage() {
  const { say } = useWords()
  const me = useMe()
  const { place, period } = useSlice()
  const { form } = useSearch()
  const maySend = holdsVerb(me, 'submission.return')
  const query = useAsk(readChase, { query: { place, period, form } })
  return (
    <div className="chase">
      <PageHead title={`${say('chase.title')} ${period}`} name={say('chase.title')}>
        <FormFilter form={form} />
        <StepLink to="/returns">{say('review.back')}</StepLink>
      </PageHead>
      <Asked query={query} rows={8}>
        {({ items, proposals }) => (
          <>
            {maySend ? <ReminderProposals key={`${place}${period}${form}`} proposals={proposals} form={form} /> : null}
            <Panel title={say('chase.outstanding')} testId="chase">
              {items.length === 0 ? <EmptyState title={say('chase.none')} /> : <ChaseList items={items} />}
            </Panel>
          </>
        )}
      </Asked>
      <TimelinessTable form={form} />
      {maySend ? <Deliveries /> : null}
    </div>
  )
}

function FormFilter({ form }: { readonly form: string | undefined }) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const go = useGo()
  const { data } = useAsk(listReturns, { query: { place, period } })
  return (
    <select
      aria-label={say('returns.form')}
      value={form ?? ''}
      onChange={(event) => go({ change: { form: event.target.value || undefined } })}
      data-testid="chase-form"
    >
      <option value="">{say('chase.allForms')}</option>
      {data?.forms.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
