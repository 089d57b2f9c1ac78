import type { ReviewSheet } from '@gangju/contract/review'
import { useMemo, useRef, useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ApproveBar } from './approve-bar.tsx'
import { CellNote } from './cell-note.tsx'
import { cellKey, type MarkedCell, returnAims } from './return-aims.ts'
import { type ReturnAim, ReturnDialog } from './return-dialog.tsx'
import { SelectTools } from './select-tools.tsx'
import { ShareChoice } from './share-choice.tsx'
import { sheetColumns } from './sheet-columns.tsx'
import { findingIndex, isNotable, type SheetRow, sampleRows } from './sheet-facts.ts'
import { type Focused, focusedIn } from './table-focus.ts'
import { useApproving } from './use-approving.ts'
import { useReviewKeys } from './use-review-keys.ts'

const SAMPLE = 5

/** The grid with its keys, its selection and its marks. */
export function SheetGrid({ sheet, period }: { readonly sheet: ReviewSheet; readonly period: string }) {
  const { say, language } = useWords()
  const root = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(20)
  const [onlyNotable, setOnlyNotable] = useState(false)
  const [sample, setSample] = useState<ReadonlySet<string> | null>(null)
  const [marks, setMarks] = useState<ReadonlyMap<string, MarkedCell>>(new Map())
  const [at, setAt] = useState<Focused | null>(null)
  const [aims, setAims] = useState<readonly ReturnAim[] | null>(null)
  const submissions = useMemo(() => distinctSubmissions(sheet.rows), [sheet])
  const approving = useApproving(submissions)
  const findingsOf = useMemo(() => findingIndex(sheet.findings), [sheet])
  const quiet = useMemo(() => {
    const loud = sheet.rows.filter((row) => isNotable(row, sheet, findingsOf, over)).map(({ submission }) => submission)
    return new Set(submissions.map(({ id }) => id).filter((id) => !loud.includes(id)))
  }, [sheet, submissions, findingsOf, over])
  const rows = sheet.rows.filter(
    (row) =>
      (sample === null || sample.has(row.place.code)) && (!onlyNotable || isNotable(row, sheet, findingsOf, over)),
  )
  const columns = useMemo(
    () => sheetColumns({ sheet, period, over, findingsOf, approving, marks, say, language }),
    [sheet, period, over, findingsOf, approving, marks, say, language],
  )
  const mark = ({ submission, place, indicator }: Focused) => {
    if (indicator === null) return
    const key = cellKey(place, indicator)
    setMarks((before) => {
      const next = new Map(before)
      if (!next.delete(key)) next.set(key, { submission, place, indicator })
      return next
    })
  }
  const giveBack = (focused: Focused) => {
    const found = returnAims({ sheet, focused, marked: [...marks.values()], language })
    if (found.length > 0) setAims(found)
  }
  useReviewKeys(root, {
    approve: ({ submission }) => approving.approve([submission]),
    giveBack,
    toggle: ({ submission }) => approving.toggle(submission),
    approveSelected: approving.approveSelected,
    mark,
  })
  const tools = (
    <>
      <label>
        <input type="checkbox" checked={onlyNotable} onChange={(event) => setOnlyNotable(event.target.checked)} />
        {say('reviewing.onlyNotable')}
      </label>
      <ShareChoice over={over} onChange={setOver} />
      <button type="button" className="quiet" onClick={() => setSample(sample ? null : sampleRows(sheet.rows, SAMPLE))}>
        {sample ? say('reviewing.wholeTable') : say('reviewing.sample', { count: SAMPLE })}
      </button>
      <SelectTools items={submissions} approving={approving} isQuiet={({ id }) => quiet.has(id)} />
    </>
  )
  return (
    <div className="sheet-panes" ref={root} onFocus={() => setAt(focusedIn(root.current) ?? at)}>
      <div>
        {sheet.rows.length === 0 ? (
          <EmptyState title={say('reviewing.noRows')} />
        ) : (
          <DataTable
            columns={columns}
            rows={rows}
            rowKey={({ place, submission }) => place.code + submission}
            label={sheet.formName}
            tools={tools}
            rowClass={({ submission }) => (approving.selected.has(submission) ? 'chosen' : undefined)}
            isTall={rows.length > 10}
            sheetMillimetres={400}
            testId="sheet-grid"
          />
        )}
        <ApproveBar approving={approving} nameOf={(id) => nameOf(sheet.rows, id)} />
        {marks.size > 0 ? (
          <p className="no-print" data-testid="marks" data-count={marks.size}>
            {say('reviewing.marked', { count: marks.size })}{' '}
            <button type="button" className="quiet" onClick={() => setMarks(new Map())}>
              {say('reviewing.clearMarks')}
            </button>
          </p>
        ) : null}
      </div>
      <CellNote
        sheet={sheet}
        at={at}
        findingsOf={findingsOf}
        isMarked={at?.indicator ? marks.has(cellKey(at.place, at.indicator)) : false}
        onMark={mark}
        onReturn={giveBack}
      />
      {aims ? <ReturnDialog aims={aims} onClose={() => setAims(null)} onDone={() => setMarks(new Map())} /> : null}
    </div>
  )
}

/** A town's return has a row for each of its villages; it is decided once. */
function distinctSubmissions(rows: readonly SheetRow[]) {
  const byId = new Map(rows.map(({ submission, version, may }) => [submission, { id: submission, version, may }]))
  return [...byId.values()]
}

const nameOf = (rows: readonly SheetRow[], id: string) =>
  rows.find(({ submission }) => submission === id)?.filer.name ?? id
