import type { ReviewItem } from '@gangju/contract/review'
import { useMemo, useRef, useState } from 'react'
import { momentText } from '../../net/clock-text.ts'
import { type Say, useWords } from '../../net/language.tsx'
import { StepLink } from '../../net/slice.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { formColumn } from '../return-columns.tsx'
import { ApproveBar } from './approve-bar.tsx'
import { type ReturnAim, ReturnDialog } from './return-dialog.tsx'
import { SelectTools } from './select-tools.tsx'
import { type Approving, useApproving } from './use-approving.ts'
import { useReviewKeys } from './use-review-keys.ts'

/** Submissions that wait, each with what is new, changed, explained and unusual; decided by keys or in one go. */
export function WaitingList({ items }: { readonly items: readonly ReviewItem[] }) {
  const { say } = useWords()
  const root = useRef<HTMLDivElement>(null)
  const approving = useApproving(items)
  const [aims, setAims] = useState<readonly ReturnAim[] | null>(null)
  const byId = useMemo(() => new Map(items.map((item) => [item.id, item])), [items])
  const nameOf = (id: string) => {
    const item = byId.get(id)
    return item ? `${item.place.name} ${item.formName} ${item.period}` : id
  }
  useReviewKeys(root, {
    approve: ({ submission }) => approving.approve([submission]),
    giveBack: ({ submission }) => {
      if (byId.get(submission)?.may.includes('return'))
        setAims([{ submission, label: nameOf(submission), cells: [], places: [] }])
    },
    toggle: ({ submission }) => approving.toggle(submission),
    approveSelected: approving.approveSelected,
  })
  const isChosen = ({ id }: ReviewItem) => (approving.selected.has(id) ? 'chosen' : undefined)
  return (
    <div ref={root} data-testid="waiting">
      {items.length === 0 ? (
        <EmptyState title={say('reviewing.none')}>{say('reviewing.noneHint')}</EmptyState>
      ) : (
        <DataTable
          columns={waitingColumns(approving, say)}
          rows={items}
          rowKey={({ id }) => id}
          label={say('reviewing.waiting')}
          tools={<SelectTools items={items} approving={approving} isQuiet={({ counts }) => counts.unusual === 0} />}
          rowClass={isChosen}
          isTall={items.length > 14}
          testId="waiting-table"
        />
      )}
      <ApproveBar approving={approving} nameOf={nameOf} />
      {aims ? <ReturnDialog aims={aims} onClose={() => setAims(null)} /> : null}
    </div>
  )
}

function waitingColumns(approving: Approving, say: Say): readonly TableColumn<ReviewItem>[] {
  const count = (key: 'new' | 'changed' | 'explained' | 'unusual'): TableColumn<ReviewItem> => ({
    key,
    header: say(`reviewing.${key}`),
    label: say(`reviewing.${key}`),
    align: 'end',
    cell: ({ counts }) =>
      counts[key] === 0 ? <span className="absent">0</span> : <b className={`count-${key}`}>{counts[key]}</b>,
    text: ({ counts }) => String(counts[key]),
    sortKey: ({ counts }) => counts[key],
  })
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: (item) => (
        <span className="row-name" data-submission={item.id} data-place={item.place.code} data-testid="waiting-row">
          <input
            type="checkbox"
            aria-label={`${say('reviewing.select')} ${item.place.name}`}
            checked={approving.selected.has(item.id)}
            disabled={!approving.canApprove(item.id)}
            onChange={() => approving.toggle(item.id)}
            data-testid="select"
          />
          <StepLink to={`/submissions/${item.id}`}>{item.place.name}</StepLink>
          {item.late ? <span className="tag late">{say('reviewing.late')}</span> : null}
        </span>
      ),
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    formColumn(say, { withPeriod: true }),
    {
      key: 'values',
      header: say('column.value'),
      label: say('column.value'),
      align: 'end',
      cell: ({ counts }) => counts.cells,
      text: ({ counts }) => String(counts.cells),
      sortKey: ({ counts }) => counts.cells,
    },
    count('new'),
    count('changed'),
    count('explained'),
    count('unusual'),
    {
      key: 'step',
      header: say('review.chain'),
      label: say('review.chain'),
      cell: ({ step, steps }) => `${step + 1}/${steps.length}`,
      text: ({ step, steps }) => `${step + 1}/${steps.length}`,
      sortKey: ({ step }) => step,
    },
    {
      key: 'at',
      header: say('log.when'),
      label: say('log.when'),
      cell: ({ filedAt }) => momentText(filedAt),
      text: ({ filedAt }) => momentText(filedAt),
      sortKey: ({ filedAt }) => filedAt,
    },
  ]
}
