import { isWithinGoal } from '../goal/index.ts'
import type { Verb } from './verb.ts'

/** Verbs × goal subtree × place subtree, from one day until before another (null: open). */
export interface Grant {
  readonly verbs: readonly Verb[]
  readonly goalPath: string
  readonly placeId: number
  readonly from: string
  readonly to: string | null
}

/** What a request wants to touch. `ancestorIds` are all that cover the place on that day, zones included. */
export interface RectangleRequest {
  readonly verb: Verb
  readonly on: string
  readonly goalPath?: string
  readonly place?: { readonly placeId: number; readonly ancestorIds: Iterable<number> }
}

/** Every goal under one of the paths, at every place under one of the places. */
export interface Rectangle {
  readonly goalPaths: readonly string[]
  readonly placeIds: readonly number[]
}

/**
 * `others`: further rectangles when the grants do not make one (two offices at two places). They may not be merged into
 * the first: the product would let more through. Who leaves them out shows less, never more.
 */
export type RectangleDecision =
  | { readonly kind: 'granted'; readonly rectangle: Rectangle; readonly others: readonly Rectangle[] }
  | { readonly kind: 'verbMissing' }
  | { readonly kind: 'outside' }

/**
 * What of a request the grants let through: requested ∩ granted, never more [GR1].
 *
 * A place that is asked for must be covered as a whole; a goal that is asked for may be granted in part, and then only
 * the granted part comes back [GR2]. `outside`: no grant of any verb reaches there, to be answered like an unknown
 * place; `verbMissing`: one does, without this verb [GR3].
 *
 * @param grants of one person, in any order; those not valid on the day are ignored [GR4].
 */
export function decideRectangle(grants: readonly Grant[], request: RectangleRequest): RectangleDecision {
  const reaching = grants.filter((grant) => isValidOn(grant, request.on)).flatMap((grant) => narrow(grant, request))
  const [rectangle, ...others] = rectanglesOf(reaching.filter(({ verbs }) => verbs.includes(request.verb)))
  if (rectangle) return { kind: 'granted', rectangle, others }
  // Somebody without any grant is nowhere inside; asking for nothing in particular lacks the verb.
  const isNamed = request.place !== undefined || request.goalPath !== undefined
  return reaching.length === 0 && isNamed ? { kind: 'outside' } : { kind: 'verbMissing' }
}

/** Valid from the first day on, and no longer on the last [GR4]. */
export function isValidOn({ from, to }: Pick<Grant, 'from' | 'to'>, isoDate: string): boolean {
  return from <= isoDate && (to === null || isoDate < to)
}

function narrow(grant: Grant, { goalPath, place }: RectangleRequest): readonly Grant[] {
  if (place && place.placeId !== grant.placeId && !includes(place.ancestorIds, grant.placeId)) return []
  const placeId = place?.placeId ?? grant.placeId
  if (goalPath === undefined || isWithinGoal(grant.goalPath, goalPath)) return [{ ...grant, placeId }]
  return isWithinGoal(goalPath, grant.goalPath) ? [{ ...grant, placeId, goalPath }] : []
}

/** The same cells as few rectangles: goals collected by place, then places with equal goals put together. */
function rectanglesOf(grants: readonly Grant[]): readonly Rectangle[] {
  const pathsByPlace = new Map<number, Set<string>>()
  for (const { placeId, goalPath } of grants) {
    const paths = pathsByPlace.get(placeId)
    if (paths) paths.add(goalPath)
    else pathsByPlace.set(placeId, new Set([goalPath]))
  }
  const byPaths = new Map<string, { goalPaths: readonly string[]; placeIds: number[] }>()
  for (const [placeId, paths] of pathsByPlace) {
    const goalPaths = outermost(paths)
    const key = goalPaths.join('\n')
    const rectangle = byPaths.get(key)
    if (rectangle) rectangle.placeIds.push(placeId)
    else byPaths.set(key, { goalPaths, placeIds: [placeId] })
  }
  return Array.from(byPaths.values(), ({ goalPaths, placeIds }) => ({
    goalPaths,
    placeIds: placeIds.toSorted((a, b) => a - b),
  })).toSorted((a, b) => b.placeIds.length - a.placeIds.length)
}

/** Sorted paths without those that lie under another one. */
function outermost(paths: ReadonlySet<string>): readonly string[] {
  const sorted = [...paths].toSorted()
  return sorted.filter((path, index) => !sorted.slice(0, index).some((outer) => isWithinGoal(path, outer)))
}

function includes(ids: Iterable<number>, wanted: number): boolean {
  for (const id of ids) if (id === wanted) return true
  return false
}
