import { listReturns } from '@gangju/contract/returns'
import { readReviewSheet } from '@gangju/contract/review'
import { useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink, useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { SheetGrid } from './sheet-grid.tsx'

const PAGE = 100
const MOST = 500
type Shown = 'submitted' | 'approved' | undefined

/** 对照表: the returns of one form and period over many places as one grid. */
export function ReviewSheetPage() {
  const { say } = useWords()
  const { form } = useSearch()
  return (
    <div className="review-sheet">
      {form ? (
        <SheetOfForm key={form} form={form} />
      ) : (
        <>
          <PageHead title={say('reviewing.sheet')} name={say('reviewing.sheet')} />
          <EmptyState title={say('reviewing.choose')}>
            <FormChoice form="" />
          </EmptyState>
        </>
      )}
    </div>
  )
}

function SheetOfForm({ form }: { readonly form: string }) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const [state, setState] = useState<Shown>('submitted')
  const [limit, setLimit] = useState(PAGE)
  const query = useAsk(readReviewSheet, { query: { form, place, period, limit, ...(state ? { state } : {}) } })
  const states: readonly (readonly [Shown, string])[] = [
    ['submitted', say('reviewing.submitted')],
    ['approved', say('reviewing.inForce')],
    [undefined, say('reviewing.both')],
  ]
  const name = `${query.data?.formName ?? form} ${say('reviewing.sheet')}`
  return (
    <>
      <PageHead title={`${name} ${period}`} name={name} paper="A3 landscape">
        <FormChoice form={form} />
        <StepLink to="/review">{say('reviewing.link')}</StepLink>
      </PageHead>
      <Panel
        title={say('reviewing.sheet')}
        aside={
          <fieldset className="segments no-print" aria-label={say('reviewing.state')}>
            {states.map(([one, words]) => (
              <button
                type="button"
                key={words}
                aria-pressed={state === one}
                onClick={() => setState(one)}
                data-testid={`sheet-${one ?? 'both'}`}
              >
                {words}
              </button>
            ))}
          </fieldset>
        }
        testId="review-sheet"
      >
        <Asked query={query} rows={14}>
          {(sheet) => (
            <>
              <SheetGrid sheet={sheet} period={period} />
              {sheet.next && limit < MOST ? (
                <button type="button" onClick={() => setLimit(MOST)}>
                  {say('returns.more')}
                </button>
              ) : null}
            </>
          )}
        </Asked>
      </Panel>
    </>
  )
}

function FormChoice({ form }: { readonly form: string }) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const go = useGo()
  const { data } = useAsk(listReturns, { query: { place, period } })
  const forms = data?.forms ?? []
  if (forms.length === 0) return null
  return (
    <select
      aria-label={say('returns.form')}
      value={form}
      onChange={(event) => go({ change: { form: event.target.value } })}
      data-testid="sheet-form"
    >
      {form === '' ? <option value="">{say('reviewing.choose')}</option> : null}
      {forms.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  )
}
