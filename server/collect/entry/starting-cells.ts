import type { FormEntry } from '@gangju/net/form'
import { indicatorIdsOf } from '../return-form.ts'
import type { FilledCell } from './entry-cell.store.ts'
import type { ChainLink } from './return-chain.store.ts'
import type { EntryFigures, ReturnWords } from './return-ground.ts'

const untouched = {
  cell: null,
  edition: 1,
  editedBy: null,
  editedAt: null,
  spelled: null,
  explanation: null,
  returnedReason: null,
  returnedBy: null,
} as const

export interface Beginning {
  readonly newest: ChainLink | undefined
  /** Cells of the newest submission. */
  readonly filed: readonly FilledCell[]
  readonly entry: FormEntry
  readonly placeIds: readonly number[]
  readonly figures: EntryFigures
}

/**
 * The cells that a return shows, and that its next draft begins with [EN2]: those of what is being filled in, under
 * review or given back; else the figures in force. Editions go on counting, so that what was shown before the draft was
 * begun is what it is compared with.
 */
export function startingCells(
  { catalog, period }: ReturnWords,
  { newest, filed, entry, placeIds, figures }: Beginning,
): readonly FilledCell[] {
  if (newest && newest.state !== 'approved') return filed
  const known = new Set(entry.columns.filter((column) => column.known).map(({ indicator }) => indicator))
  const filedAt = new Map(filed.map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell]))
  const ids = [...indicatorIdsOf(catalog, entry)].filter(([code]) => !known.has(code))
  return placeIds.flatMap((placeId) =>
    ids.flatMap(([, indicatorId]) => {
      const figure = figures.get(placeId, indicatorId, period.id)
      if (!figure) return []
      const { value, missing } = figure
      const before = filedAt.get(`${placeId} ${indicatorId}`)
      const isSame = before?.value === value && before.missing === missing
      const from = isSame ? before : { ...untouched, edition: before?.edition ?? 1 }
      return [{ ...untouched, ...from, returnedReason: null, returnedBy: null, placeId, indicatorId, value, missing }]
    }),
  )
}
