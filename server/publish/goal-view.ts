import type { GoalNode } from '@gangju/contract/goals'
import type { PlaceLevel } from '@gangju/contract/values'
import { isWithinGoal } from '@gangju/net/goal'
import type { Light } from '@gangju/net/reading'
import type { Lang, Scope } from '../http/serve.ts'
import type { Catalog, CatalogGoal } from '../net/catalog.ts'
import { goalLights } from '../net/goal-lights.ts'
import {
  countTargetsByGoal,
  type GoalDocument,
  type GoalPlace,
  listGoalDocuments,
  listGoalPlaces,
} from './goal.store.ts'

export interface GoalQuestion {
  readonly catalog: Catalog
  readonly scope: Scope
  readonly lang: Lang
  /** Where and when lights are asked for; undefined: without lights. */
  readonly lit: { readonly period: string; readonly asOf: Date | null } | undefined
}

/**
 * The goals that the reader holds, parents before children, with their lights where they are asked for. A node shows
 * when its place lies in the rectangle or above it and its parent shows, or is not the reader's [GO20].
 */
export async function loadGoals(question: GoalQuestion): Promise<GoalNode[]> {
  const { catalog, scope, lang, lit } = question
  const { db, goalPaths } = scope
  const held = catalog.goals.filter(({ path }) => goalPaths.some((root) => isWithinGoal(path, root)))
  const placed = await listGoalPlaces(
    db,
    held.flatMap(({ placeId }) => placeId ?? []),
  )
  const goals = visibleGoals(held, placed)
  const targets = await countTargetsByGoal(db, scope.places)
  const documents = await listGoalDocuments(
    db,
    goals.flatMap(({ documentId }) => documentId ?? []),
  )
  const lights = lit ? await goalLights(db, { catalog, place: scope.place, lang, goals, ...lit }) : new Map()
  const shown = new Set(goals.map(({ goalId }) => goalId))
  const parentOf = ({ parentId }: CatalogGoal) =>
    parentId !== null && shown.has(parentId) ? catalog.goalById(parentId).code : null
  return goals.map((goal) => ({
    ...plainNode(goal, catalog),
    parent: parentOf(goal),
    place: placeOf(goal.placeId === null ? undefined : placed.get(goal.placeId)),
    source: sourceOf(goal, goal.documentId === null ? undefined : documents.get(goal.documentId)),
    bodies: catalog.responsibilities(goal.goalId).map(({ bodyCode, bodyName, bodyNameEn, part }) => ({
      code: bodyCode,
      name: lang === 'zh' ? bodyName : bodyNameEn,
      part,
    })),
    targets: targets.get(goal.goalId) ?? 0,
    ...litNode(lights.get(goal.goalId)),
  }))
}

function visibleGoals(held: readonly CatalogGoal[], placed: ReadonlyMap<number, GoalPlace>): CatalogGoal[] {
  const heldIds = new Set(held.map(({ goalId }) => goalId))
  const shown = new Set<number>()
  return held.filter(({ goalId, parentId, placeId }) => {
    const isPlaceSeen = placeId === null || placed.has(placeId)
    const isParentSeen = parentId === null || !heldIds.has(parentId) || shown.has(parentId)
    if (isPlaceSeen && isParentSeen) shown.add(goalId)
    return isPlaceSeen && isParentSeen
  })
}

const plainNode = (goal: CatalogGoal, catalog: Catalog) => ({
  code: goal.code,
  kind: goal.kind,
  name: goal.name,
  nameEn: goal.nameEn,
  alignsTo: goal.alignsToId === null ? null : catalog.goalById(goal.alignsToId).code,
  starts: goal.starts,
  due: goal.due,
  order: goal.position,
  indicators: goal.indicatorIds.map((indicatorId) => catalog.indicatorById(indicatorId).code),
})

const placeOf = (place: GoalPlace | undefined): GoalNode['place'] =>
  place ? { code: place.code, name: place.name, level: place.level as PlaceLevel } : null

const sourceOf = (
  { documentOffset, documentLength }: CatalogGoal,
  document: GoalDocument | undefined,
): GoalNode['source'] =>
  document
    ? {
        kind: 'document',
        code: document.code,
        title: document.title,
        publishedOn: document.asOf,
        offset: documentOffset,
        document: document.textCode,
        length: documentLength,
        version: null,
        demo: document.demo,
      }
    : null

const litNode = (lit: { light: Light; reason: string | null } | undefined) => ({
  light: lit?.light ?? null,
  lightReason: lit?.reason ?? null,
})
