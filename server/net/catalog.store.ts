import type { FormEntry } from '@gangju/net/form'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connection.ts'
import { Catalog, type CatalogConflict, type CatalogGoal, type CatalogSource } from './catalog.ts'
import { IndicatorEntry } from './indicator-entry.ts'
import { POLICY_SYSTEM, PolicySystemEntry } from './policy-system-entry.ts'
import { PRECEDENCE, PrecedenceEntry } from './precedence-entry.ts'
import { CALENDAR, CalendarEntry, CHASE, ChaseEntry, LightRuleEntry } from './rule-entry.ts'

/**
 * Raises the number that the content in memory is kept by: every edit of goals, indicators, sources, bodies or documents
 * does so in its own transaction, late, because others who edit wait for it. Where goals or the indicators under them
 * change, the rectangles kept by `netEpoch` are old too.
 */
export async function raiseContentEpoch(trx: Trx): Promise<void> {
  await sql`update setting set value = to_jsonb(value::int + 1) where name = 'contentEpoch'`.execute(trx)
}

/** Reads the whole content: some hundred rows. Goals come parents first, then by their position. */
export async function loadCatalog(db: Db): Promise<Catalog> {
  // First, so that what is read beside a change is never taken for newer than it is.
  const settings = await db.selectFrom('setting').selectAll().execute()
  const indicators = await db
    .selectFrom('indicator')
    .select(['indicatorId', 'code', 'entry'])
    .orderBy('indicatorId')
    .execute()
  const { rows: definitions } = await sql<{ indicatorId: number; version: number; fromDay: string; entry: unknown }>`
    select indicator_id, version, to_char(from_day, 'YYYY-MM-DD') as from_day, entry from indicator_version order by version`.execute(
    db,
  )
  const forms = await db
    .selectFrom('form')
    .select(['formId', 'sourceId', 'entry', 'placeId', 'archivedAt', 'zoneIds'])
    .orderBy('formId')
    .execute()
  const versions = await db.selectFrom('formVersion').select(['formId', 'entry']).orderBy('version').execute()
  const sources = await db
    .selectFrom('source')
    .leftJoin('document', 'document.documentId', 'source.documentId')
    .select(['source.sourceId', 'source.code', 'source.kind', 'source.name', 'source.demo'])
    .select(sql<string | null>`coalesce(document.as_of, to_char(source.published_on, 'YYYY-MM-DD'))`.as('asOf'))
    .select(sql<string | null>`case when document.text_place_id is not null then document.code end`.as('document'))
    .execute()
  const responsibilities = await db
    .selectFrom('responsibility')
    .innerJoin('body', 'body.bodyId', 'responsibility.bodyId')
    .select([
      'responsibility.goalId',
      'body.code as bodyCode',
      'body.name as bodyName',
      'body.nameEn as bodyNameEn',
      'responsibility.part',
    ])
    .orderBy('responsibility.part')
    .orderBy('body.bodyId')
    .execute()
  const ruleSets = await db.selectFrom('ruleSet').select(['kind', 'entry']).orderBy('code').execute()
  const conflicts = await db.selectFrom('conflict').select(['kind', 'note', 'entry']).execute()
  return new Catalog({
    indicators: indicators.map((row) => ({ ...row, entry: IndicatorEntry.parse(row.entry) })),
    indicatorVersions: definitions.map((row) => ({ ...row, entry: IndicatorEntry.parse(row.entry) })),
    forms: forms.map((row) => ({ ...row, entry: row.entry as FormEntry })),
    formVersions: versions.map((row) => ({ ...row, entry: row.entry as FormEntry })),
    goals: await listGoals(db),
    sources: sources as CatalogSource[],
    responsibilities: responsibilities.map((row) => ({ ...row, part: row.part === 'lead' ? 'lead' : 'support' })),
    conflicts: conflicts.map(({ kind, note, entry }) => ({
      kind,
      note,
      ...(entry as Omit<CatalogConflict, 'kind' | 'note'>),
    })),
    lightRules: ruleSets.filter(isLightRule).map((row) => LightRuleEntry.parse(row.entry)),
    calendars: ruleSets.filter(({ kind }) => kind === CALENDAR).map((row) => CalendarEntry.parse(row.entry)),
    chases: ruleSets.filter(({ kind }) => kind === CHASE).map((row) => ChaseEntry.parse(row.entry)),
    policySystems: ruleSets
      .filter(({ kind }) => kind === POLICY_SYSTEM)
      .map((row) => PolicySystemEntry.parse(row.entry)),
    precedence: ruleSets.filter(({ kind }) => kind === PRECEDENCE).map((row) => PrecedenceEntry.parse(row.entry))[0],
    settings: new Map(settings.map((row) => [row.name, row.value])),
  })
}

const isLightRule = ({ kind }: { kind: string }) => ![POLICY_SYSTEM, CALENDAR, CHASE, PRECEDENCE].includes(kind)

async function listGoals(db: Db): Promise<CatalogGoal[]> {
  const { rows } = await sql<CatalogGoal>`
    select g.goal_id, g.code, g.kind, g.parent_id, g.path, g.name, g.name_en, g.place_id, g.aligns_to_id, g.starts, g.due,
           g.position, g.document_id, g.document_offset, g.document_length, g.superseded_at,
           array(select gi.indicator_id from goal_indicator gi where gi.goal_id = g.goal_id and not gi.is_part order by gi.indicator_id) as indicator_ids
    from goal g order by array_length(string_to_array(g.path, '/'), 1), g.position, g.goal_id`.execute(db)
  return rows
}
