import type { FormEntry } from '@gangju/net/form'
import { formatDecimal } from '@gangju/net/quantity'
import { useWords } from '../../net/language.tsx'
import { plainDigits } from '../../ui/figure-text.ts'
import { hasTotal, type ShownRow, totalOf } from './sheet.ts'

/** The sums of what stands in the grid, as it is typed. */
export function GridFoot({ form, rows }: { readonly form: FormEntry; readonly rows: readonly ShownRow[] }) {
  const { say } = useWords()
  return (
    <tfoot>
      <tr>
        <th scope="row">{say('entry.total')}</th>
        {form.columns.map(({ indicator, unit }, at) => {
          const total = hasTotal(unit) ? totalOf(rows, at) : null
          return (
            <td key={indicator} className="end" data-testid="entry-total" data-indicator={indicator}>
              {total === null ? '' : plainDigits(formatDecimal(total))}
            </td>
          )
        })}
      </tr>
    </tfoot>
  )
}
