import type { FormEntry } from '@gangju/net/form'
import { codesOf, parseFormula } from '@gangju/net/rollup'
import { sql } from 'kysely'
import type { Trx } from '../db/connection.ts'
import type { IndicatorEntry } from '../net/indicator-entry.ts'
import { POLICY_SYSTEM } from '../net/policy-system-entry.ts'
import { CALENDAR, type CalendarEntry, CHASE, type ChaseEntry } from '../net/rule-entry.ts'
import type { Catalogue } from './catalogue.ts'

type Ids = ReadonlyMap<string, number>

const idOf = (ids: Ids, code: string, what: string): number => {
  const id = ids.get(code)
  if (id === undefined) throw new Error(`the catalogue names the ${what} ${code}, which is not there`)
  return id
}

/** Indicators with their whole entry; formulas are parsed first, so that none that cannot be worked is stored. */
export async function insertIndicators(trx: Trx, indicators: readonly IndicatorEntry[]): Promise<Ids> {
  for (const { formula } of indicators) if (formula !== null) parseFormula(formula)
  const rows = await trx
    .insertInto('indicator')
    .values(
      indicators.map((entry) => ({
        code: entry.code,
        collectedAt: entry.collectedAt,
        overPeriods: entry.aggregation.overPeriods,
        overPlaces: entry.aggregation.overPlaces,
        entry: JSON.stringify(entry),
      })),
    )
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((row) => ({
        collectedAt: row.ref('excluded.collectedAt'),
        overPeriods: row.ref('excluded.overPeriods'),
        overPlaces: row.ref('excluded.overPlaces'),
        entry: row.ref('excluded.entry'),
      })),
    )
    .returning(['code', 'indicatorId'])
    .execute()
  return new Map(rows.map((row) => [row.code, row.indicatorId]))
}

/** Documents and, for each, the source that its figures carry. @returns source ids by document code, and document ids. */
export async function insertDocuments(trx: Trx, documents: Catalogue['documents']) {
  const rows = await trx
    .insertInto('document')
    .values(
      documents.map((entry) => ({
        code: entry.code,
        title: entry.title,
        kind: entry.kind,
        issuer: entry.issuer,
        asOf: entry.asOf,
        asOfInferred: entry.asOfInferred,
        note: entry.basis,
        textSha256: entry.sha256 === null ? null : Buffer.from(entry.sha256, 'hex'),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('code')
        .doUpdateSet((row) => ({ title: row.ref('excluded.title'), textSha256: row.ref('excluded.textSha256') })),
    )
    .returning(['code', 'documentId'])
    .execute()
  const documentIds = new Map(rows.map((row) => [row.code, row.documentId]))
  const sources = await trx
    .insertInto('source')
    .values(
      documents.map((entry) => ({
        code: `document-${entry.code}`,
        kind: 'document',
        name: entry.title,
        documentId: idOf(documentIds, entry.code, 'document'),
        demo: entry.demo,
      })),
    )
    .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ name: row.ref('excluded.name') })))
    .returning(['documentId', 'sourceId'])
    .execute()
  const sourceByDocument = new Map(sources.map((row) => [row.documentId, row.sourceId]))
  return {
    documentIds,
    sourceIds: new Map(rows.map((row) => [row.code, sourceByDocument.get(row.documentId)!])),
  }
}

/** Forms, each with the source that its figures carry. */
export async function insertForms(trx: Trx, forms: readonly FormEntry[]): Promise<void> {
  for (const entry of forms) {
    const { sourceId } = await trx
      .insertInto('source')
      .values({ code: `form-${entry.code}`, kind: 'return', name: entry.name })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: entry.name }))
      .returning('sourceId')
      .executeTakeFirstOrThrow()
    // An office's own edit stands above the catalogue's: a version that a person wrote is never written over.
    const { rows } = await sql<{ formId: number }>`
      insert into form (code, source_id, entry) values (${entry.code}, ${sourceId}, ${JSON.stringify(entry)}::jsonb)
      on conflict (code) do update set entry = case
        when exists (select from form_version v where v.form_id = form.form_id and v.version >= ${entry.version}
                     and v.recorded_by is not null)
        then form.entry else excluded.entry end
      returning form_id`.execute(trx)
    await sql`
      insert into form_version (form_id, version, entry) values (${rows[0]!.formId}, ${entry.version}, ${JSON.stringify(entry)}::jsonb)
      on conflict (form_id, version) do update set entry = excluded.entry where form_version.recorded_by is null`.execute(
      trx,
    )
  }
}

export async function insertRoles(trx: Trx, roles: Catalogue['roles']): Promise<void> {
  await trx
    .insertInto('role')
    .values(roles.map(({ code, name, nameEn, verbs }) => ({ code, name, nameEn, verbs })))
    .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ verbs: row.ref('excluded.verbs') })))
    .execute()
}

export async function insertLightRules(trx: Trx, rules: Catalogue['lightRules']): Promise<void> {
  await trx
    .insertInto('ruleSet')
    .values(rules.map((entry) => ({ code: entry.code, kind: entry.kind, entry: JSON.stringify(entry) })))
    .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ entry: row.ref('excluded.entry') })))
    .execute()
}

/** Years of the calendar beside the rules; a year that is published later takes the place of what stood for it. */
export async function insertCalendars(trx: Trx, calendars: readonly CalendarEntry[]): Promise<void> {
  await trx
    .insertInto('ruleSet')
    .values(calendars.map((entry) => ({ code: entry.code, kind: CALENDAR, entry: JSON.stringify(entry) })))
    .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ entry: row.ref('excluded.entry') })))
    .execute()
}

