import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FormEntry } from '@gangju/contract/form-entry'
import { z } from 'zod'
import { type IndicatorEntry, IndicatorFile } from '../net/indicator-entry.ts'
import { PolicySystemFile } from '../net/policy-system-entry.ts'
import { CalendarEntry, ChaseEntry, LightRuleFile, RoleFile } from '../net/rule-entry.ts'
import { DemoFile } from './catalogue-demo.ts'
import { ConflictFile, ObservationFile, TargetFile } from './catalogue-fact.ts'
import { BodyFile, DocumentFile, GoalFile } from './catalogue-goal.ts'

export * from '../net/indicator-entry.ts'
export * from '../net/rule-entry.ts'
export * from './catalogue-demo.ts'
export * from './catalogue-fact.ts'
export * from './catalogue-goal.ts'

/** Every catalogue file this program reads, by its path under `catalogue/`. */
export const catalogueFiles = {
  indicators: ['indicators.json', IndicatorFile],
  /** Stated figures that only the pilot's documents know; published, never summed. */
  pilotIndicators: ['jiangmen/indicators.json', IndicatorFile],
  villageMonthly: ['forms/village-monthly.json', FormEntry],
  villageBrief: ['forms/village-brief.json', FormEntry],
  townMonthly: ['forms/town-monthly.json', FormEntry],
  calendar2024: ['calendar/cn-2024.json', CalendarEntry],
  calendar2025: ['calendar/cn-2025.json', CalendarEntry],
  calendar2026: ['calendar/cn-2026.json', CalendarEntry],
  calendar2027: ['calendar/cn-2027.json', CalendarEntry],
  chase: ['chase.json', ChaseEntry],
  lightRules: ['light-rules/default.json', LightRuleFile],
  roles: ['roles.json', RoleFile],
  goals: ['jiangmen/goals.json', GoalFile],
  bodies: ['jiangmen/bodies.json', BodyFile],
  documents: ['jiangmen/documents.json', DocumentFile],
  targets: ['jiangmen/targets.json', TargetFile],
  observations: ['jiangmen/observations.json', ObservationFile],
  conflicts: ['jiangmen/conflicts.json', ConflictFile],
  policySystems: ['jiangmen/policy-systems.json', PolicySystemFile],
  demo: ['jiangmen/demo.json', DemoFile],
} as const satisfies Record<string, readonly [string, z.ZodType]>

type Files = typeof catalogueFiles
export type Catalogue = { [name in keyof Files]: z.infer<Files[name][1]> }

/** Reads and validates one catalogue file. `root` is the folder `catalogue/`. @throws ZodError naming file and path */
export function readCatalogueFile<N extends keyof Files>(root: string, name: N): Catalogue[N] {
  const [path, shape] = catalogueFiles[name]
  const parsed = shape.safeParse(JSON.parse(readFileSync(join(root, path), 'utf8')))
  if (!parsed.success) throw new Error(`catalogue/${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data as Catalogue[N]
}

/** Reads the whole catalogue. */
export function readCatalogue(root: string): Catalogue {
  const names = Object.keys(catalogueFiles) as (keyof Files)[]
  return Object.fromEntries(names.map((name) => [name, readCatalogueFile(root, name)])) as Catalogue
}

/** The published catalogue's indicators and the pilot's own. */
export function indicatorsOf(catalogue: Pick<Catalogue, 'indicators' | 'pilotIndicators'>): readonly IndicatorEntry[] {
  return [...catalogue.indicators, ...catalogue.pilotIndicators]
}

/** Return forms, the home of each figure first. */
export function formsOf(
  catalogue: Pick<Catalogue, 'villageMonthly' | 'townMonthly' | 'villageBrief'>,
): readonly FormEntry[] {
  return [catalogue.villageMonthly, catalogue.townMonthly, catalogue.villageBrief]
}

/** The calendar of the offices, year by year. */
export function calendarsOf(catalogue: Catalogue): readonly CalendarEntry[] {
  return [catalogue.calendar2024, catalogue.calendar2025, catalogue.calendar2026, catalogue.calendar2027]
}
