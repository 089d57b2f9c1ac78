import { type CheckInput, checkReturn, type Finding } from '@gangju/net/form'
import { type Period, parsePeriod } from '@gangju/net/period'
import { parseDecimal } from '@gangju/net/quantity'
import type { Scope } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { type CheckGround, loadKnown } from './known.ts'
import { listStoredCells } from './known-figures.store.ts'

interface Stored {
  readonly catalog: Catalog
  /** Its entry in the version that the return is filled in. */
  readonly form: Pick<CatalogForm, 'entry' | 'sourceId'>
  readonly countyId: number
  readonly submissionId: string
  readonly period: Period | string
  readonly extent: CheckInput['extent']
}

/** What the checks find in the values that a submission holds, as they are stored now. */
export async function checkSubmission(scope: Pick<Scope, 'db' | 'trx'>, words: Stored): Promise<readonly Finding[]> {
  const { countyId, submissionId } = words
  const stored = await listStoredCells(scope.db, { countyId, submissionId })
  const places = [...new Map(stored.map(({ placeId, code }) => [placeId, { placeId, code }])).values()]
  const ground = await loadKnown(scope, { ...words, places, period: periodOf(words) })
  return checkCells(stored, ground, words)
}

const periodOf = ({ period }: Pick<Stored, 'period'>): Period =>
  typeof period === 'string' ? parsePeriod(period) : period

/** A cell as it is stored, with the code of its place. */
export interface StoredCell {
  readonly code: string
  readonly indicatorId: number
  readonly value: string | null
  readonly missing: string | null
  readonly explanation: string | null
}

/** The same in cells that were read already, by what is known of their places. */
export function checkCells(
  stored: readonly StoredCell[],
  ground: CheckGround,
  { catalog, form, extent, ...words }: Pick<Stored, 'catalog' | 'form' | 'extent' | 'period'>,
): readonly Finding[] {
  const cells = stored.map(({ code, indicatorId, value, missing, explanation }) => ({
    place: code,
    indicator: catalog.indicatorById(indicatorId).code,
    value: value === null ? null : parseDecimal(value),
    missing: missing as 'notApplicable' | 'notReported' | null,
    explanation,
  }))
  return checkReturn({ form: form.entry, period: periodOf(words).id, cells, ...ground, extent })
}
