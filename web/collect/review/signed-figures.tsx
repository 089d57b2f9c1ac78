import type { SubmissionDetail } from '@gangju/contract/returns'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { columnTitle } from '../form/form-text.ts'

/** Columns side by side as long as a sheet of paper holds them; a single place goes down the page instead. */
export function SignedFigures({ submission }: { readonly submission: SubmissionDetail }) {
  return submission.rows.length === 1 ? <DownThePage submission={submission} /> : <Across submission={submission} />
}

type Cell = SubmissionDetail['rows'][number]['cells'][number]

function useCellText() {
  const { say } = useWords()
  return (cell: Cell | undefined) => {
    if (!cell || cell.state === 'notReported' || (cell.value === null && cell.state !== 'notApplicable'))
      return say('ui.notReported')
    return cell.value === null ? '—' : plainDigits(cell.value)
  }
}

function DownThePage({ submission: { columns, rows } }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  const textOf = useCellText()
  const cells = rows[0]?.cells ?? []
  return (
    <table className="signed-figures down">
      <thead>
        <tr>
          <th scope="col">{say('fault.column')}</th>
          <th scope="col">{say('import.unit')}</th>
          <th scope="col" className="end">
            {say('column.value')}
          </th>
          <th scope="col" className="end">
            {say('review.last')}
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column, at) => {
          const last = cells[at]?.lastPeriod
          return (
            <tr key={column.indicator}>
              <th scope="row">{columnTitle(column, language)}</th>
              <td>{column.unit}</td>
              <td className="end">{textOf(cells[at])}</td>
              <td className="end">{last ? plainDigits(last) : ''}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Wide forms go on below in blocks of this many columns. */
const BLOCK = 10

function Across({ submission: { columns, rows } }: { readonly submission: SubmissionDetail }) {
  const { say, language } = useWords()
  const textOf = useCellText()
  const blocks = Array.from({ length: Math.ceil(columns.length / BLOCK) }, (_, block) => block * BLOCK)
  return blocks.map((from) => (
    <table className="signed-figures" key={from}>
      <thead>
        <tr>
          <th scope="col">{say('column.place')}</th>
          {columns.slice(from, from + BLOCK).map((column) => (
            <th scope="col" key={column.indicator} className="end">
              <span className="indicator-head">{columnTitle(column, language)}</span>
              <small className="unit">{column.unit}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ place, cells }) => (
          <tr key={place.code}>
            <th scope="row">{place.name}</th>
            {cells.slice(from, from + BLOCK).map((cell, at) => (
              <td key={columns[from + at]?.indicator} className="end">
                {textOf(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  ))
}
