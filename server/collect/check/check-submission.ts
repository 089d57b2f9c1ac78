import { type CheckInput, checkReturn, type Finding } from '@gangju/net/form'
import { type Period, parsePeriod } from '@gangju/net/period'
import { parseDecimal } from '@gangju/net/quantity'
import type { Scope } from '../../http/call.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { loadKnown } from './known.ts'
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
export async function checkSubmission(
  scope: Pick<Scope, 'db' | 'trx'>,
  { catalog, form, countyId, submissionId, period, extent }: Stored,
): Promise<readonly Finding[]> {
  const asked = typeof period === 'string' ? parsePeriod(period) : period
  const stored = await listStoredCells(scope.db, { countyId, submissionId })
  const places = [...new Map(stored.map(({ placeId, code }) => [placeId, { placeId, code }])).values()]
  const ground = await loadKnown(scope, { catalog, form, countyId, places, period: asked })
  const cells = stored.map(({ code, indicatorId, value, missing, explanation }) => ({
    place: code,
    indicator: catalog.indicatorById(indicatorId).code,
    value: value === null ? null : parseDecimal(value),
    missing: missing as 'notApplicable' | 'notReported' | null,
    explanation,
  }))
  return checkReturn({ form: form.entry, period: asked.id, cells, ...ground, extent })
}
