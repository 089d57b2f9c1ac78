import { type ActionItem, listActions } from '@gangju/contract/people'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Refused } from '../net/asked.tsx'
import { momentText } from '../net/clock-text.ts'
import { ExportButton } from '../net/export-button.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { call } from '../net/query.ts'
import { useSlice } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Skeleton } from '../ui/states.tsx'
import type { TableColumn } from '../ui/table-column.ts'

/** Who did what to which rectangle, newest first. */
export function LogPage() {
  const { say, language } = useWords()
  const { goal: chosen, place } = useSlice()
  const [isNarrow, setNarrow] = useState(false)
  const [verb, setVerb] = useState('')
  const goal = isNarrow ? chosen : undefined
  const query = useInfiniteQuery({
    queryKey: ['moving', listActions.path, goal, place, verb, language],
    queryFn: ({ pageParam, signal }) =>
      call(listActions, { query: { goal, place, verb: verb || undefined, cursor: pageParam, limit: 200 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const columns = useActionColumns()
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  const verbs = [...new Set([...rows.map((row) => row.verb), ...(verb ? [verb] : [])])].toSorted()
  const tools = (
    <>
      <label>
        <input type="checkbox" checked={isNarrow} onChange={(event) => setNarrow(event.target.checked)} />
        {say('log.thisGoal')}
      </label>
      <select aria-label={say('log.verb')} value={verb} onChange={(event) => setVerb(event.target.value)}>
        <option value="">{say('log.anyVerb')}</option>
        {verbs.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </>
  )
  return (
    <div className="log" data-testid="log">
      <PageHead title={say('log.title')} name={say('log.title')} paper="A4 landscape">
        <ExportButton table="actions.xlsx" more={{ goal }} />
      </PageHead>
      {query.error ? <Refused error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isPending ? <Skeleton rows={12} /> : null}
      {query.data ? (
        <DataTable
          columns={columns}
          rows={rows}
          rowKey={({ lane, seq }) => `${lane}-${seq}`}
          label={say('log.title')}
          tools={tools}
          isTall
          testId="log-table"
        />
      ) : null}
      {query.data && rows.length === 0 ? <p className="nothing">{say('log.none')}</p> : null}
      {query.hasNextPage ? (
        <button type="button" onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
          {say('returns.more')}
        </button>
      ) : null}
    </div>
  )
}

function useActionColumns(): readonly TableColumn<ActionItem>[] {
  const { say } = useWords()
  return useMemo(() => {
    const plain = (key: string, header: string, of: (row: ActionItem) => string): TableColumn<ActionItem> => ({
      key,
      header,
      label: header,
      cell: of,
      text: of,
      sortKey: of,
    })
    return [
      plain('at', say('log.when'), ({ at }) => momentText(at)),
      plain('who', say('log.who'), ({ actor, actorName }) => actorName ?? actor ?? ''),
      plain('verb', say('log.verb'), ({ verb }) => verb),
      plain('place', say('log.where'), ({ place, placeName }) => placeName ?? place ?? ''),
      plain('goal', say('log.goal'), ({ goal }) => goal ?? ''),
      {
        ...plain(
          'outcome',
          say('log.outcome'),
          ({ outcome, problem }) => `${say(`log.${outcome}`)}${problem ? ` ${problem}` : ''}`,
        ),
        cell: ({ outcome, problem }) => (
          <span className={outcome === 'refused' ? 'refused-outcome' : undefined}>
            {say(`log.${outcome}`)} {problem ? <code>{problem}</code> : null}
          </span>
        ),
      },
      plain('subject', say('log.subject'), ({ subject }) => subject ?? ''),
      {
        ...plain('hash', say('log.hash'), ({ hash }) => hash),
        cell: ({ lane, seq, hash }) => <code title={hash}>{`${lane}:${seq} ${hash.slice(0, 8)}`}</code>,
      },
    ]
  }, [say])
}
