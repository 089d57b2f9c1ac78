import { type Matrix, readMatrix } from '@gangju/contract/board'
import { PlaceLevel } from '@gangju/contract/values'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { useRememberPlaces } from '../net/place-names.ts'
import { useSearch, useSlice } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import { EmptyState } from '../ui/states.tsx'
import { type MatrixRow, matrixColumns } from './matrix-columns.tsx'
import { type MatrixFilter, MatrixFilters } from './matrix-filters.tsx'
import { MatrixList } from './matrix-list.tsx'

/** Between the margins of A3 laid across. */
const A3_WIDTH = 400

/** 作战图: places down, indicators across. */
export function MatrixPage() {
  const { goal, place, period, asOf } = useSlice()
  const search = useSearch()
  const level = PlaceLevel.safeParse(search['level']).data
  const query = useAsk(readMatrix, { query: { goal, place, period, asOf, level, indicators: search['indicators'] } })
  return (
    <Asked query={query} rows={20}>
      {(matrix) => <MatrixView matrix={matrix} level={level} />}
    </Asked>
  )
}

interface MatrixViewProps {
  readonly matrix: Matrix
  readonly level: PlaceLevel | undefined
}

function MatrixView({ matrix, level }: MatrixViewProps) {
  const { say, language } = useWords()
  const search = useSearch()
  const [filter, setFilter] = useState<MatrixFilter>({ text: '', track: '', light: '' })
  const places = useMemo(() => [matrix.place, ...matrix.rows.map(({ place }) => place)], [matrix])
  useRememberPlaces(places)
  const columns = useMemo(() => matrixColumns(matrix, { say, language }), [matrix, say, language])
  const rows = useMemo(() => matrix.rows.filter((row) => passes(row, filter)), [matrix, filter])
  const total: MatrixRow = {
    place: { ...matrix.place, name: say('matrix.total') },
    parent: null,
    track: null,
    cells: matrix.total,
    of: matrix.place.code,
  }
  return (
    <div className="matrix" data-testid="matrix">
      <PageHead
        title={`${matrix.place.name} ${say('matrix.title')}`}
        name={`${matrix.place.name}${say('matrix.title')}`}
        demo={matrix.demo}
        asOf={matrix.asOf}
        paper="A3 landscape"
      >
        <ExportButton table="matrix.xlsx" more={{ level, indicators: search['indicators'] }} />
      </PageHead>
      <MatrixFilters matrix={matrix} level={level} filter={filter} onFilter={setFilter} />
      {matrix.columns.length === 0 ? (
        <EmptyState title={say('matrix.empty')} />
      ) : (
        <>
          <DataTable
            columns={columns}
            rows={rows}
            rowKey={({ place }) => place.code}
            label={say('matrix.title')}
            footer={matrix.total.length > 0 ? total : undefined}
            tools={<DemoBadge demo={matrix.demo} />}
            isTall
            sheetMillimetres={A3_WIDTH}
            testId="matrix-table"
          />
          <MatrixList matrix={matrix} rows={rows} />
        </>
      )}
    </div>
  )
}

function passes(row: Matrix['rows'][number], { text, track, light }: MatrixFilter): boolean {
  const words = `${row.place.name}${row.parent ?? ''}${row.place.code}`
  return (
    (!text || words.includes(text.trim())) &&
    (!track || row.track === track) &&
    (!light || row.cells.some((cell) => cell.light === light))
  )
}
