import type { Burden } from '@gangju/contract/forms'
import type { PlaceLevel } from '@gangju/contract/values'
import { burdenByLevel, type FormBurden, type FormEntry, formBurden } from '@gangju/net/form'
import type { Lang } from '../../http/serve.ts'
import type { Catalog } from '../../net/catalog.ts'
import { listFormsOn } from './form.store.ts'
import type { FormDesk } from './form-desk.ts'

/** The end of a day at the offices' clock (UTC+8). */
const endOf = (day: string): Date => new Date(Date.parse(`${day}T16:00:00Z`))

interface Line {
  readonly code: string
  readonly name: string
  readonly filedBy: PlaceLevel
  readonly now: FormBurden | null
  readonly before: FormBurden | null
}

/** Places are counted as they stand today on both sides, so that only what the forms ask makes the difference [FM23]. */
export async function burdenLedger(
  { catalog, lang, since }: { catalog: Catalog; lang: Lang; since: string | undefined },
  desk: FormDesk,
): Promise<Burden> {
  const { db, place } = desk.scope
  const earlier =
    since === undefined
      ? undefined
      : new Map((await listFormsOn(db, endOf(since))).map(({ formId, entry }) => [formId, entry]))
  const lines: Line[] = []
  const levels = { now: [] as Leveled[], before: [] as Leveled[] }
  for (const form of catalog.forms) {
    if (form.placeId !== null && desk.officeOf(form) === null) continue
    const current = form.archivedAt === null ? form.entry : undefined
    const past = earlier === undefined ? current : earlier.get(form.formId)
    if (!current && !past) continue
    const burdenOf = async (entry: FormEntry) => formBurden(entry, await desk.placesOf({ ...form, entry }))
    const now = current ? await burdenOf(current) : null
    const before = !past ? null : past === current ? now : await burdenOf(past)
    if (now) levels.now.push({ filedBy: current!.filedBy, burden: now })
    if (before) levels.before.push({ filedBy: past!.filedBy, burden: before })
    const { code, name, nameEn, filedBy } = form.entry
    lines.push({ code, name: lang === 'zh' ? name : nameEn, filedBy, now, before })
  }
  return {
    place: { code: place.code, name: place.name, level: place.level },
    since: since ?? null,
    forms: lines,
    levels: joinLevels(burdenByLevel(levels.now), burdenByLevel(levels.before)),
  }
}

type Leveled = Parameters<typeof burdenByLevel>[0][number]

function joinLevels(now: ReturnType<typeof burdenByLevel>, before: ReturnType<typeof burdenByLevel>): Burden['levels'] {
  const names = [...new Set([...now, ...before].map(({ level }) => level))]
  return names.map((level) => ({
    level,
    now: now.find((line) => line.level === level) ?? null,
    before: before.find((line) => line.level === level) ?? null,
  }))
}
