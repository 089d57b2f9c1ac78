import { decideRectangle, type Grant, isVerb, type Verb } from '@gangju/net/grant'
import { Problem } from '@gangju/net/problem'

/** A grant that is to be given, or that somebody holds. */
export interface Gift {
  readonly verbs: readonly string[]
  readonly goalPath: string
  readonly placeId: number
  readonly ancestorIds: readonly number[]
  /** First day, and the day from which it no longer holds; null: open. */
  readonly from: string | null
  readonly to: string | null
}

/**
 * Verbs that may be given by who holds `grant.write` there without holding them: an administrator appoints approvers and
 * approves nothing. All others, those that make administrators, must be held.
 */
export const appointable: ReadonlySet<Verb> = new Set<Verb>([
  'submission.read',
  'submission.draft',
  'submission.submit',
  'submission.approve',
  'submission.return',
  'target.write',
])

const never = '9999-12-31'

/**
 * Whether every cell, verb and day of a grant is covered by the giver's own: nobody gives more than they hold, and nobody
 * acts on a person who holds more than they do [GR10].
 *
 * @throws Problem `grant.exceeds`
 */
export function checkGiving(giver: readonly Grant[], gift: Gift, today: string): void {
  const first = gift.from !== null && gift.from > today ? gift.from : today
  const last = gift.to === null ? never : dayBefore(gift.to)
  const days = [first, last < first ? first : last]
  const held = gift.verbs.filter(isVerb).filter((verb) => !appointable.has(verb))
  const verbs = new Set<Verb>([...held, 'grant.write'])
  for (const verb of verbs) {
    if (!days.every((day) => holds(giver, gift, verb, day))) throw new Problem('grant.exceeds')
  }
}

/** Whether one verb is held on the whole of a rectangle. */
export function holds(
  grants: readonly Grant[],
  { placeId, ancestorIds, goalPath }: Gift,
  verb: Verb,
  on: string,
): boolean {
  const decision = decideRectangle(grants, { verb, on, goalPath, place: { placeId, ancestorIds } })
  return decision.kind === 'granted' && decision.rectangle.goalPaths.some((path) => goalPath.startsWith(path))
}

const dayBefore = (isoDate: string): string => new Date(Date.parse(isoDate) - 86_400_000).toISOString().slice(0, 10)
