import type { SubmissionDetail } from '@gangju/contract/returns'
import { approximate, equalDecimals, parseDecimal } from '@gangju/net/quantity'
import { useMemo, useState } from 'react'
import { type Say, useWords } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { FigureLink } from '../../net/why.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { PartialNotice } from '../../ui/states.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { columnTitle } from '../form/form-text.ts'

type Row = SubmissionDetail['rows'][number]
type Cell = Row['cells'][number]

/** The figures of a submission; a changed cell shows what it replaces, a jump shows the period before. */
export function ReviewGrid({ submission }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  const [onlyChanged, setOnlyChanged] = useState(false)
  const columns = useMemo(
    () => gridColumns(submission, { onlyChanged, say, language }),
    [submission, onlyChanged, say, language],
  )
  const jumps = submission.rows.reduce((count, row) => count + row.cells.filter(isJump).length, 0)
  const filter = (
    <label>
      <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
      {say('review.changed')}
    </label>
  )
  return (
    <>
      {jumps > 0 ? <PartialNotice title={say('review.bigMoves', { count: jumps })} /> : null}
      <DataTable
        columns={columns}
        rows={submission.rows}
        rowKey={({ place }) => place.code}
        label={say('review.title')}
        tools={filter}
        isTall={submission.rows.length > 12}
        testId="review-grid"
      />
    </>
  )
}

interface GridOptions {
  readonly onlyChanged: boolean
  readonly say: Say
  readonly language: Language
}

function gridColumns(
  { columns, rows, period }: SubmissionDetail,
  { onlyChanged, say, language }: GridOptions,
): readonly TableColumn<Row>[] {
  const figures = columns.flatMap((column, at): TableColumn<Row>[] => {
    if (onlyChanged && !rows.some(({ cells }) => cells[at] && isChanged(cells[at]))) return []
    const header = columnTitle(column, language)
    return [
      {
        key: column.indicator,
        header: <span className="indicator-head">{header}</span>,
        label: header,
        unit: column.unit,
        align: 'end',
        cell: ({ place, cells }) => {
          const cell = cells[at]
          return cell ? (
            <ReviewCell cell={cell} indicator={column.indicator} place={place.code} period={period} />
          ) : null
        },
        text: ({ cells }) => cells[at]?.value ?? '',
        sortKey: ({ cells }) => {
          const value = cells[at]?.value
          return value ? parseDecimal(value) : null
        },
        width: 84,
      },
    ]
  })
  return [
    {
      key: 'place',
      header: say('column.place'),
      label: say('column.place'),
      cell: ({ place }) => place.name,
      text: ({ place }) => place.name,
      sortKey: ({ place }) => place.code,
    },
    ...figures,
  ]
}

interface ReviewCellProps {
  readonly cell: Cell
  readonly indicator: string
  readonly place: string
  readonly period: string
}

function ReviewCell({ cell, indicator, place, period }: ReviewCellProps) {
  const { say } = useWords()
  const { value, state, before, lastPeriod } = cell
  const title = [
    cell.cell,
    before === null ? null : `${say('review.before')} ${plainDigits(before)}`,
    lastPeriod === null ? null : `${say('review.last')} ${plainDigits(lastPeriod)}`,
  ]
    .filter(Boolean)
    .join(' · ')
  const className = ['review-cell', isChanged(cell) ? 'changed' : '', isJump(cell) ? 'jump' : ''].join(' ').trim()
  return (
    <span className={className} title={title} data-testid="review-cell" data-cell={cell.cell}>
      {before !== null && isChanged(cell) ? <s>{plainDigits(before)}</s> : null}
      <FigureLink indicator={indicator} place={place} period={period}>
        {state === 'notApplicable' ? (
          '—'
        ) : value === null ? (
          <span className="absent">{say('ui.notReported')}</span>
        ) : (
          plainDigits(value)
        )}
      </FigureLink>
      {isJump(cell) && lastPeriod !== null ? (
        <small>
          {say('review.last')} {plainDigits(lastPeriod)}
        </small>
      ) : null}
    </span>
  )
}

/** 82.70 and 82.7 are one figure. */
function isChanged({ value, before }: Cell): boolean {
  if (value === null || before === null) return value !== before
  return !equalDecimals(parseDecimal(value), parseDecimal(before))
}

/** Half or more away from the period before: looked at, not forbidden. */
function isJump({ value, lastPeriod }: Cell): boolean {
  if (value === null || lastPeriod === null) return false
  const last = approximate(parseDecimal(lastPeriod))
  return last !== 0 && Math.abs(approximate(parseDecimal(value)) - last) >= Math.abs(last) / 2
}
