import type { CellChange, SavedCell } from '@gangju/contract/entry'
import type { FormEntry } from '@gangju/net/form'
import { type Lang, ListedProblem } from '../../http/serve.ts'

interface Sent {
  readonly changes: readonly CellChange[]
  readonly entry: FormEntry
  readonly lang: Lang
}

/**
 * Cells that somebody else changed are told one by one, with what stands there now.
 *
 * @throws ListedProblem `entry.conflict`
 */
export function refuseConflicts(conflicts: readonly SavedCell[], { changes, entry, lang }: Sent): void {
  if (conflicts.length === 0) return
  const columns = new Map(entry.columns.map((column) => [column.indicator, column]))
  const listed = conflicts.map(({ place, indicator, value, notApplicable, editedBy }) => {
    const at = changes.findIndex((change) => change.place === place && change.indicator === indicator)
    const column = columns.get(indicator)
    const header = (lang === 'zh' ? column?.header : column?.headerEn) ?? indicator
    const stands = notApplicable ? words[lang].notApplicable : (value ?? words[lang].empty)
    return { code: 'entry.conflict', path: `cells.${at}`, message: words[lang].tell(header, stands, editedBy ?? '—') }
  })
  throw new ListedProblem('entry.conflict', listed, { count: listed.length })
}

const words = {
  zh: {
    empty: '空',
    notApplicable: '不适用',
    tell: (header: string, stands: string, by: string) => `“${header}”现为 ${stands}（${by}填）`,
  },
  en: {
    empty: 'empty',
    notApplicable: 'not applicable',
    tell: (header: string, stands: string, by: string) => `“${header}” is now ${stands} (by ${by})`,
  },
} as const