export async function insertChase(trx: Trx, entry: ChaseEntry): Promise<void> {
  await trx
    .insertInto('ruleSet')
    .values({ code: entry.code, kind: CHASE, entry: JSON.stringify(entry) })
    .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ entry: row.ref('excluded.entry') })))
    .execute()
}

/** Policy systems beside the rules: content that is read whole and by code. */
export async function insertPolicySystems(trx: Trx, systems: Catalogue['policySystems']['systems']): Promise<void> {
  for (const entry of systems) {
    await trx
      .insertInto('ruleSet')
      .values({ code: entry.code, kind: POLICY_SYSTEM, entry: JSON.stringify(entry) })
      .onConflict((conflict) => conflict.column('code').doUpdateSet((row) => ({ entry: row.ref('excluded.entry') })))
      .execute()
  }
}

interface GoalGround {
  readonly places: Ids
  readonly documents: Ids
  readonly indicators: readonly IndicatorEntry[]
  readonly forms: readonly FormEntry[]
  /** Indicators that documents speak of under a goal. */
  readonly stated: readonly { readonly goal: string; readonly indicator: string }[]
}

/** Goals parents first, milestones as nodes under theirs; alignments once every node is there. */
export async function insertGoals(
  trx: Trx,
  file: Catalogue['goals'],
  { places, documents, indicators, forms, stated }: GoalGround,
): Promise<Ids> {
  const ids = new Map<string, { goalId: number; path: string }>()
  const milestones = file.milestones.map((milestone, order) => ({
    ...milestone,
    kind: 'milestone' as const,
    parent: milestone.goal,
    order: 1000 + order,
    alignsTo: null,
    start: null,
    due: milestone.date,
  }))
  for (const entry of [...file.goals, ...milestones]) {
    const parent = entry.parent === null ? undefined : ids.get(entry.parent)
    if (entry.parent !== null && parent === undefined) throw new Error(`the goal ${entry.code} comes before its parent`)
    const path = `${parent?.path ?? ''}${entry.code.toLowerCase()}/`
    const { goalId } = await trx
      .insertInto('goal')
      .values({
        code: entry.code,
        kind: entry.kind,
        parentId: parent?.goalId ?? null,
        path,
        name: entry.name,
        nameEn: entry.nameEn,
        placeId: idOf(places, entry.place, 'place'),
        starts: entry.start,
        due: entry.due,
        position: entry.order,
        documentId: entry.source ? idOf(documents, entry.source.document, 'document') : null,
        documentOffset: entry.source?.offset ?? null,
      })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: entry.name, nameEn: entry.nameEn }))
      .returning('goalId')
      .executeTakeFirstOrThrow()
    ids.set(entry.code, { goalId, path })
  }
  for (const { code, alignsTo } of file.goals) {
    if (alignsTo === null) continue
    await trx
      .updateTable('goal')
      .set({ alignsToId: ids.get(alignsTo)!.goalId })
      .where('code', '=', code)
      .execute()
  }
  const goalIds = new Map(Array.from(ids, ([code, { goalId }]) => [code, goalId]))
  await insertGoalIndicators(trx, goalIds, { indicators, forms, stated })
  return goalIds
}

/** What measures a goal, and what is needed to read it: parts of ratios, columns of its return, what its documents speak of. */
async function insertGoalIndicators(
  trx: Trx,
  goals: Ids,
  { indicators, forms, stated }: Pick<GoalGround, 'indicators' | 'forms' | 'stated'>,
): Promise<void> {
  const byCode = new Map(indicators.map((entry) => [entry.code, entry]))
  const partsOf = (code: string): string[] => {
    const formula = byCode.get(code)?.formula ?? null
    return formula === null ? [] : codesOf(parseFormula(formula)).flatMap((part) => [part, ...partsOf(part)])
  }
  const links = [
    ...indicators.flatMap((entry) => entry.goals.map((goal) => ({ goal, code: entry.code, isPart: false }))),
    ...indicators.flatMap((entry) =>
      entry.goals.flatMap((goal) => partsOf(entry.code).map((code) => ({ goal, code, isPart: true }))),
    ),
    ...forms.flatMap((form) =>
      form.columns.map((column) => ({ goal: form.goal, code: column.indicator, isPart: true })),
    ),
    ...stated.map(({ goal, indicator }) => ({ goal, code: indicator, isPart: true })),
  ]
  await sql`
    insert into goal_indicator (goal_id, indicator_id, is_part)
    select r.goal_id, i.indicator_id, bool_and(r.is_part)
    from unnest(${links.map((link) => idOf(goals, link.goal, 'goal'))}::int[], ${links.map((link) => link.code)}::text[],
                ${links.map((link) => link.isPart)}::boolean[]) r (goal_id, code, is_part)
    join indicator i on i.code = r.code
    group by 1, 2
    on conflict do nothing`.execute(trx)
}

export async function insertBodies(
  trx: Trx,
  bodies: Catalogue['bodies'],
  { places, goals }: { places: Ids; goals: Ids },
) {
  const ids = new Map<string, number>()
  for (const entry of bodies) {
    const { bodyId } = await trx
      .insertInto('body')
      .values({
        code: entry.code,
        name: entry.name,
        nameEn: entry.nameEn,
        kind: entry.kind,
        placeId: idOf(places, entry.place, 'place'),
        parentId: entry.parent === null ? null : idOf(ids, entry.parent, 'body'),
      })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name: entry.name }))
      .returning('bodyId')
      .executeTakeFirstOrThrow()
    ids.set(entry.code, bodyId)
    for (const { goal, role, inferred } of entry.responsibilities) {
      await trx
        .insertInto('responsibility')
        .values({ bodyId, goalId: idOf(goals, goal, 'goal'), part: role, inferred })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  }
}
