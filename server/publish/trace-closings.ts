import type { Trace } from '@gangju/contract/readings'
import type { Db } from '../db/connection.ts'
import type { CatalogIndicator } from '../net/catalog.ts'
import { listClosings } from '../net/closing.store.ts'
import { loadReadings } from '../net/readings.ts'
import type { TraceQuestion } from './trace-view.ts'

/**
 * The closings that a figure went through, with who was missing of its places and came in later [AP16]. Where somebody
 * did, the figure is a revision, and what it was at the closing stands beside it.
 */
export async function listTraceClosings(
  db: Db,
  question: TraceQuestion,
  parts: readonly CatalogIndicator[],
): Promise<Trace['closings']> {
  const { catalog, place, period, asOf, lang } = question
  const codes = new Set(parts.map(({ code }) => code))
  const forms = catalog.forms.filter(({ entry }) =>
    entry.columns.some(({ indicator, known }) => codes.has(indicator) && !known),
  )
  if (forms.length === 0) return []
  const formIds = forms.map(({ formId }) => formId)
  const rows = await listClosings(db, { placeId: place.placeId, formIds, period, asOf })
  const closings: Trace['closings'] = []
  for (const row of rows) {
    const { entry } = forms.find(({ formId }) => formId === row.formId)!
    const came = row.missing.filter(({ cameAt }) => cameAt !== null && (asOf === null || cameAt <= asOf))
    closings.push({
      form: entry.code,
      formName: lang === 'zh' ? entry.name : entry.nameEn,
      place: { code: row.placeCode, name: row.placeName, level: row.placeLevel as Trace['place']['level'] },
      closedAt: row.closedAt.toISOString(),
      reopenedAt: row.reopenedAt?.toISOString() ?? null,
      missing: row.missing.map((one) => ({
        code: one.code,
        name: one.name,
        cameAt: came.includes(one) ? one.cameAt!.toISOString() : null,
      })),
      value: came.length === 0 ? null : await figureAt(db, question, row.closedAt),
    })
  }
  return closings
}

async function figureAt(db: Db, question: TraceQuestion, asOf: Date): Promise<string | null> {
  const { catalog, indicator, place, period, lang } = question
  const readings = await loadReadings(db, { catalog, places: [place], indicators: [indicator], period, asOf, lang })
  return readings.reading(place, indicator).value
}
