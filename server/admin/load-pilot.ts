import { join } from 'node:path'
import type { Pool } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { loadFigures } from '../net/bulk.store.ts'
import { loadCatalog, raiseContentEpoch } from '../net/catalog.store.ts'
import { findPlaceIds, raiseNetEpoch } from '../net/place.store.ts'
import { projectRoot } from '../root.ts'
import { loadPackageBoundaries } from './boundary-package.ts'
import { calendarsOf, formsOf, indicatorsOf, readCatalogue } from './catalogue.ts'
import {
  insertBodies,
  insertCalendars,
  insertChase,
  insertDocuments,
  insertForms,
  insertGoals,
  insertIndicators,
  insertLightRules,
  insertPolicySystems,
  insertRoles,
} from './content.store.ts'
import { type DemoRow, demoObservations } from './demo-figures.ts'
import { demoTargets } from './demo-targets.ts'
import { loadPilotPlaces, loadPlaceFile } from './load-places.ts'
import { readPlaceFile } from './place-file.ts'
import { saveSetting } from './setting.store.ts'
import { insertConflicts, insertPublished, insertTargets } from './statement.store.ts'

export interface PilotLoading {
  readonly job: Pool
  readonly at: Date
  /** Invented figures and targets too, each marked 演示数据. */
  readonly hasDemo: boolean
  readonly onProgress: (step: string, share: number) => void
}

const catalogueFolder = join(projectRoot, 'catalogue')
/** The programme that the pilot opens with. */
const startGoal = 'bqw-jiangmen'
const pilotFolder = join(catalogueFolder, 'jiangmen')

/** What every installation has: roles, indicators, forms, rules. Places and figures are the office's own. */
export async function loadContent(job: Pool): Promise<void> {
  const catalogue = readCatalogue(catalogueFolder)
  await inTransaction(job, async (trx) => {
    await insertRoles(trx, catalogue.roles)
    await insertIndicators(trx, indicatorsOf(catalogue))
    await insertForms(trx, formsOf(catalogue))
    await insertCalendars(trx, calendarsOf(catalogue))
    await insertLightRules(trx, catalogue.lightRules)
    await insertChase(trx, catalogue.chase)
    await saveSetting(trx, 'contentLoaded', true)
    await raiseNetEpoch(trx)
    await raiseContentEpoch(trx)
  })
}

/** The Jiangmen pilot: places, zones, goals, bodies, targets and published figures in one transaction; then the demonstration. */
export async function loadPilot({ job, at, hasDemo, onProgress }: PilotLoading): Promise<void> {
  const catalogue = readCatalogue(catalogueFolder)
  await inTransaction(job, async (trx) => {
    const placeFile = join(catalogueFolder, 'places', 'jiangmen.txt')
    await loadPlaceFile(trx, placeFile, at, (places) => onProgress('places', places / 1_438))
    const { documentIds, sourceIds } = await insertDocuments(
      trx,
      catalogue.documents.filter((document) => !document.demo),
    )
    await loadPilotPlaces(trx, pilotFolder, documentIds, at)
    onProgress('goals', 0)
    const codes = [...catalogue.goals.goals, ...catalogue.goals.milestones, ...catalogue.bodies].map(
      (entry) => entry.place,
    )
    const places = await findPlaceIds(trx, [...new Set(codes)])
    const goals = await insertGoals(trx, catalogue.goals, {
      places,
      documents: documentIds,
      indicators: indicatorsOf(catalogue),
      forms: formsOf(catalogue),
      stated: [
        ...catalogue.targets.targets,
        ...catalogue.observations.observations.map(({ indicator }) => ({ goal: startGoal, indicator })),
      ],
    })
    await insertBodies(trx, catalogue.bodies, { places, goals })
    await insertTargets(trx, catalogue.targets.targets, { goals, sources: sourceIds })
    await insertPublished(trx, catalogue.observations.observations, { sources: sourceIds }, at)
    await insertConflicts(trx, catalogue.conflicts, catalogue.observations.observations)
    await insertPolicySystems(trx, catalogue.policySystems.systems)
    await loadPackageBoundaries(trx, '440700000000', at)
    await saveSetting(trx, 'pilotLoaded', true)
    await saveSetting(trx, 'startGoal', startGoal)
    if (hasDemo) await saveSetting(trx, 'demoBegun', true)
    await raiseContentEpoch(trx)
    onProgress('goals', 1)
  })
  if (hasDemo) await loadDemo({ job, at, onProgress })
}

