import type { Matrix } from '@gangju/contract/board'
import { parseDecimal } from '@gangju/net/quantity'
import { faceOf, indicatorName, indicatorShortName } from '../net/indicator-face.ts'
import type { Say } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { StepLink } from '../net/slice.tsx'
import { figureDigits } from '../ui/figure-text.ts'
import type { TableColumn } from '../ui/table-column.ts'
import { BriefFigure } from './brief-figure.tsx'

export type MatrixRow = Matrix['rows'][number] & {
  /** Code of the place whose total the row is. */
  readonly of?: string
}

interface Tongue {
  readonly say: Say
  readonly language: Language
}

/** Place, what is above it, its class, then one column for each indicator. */
export function matrixColumns(matrix: Matrix, { say, language }: Tongue): readonly TableColumn<MatrixRow>[] {
  const parents = new Set(matrix.rows.map(({ parent }) => parent))
  const place: TableColumn<MatrixRow> = {
    key: 'place',
    header: say('column.place'),
    label: say('column.place'),
    cell: (row) =>
      row.of ? (
        row.place.name
      ) : (
        <StepLink to="/place" change={{ place: row.place.code }}>
          {row.place.name}
        </StepLink>
      ),
    text: (row) => row.place.name,
    sortKey: (row) => row.place.code,
    width: 96,
  }
  const parent: TableColumn<MatrixRow> = {
    key: 'parent',
    header: say('column.parent'),
    label: say('column.parent'),
    cell: (row) => row.parent ?? '',
    text: (row) => row.parent ?? '',
    sortKey: (row) => row.parent,
  }
  const track: TableColumn<MatrixRow> = {
    key: 'track',
    header: say('column.track'),
    label: say('column.track'),
    cell: (row) => row.track ?? '',
    text: (row) => row.track ?? '',
    sortKey: (row) => row.track,
  }
  const figures = matrix.columns.map((indicator, at): TableColumn<MatrixRow> => {
    const face = faceOf(
      indicator,
      matrix.rows.map(({ cells }) => cells[at]?.value ?? null),
    )
    return {
      key: indicator.code,
      header: (
        <span title={indicatorName(indicator, language)} className="indicator-head">
          {indicatorShortName(indicator, language)}
        </span>
      ),
      label: indicatorShortName(indicator, language),
      unit: face.shownIn,
      align: 'end',
      cell: (row) => {
        const brief = row.cells[at]
        return brief ? (
          <BriefFigure brief={brief} indicator={indicator} face={face} place={row.of ?? row.place.code} />
        ) : null
      },
      text: (row) => {
        const value = row.cells[at]?.value
        return value ? figureDigits(value, face).replaceAll(',', '') : ''
      },
      sortKey: (row) => {
        const value = row.cells[at]?.value
        return value ? parseDecimal(value) : null
      },
      width: 84,
    }
  })
  return [
    place,
    ...(parents.size > 1 ? [parent] : []),
    ...(matrix.rows.some((row) => row.track) ? [track] : []),
    ...figures,
  ]
}
