import type { returnSubmission } from '@gangju/contract/returns'
import { formatPeriod, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { z } from 'zod'
import type { Actor, Scope } from '../../http/call.ts'
import type { Catalog, CatalogGoal } from '../../net/catalog.ts'
import { channelsOf, insertMessages, type NewMessage } from '../../net/message.store.ts'
import { indicatorIdsOf } from '../return-form.ts'
import type { SubmissionRow } from '../submission.store.ts'
import { listCellKeys, type MarkedCell, markReturned, type ReturnedMark } from './review.store.ts'
import { columnGoalsOf, entryOfSubmission } from './standing.ts'

type Given = z.output<(typeof returnSubmission)['body']>

interface GivingWords {
  readonly catalog: Catalog
  readonly actor: Pick<Actor, 'personId' | 'name'>
  readonly now: Date
  readonly body: Given
}

/** The goal under which a task force reviews every column that is given back; undefined where there is none. */
export function goalOfMarks(catalog: Catalog, row: SubmissionRow, { cells, places }: Given): CatalogGoal | undefined {
  if (!cells?.length || places?.length) return undefined
  const goals = columnGoalsOf(catalog, entryOfSubmission(catalog, row))
  return goals.find(({ columns }) => cells.every(({ indicator }) => columns.includes(indicator)))?.goal
}

/**
 * Marks the cells and places that are given back, and tells those who typed them and who handed the return in [AP9, RM1].
 * Without marks the return is given back as a whole.
 *
 * @returns how many cells are marked.
 * @throws Problem `submission.cellUnknown`
 */
export async function giveBack(scope: Scope, row: SubmissionRow, words: GivingWords): Promise<number> {
  const marks = await readMarks(scope, row, words)
  const marked = await markReturned(scope.trx, row, marks, words.actor.personId)
  await insertMessages(scope.trx, messagesOf(row, words, marked), channelsOf(words.catalog.settings))
  return marked.length
}

async function readMarks(
  { db }: Scope,
  row: SubmissionRow,
  { catalog, body }: GivingWords,
): Promise<readonly ReturnedMark[]> {
  const { cells = [], places = [] } = body
  if (cells.length === 0 && places.length === 0) return []
  const indicatorIds = indicatorIdsOf(catalog, entryOfSubmission(catalog, row))
  const placeIds = new Map((await listCellKeys(db, row)).map(({ code, placeId }) => [code, placeId]))
  const unknown =
    cells.filter(({ place, indicator }) => !placeIds.has(place) || !indicatorIds.has(indicator)).length +
    places.filter(({ place }) => !placeIds.has(place)).length
  if (unknown > 0) throw new Problem('submission.cellUnknown', { count: unknown })
  return [
    ...cells.map(({ place, indicator, reason }) => ({
      placeId: placeIds.get(place)!,
      indicatorId: indicatorIds.get(indicator)!,
      reason,
    })),
    ...places.map(({ place, reason }) => ({ placeId: placeIds.get(place)!, indicatorId: null, reason })),
  ]
}

/** One to each who typed a marked cell and to who handed it in; never to who gives it back. */
function messagesOf(
  row: SubmissionRow,
  { catalog, actor, now, body }: GivingWords,
  marked: readonly MarkedCell[],
): readonly NewMessage[] {
  const { formId, entry } = catalog.form(row.formCode)
  const counts = new Map<string, number>([[row.filedBy, 0]])
  for (const { editedBy } of marked) if (editedBy !== null) counts.set(editedBy, (counts.get(editedBy) ?? 0) + 1)
  const period = parsePeriod(row.period)
  return [...counts]
    .filter(([personId]) => personId !== actor.personId)
    .map(([personId, cells]) => ({
      countyId: row.countyId,
      placeId: row.placeId,
      personId,
      sentBy: actor.personId,
      kind: 'returned' as const,
      words: {
        zh: `${row.placeName}《${entry.name}》${formatPeriod(period, 'zh')}已退回${cells > 0 ? `，您填的 ${cells} 处须改` : ''}：${body.reason}`,
        en: `${entry.nameEn} of ${row.placeName} for ${formatPeriod(period, 'en')} was given back${cells > 0 ? `; ${cells} of your cells need changing` : ''}: ${body.reason}`,
      },
      formId,
      period: row.period,
      submissionId: row.submissionId,
      sentAt: now,
    }))
}