/** Figures and targets that are invented, for a first look and for training. */
export async function loadDemo({ job, at, onProgress }: Omit<PilotLoading, 'hasDemo'>): Promise<void> {
  const { demo, indicators, documents } = readCatalogue(catalogueFolder)
  const villages: string[] = []
  const towns: string[] = []
  for await (const row of readPlaceFile(join(catalogueFolder, 'places', 'jiangmen.txt'))) {
    if (!row.administrative) continue
    if (row.level === 'village') villages.push(row.code)
    if (row.level === 'town') towns.push(row.code)
  }
  const { catalog, places } = await inTransaction(job, async (trx) => {
    const { sourceIds } = await insertDocuments(
      trx,
      documents.filter((document) => document.demo),
    )
    const loaded = await loadCatalog(trx)
    const goals = new Map(loaded.goals.map((goal) => [goal.code, goal.goalId]))
    const targets = demoTargets(demo, { villages, towns }, indicators)
    const source = { document: demo.source, offset: 0, length: 1 }
    await insertTargets(
      trx,
      targets.map((target) => ({ ...target, source })),
      { goals, sources: sourceIds },
    )
    await saveSetting(trx, 'demoUntil', demo.lastMonth)
    await saveSetting(trx, 'latestPeriod', demo.lastMonth)
    // One person may try the whole way of a return; an office that works for real keeps two.
    await saveSetting(trx, 'twoPersonRule', false)
    return { catalog: loaded, places: await findPlaceIds(trx, [...villages, ...towns, ...countyCodes(towns)]) }
  })
  const total = villages.length + towns.length
  let seen = 0
  for (const batch of batchesByCounty(demoObservations(demo, { villages, towns }))) {
    const level = batch[0]!.placeCode.endsWith('000') ? 'town' : 'village'
    const countyId = places.get(`${batch[0]!.placeCode.slice(0, 6)}000000`)!
    const figures = batch.map(({ placeCode, indicator, period, value }) => ({
      countyId,
      placeId: places.get(placeCode)!,
      indicatorId: catalog.indicator(indicator).indicatorId,
      period,
      value,
    }))
    await loadFigures(job, figures, {
      sourceId: catalog.forms.find(({ entry }) => entry.collects === level)!.sourceId,
      at,
    })
    seen += new Set(batch.map((row) => row.placeCode)).size
    onProgress('figures', seen / total)
  }
  await inTransaction(job, async (trx) => {
    await saveSetting(trx, 'demoLoaded', true)
    await raiseContentEpoch(trx)
  })
  onProgress('figures', 1)
}

/** Rows come place by place, villages of all counties first, then towns: a batch is one county's part of one level. */
function* batchesByCounty(rows: Iterable<DemoRow>): Generator<DemoRow[]> {
  const keyOf = ({ placeCode }: DemoRow) => `${placeCode.slice(0, 6)} ${placeCode.endsWith('000')}`
  let batch: DemoRow[] = []
  for (const row of rows) {
    if (batch[0] && keyOf(batch[0]) !== keyOf(row)) {
      yield batch
      batch = []
    }
    batch.push(row)
  }
  if (batch.length > 0) yield batch
}

const countyCodes = (towns: readonly string[]) => [...new Set(towns.map((code) => `${code.slice(0, 6)}000000`))]
