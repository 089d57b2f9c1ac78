import { type ReviewItem, readReview } from '@gangju/contract/review'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { holdsVerb, useMe } from '../../net/session.tsx'
import { StepLink, useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ClosingPanel } from './closing-panel.tsx'
import { ShareChoice } from './share-choice.tsx'
import { WaitingList } from './waiting-list.tsx'

const PAGE = 500

/** 审核台: what waits for the reader, what is new or odd in it, and the closing of the period. */
export function ReviewDeskPage() {
  const { say } = useWords()
  const me = useMe()
  const { place, period } = useSlice()
  const [over, setOver] = useState(20)
  const [allPeriods, setAllPeriods] = useState(false)
  const input = { place, over, limit: PAGE, ...(allPeriods ? {} : { period }) }
  const query = useAsk(readReview, { query: input })
  return (
    <div className="review-desk">
      <PageHead title={say('reviewing.title')} name={say('reviewing.title')}>
        <StepLink to="/returns">{say('review.back')}</StepLink>
        <StepLink to="/chase">{say('chase.title')}</StepLink>
      </PageHead>
      <Panel
        title={`${say('reviewing.waiting')}${query.data ? ` · ${query.data.items.length}` : ''}`}
        aside={
          <span className="desk-filters">
            <label>
              <input type="checkbox" checked={allPeriods} onChange={(event) => setAllPeriods(event.target.checked)} />
              {say('reviewing.allPeriods')}
            </label>
            <ShareChoice over={over} onChange={setOver} />
          </span>
        }
        testId="review-desk"
      >
        <Asked query={query} rows={6}>
          {({ items }) => (
            <>
              <FormLinks items={items} />
              <WaitingList items={items} />
            </>
          )}
        </Asked>
      </Panel>
      {holdsVerb(me, 'submission.approve') ? <ClosingPanel /> : null}
    </div>
  )
}

/** One comparing sheet for each form and period that waits. */
function FormLinks({ items }: { readonly items: readonly ReviewItem[] }) {
  const { say } = useWords()
  const groups = new Map<
    string,
    { readonly form: string; readonly period: string; readonly name: string; count: number }
  >()
  for (const { form, formName, period } of items) {
    const key = `${form} ${period}`
    const group = groups.get(key) ?? { form, period, name: `${formName} ${period}`, count: 0 }
    groups.set(key, { ...group, count: group.count + 1 })
  }
  return (
    <p className="form-links no-print">
      {[...groups].map(([key, { form, period, name, count }]) => (
        <StepLink
          key={key}
          to="/review/sheet"
          change={{ form, period }}
          className="pill"
          data-testid="to-sheet"
          data-form={form}
        >
          {say('reviewing.sheetOf', { form: name, count })}
        </StepLink>
      ))}
    </p>
  )
}
