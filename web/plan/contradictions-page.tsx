import { type Contradiction, listContradictions } from '@gangju/contract/planning'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useSearch, useSlice } from '../net/slice.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ContradictionCard } from './contradiction-card.tsx'
import { OneDocument } from './one-document.tsx'

/** 数字矛盾: what documents say differently, with both sources, to be decided once. */
export function ContradictionsPage() {
  const { say } = useWords()
  const { place } = useSlice()
  const { document, indicator } = useSearch()
  const query = useAsk(listContradictions, {
    query: {
      place,
      ...(document === undefined ? {} : { document }),
      ...(indicator === undefined ? {} : { indicator }),
    },
  })
  return (
    <div className="contradictions">
      <PageHead title={say('contradiction.title')} name={say('contradiction.title')} />
      <OneDocument document={document} />
      <Asked query={query} rows={6}>
        {({ items, open, decided }) =>
          items.length === 0 ? (
            <EmptyState title={say('contradiction.none')}>{say('contradiction.noneHint')}</EmptyState>
          ) : (
            <>
              <p className="lead" data-testid="contradiction-counts">
                {say('contradiction.sentence', { open, decided })}
              </p>
              {items.filter(isOpen).map((item) => (
                <ContradictionCard key={item.finding} item={item} />
              ))}
              <Folded items={items.filter(isExplained)} title={say('contradiction.explained')} testId="explained" />
              <Folded
                items={items.filter((item) => !isOpen(item) && !isExplained(item))}
                title={say('decision.decided')}
                testId="decided"
              />
            </>
          )
        }
      </Asked>
    </div>
  )
}

interface FoldedProps {
  readonly items: readonly Contradiction[]
  readonly title: string
  readonly testId: string
}

function Folded({ items, title, testId }: FoldedProps) {
  if (items.length === 0) return null
  return (
    <details className="decided" data-testid={testId}>
      <summary>
        {title} <small>{items.length}</small>
      </summary>
      {items.map((item) => (
        <ContradictionCard key={item.finding} item={item} />
      ))}
    </details>
  )
}

const isExplained = ({ kind, decision }: Contradiction) => kind === 'known' && decision === null

const isOpen = ({ kind, decision }: Contradiction) =>
  decision === null ? kind !== 'known' : decision.decision === 'reopened' || decision.decision === 'ask'
