import type { Db, Trx } from '../db/connection.ts'
import type { Catalog } from './catalog.ts'
import type { Lang } from './light-words.ts'
import { deriving } from './rollup.store.ts'

interface TrailQuestion {
  readonly catalog: Catalog
  readonly countyId: number
  readonly submissionId: string
  readonly placeId: number
  readonly indicatorId: number
  readonly lang: Lang
}

/**
 * Who filed, approved or returned a submission and when, from the log; and the cell a figure was read from.
 *
 * The figure lies in the reader's rectangle; the submission may have been filed by the town above it, so its head and its
 * steps are read with the wall open, by the id that the visible figure carries.
 */
export function findSubmissionTrail(db: Db, question: TrailQuestion) {
  return deriving(db as Trx, () => readTrail(db, question))
}

async function readTrail(db: Db, question: TrailQuestion) {
  const { catalog, countyId, submissionId, placeId, indicatorId, lang } = question
  const submission = await db
    .selectFrom('submission')
    .innerJoin('place', 'place.placeId', 'submission.placeId')
    .select(['submission.formId', 'place.code', 'place.name', 'place.level'])
    .where('submission.countyId', '=', countyId)
    .where('submission.submissionId', '=', submissionId)
    .executeTakeFirst()
  if (submission === undefined) return null
  const value = await db
    .selectFrom('submissionValue')
    .select('cell')
    .where('countyId', '=', countyId)
    .where('submissionId', '=', submissionId)
    .where('placeId', '=', placeId)
    .where('indicatorId', '=', indicatorId)
    .executeTakeFirst()
  const form = catalog.forms.find(({ formId }) => formId === submission.formId)
  return {
    id: submissionId,
    form: form?.entry.code ?? '',
    formName: (lang === 'zh' ? form?.entry.name : form?.entry.nameEn) ?? '',
    filedBy: { code: submission.code, name: submission.name, level: submission.level as never },
    cell: value?.cell ?? null,
    steps: await listSteps(db, { countyId, submissionId }),
  }
}

/** The signature chain of a submission: done actions only, oldest first. */
export async function listSteps(db: Db, { countyId, submissionId }: { countyId: number; submissionId: string }) {
  const rows = await db
    .selectFrom('action')
    .leftJoin('person', 'person.personId', 'action.actor')
    .select(['action.verb', 'person.name', 'action.at', 'action.detail'])
    .where(({ eb, selectFrom }) =>
      eb.or([
        eb('action.subject', '=', `submission/${submissionId}`),
        // Given to many at once.
        eb(
          'action.subject',
          'in',
          selectFrom('approval')
            .select('approval.subject')
            .where('approval.countyId', '=', countyId)
            .where('approval.submissionId', '=', submissionId),
        ),
      ]),
    )
    .where('action.outcome', '=', 'done')
    .orderBy('action.at')
    .orderBy('action.seq')
    .execute()
  return rows.map(({ verb, name, at, detail }) => ({
    verb,
    name: name ?? '',
    at: at.toISOString(),
    reason: (detail as { reason?: string } | null)?.reason ?? null,
  }))
}
