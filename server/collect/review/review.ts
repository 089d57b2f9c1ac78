import type { PlaceLevel } from '@gangju/contract/values'
import { Problem } from '@gangju/net/problem'

export type SubmissionState = 'draft' | 'submitted' | 'returned' | 'approved'

/** Where a submission stands. `step`: approvals given so far. */
export interface ReviewStanding {
  readonly state: SubmissionState
  readonly step: number
  readonly version: number
}

export interface ReviewRules {
  /** Levels that approve, in order; the last approval lets the figures into the net. */
  readonly chain: readonly PlaceLevel[]
  /** Nobody approves what they filed, handed in or approved before. */
  readonly twoPersons: boolean
}

/** Who wants to act: the levels of the places by which they hold the verb over the filing place. */
export interface Reviewer {
  readonly levels: readonly PlaceLevel[]
  /** They filed it or handed it in. */
  readonly isFiler: boolean
  /** They approved an earlier step of it. */
  readonly hasApproved: boolean
}

export type ReviewCommand =
  | { readonly kind: 'submit' }
  | ({
      readonly kind: 'approve'
      /** Goals whose task forces have not approved their columns. */
      readonly openColumns: readonly string[]
    } & Reviewer)
  | ({ readonly kind: 'return'; readonly reason: string } & Reviewer)

export type ReviewEvent =
  | { readonly kind: 'submitted' }
  | { readonly kind: 'approved'; readonly isFinal: boolean }
  | { readonly kind: 'returned'; readonly reason: string }

/**
 * Decides one step of the review [AP1–AP5]: a draft is handed in; step k is approved at the level of the chain's k-th
 * entry or above, by somebody else than who filed or approved before [AP7]; until the last approval it can be given
 * back, with a reason. The last approval waits for the columns that task forces review [AP8].
 *
 * @throws Problem `submission.state`, `submission.step`, `submission.ownApproval`, `submission.secondApproval`,
 *   `submission.columnsOpen`.
 */
export function decideReview(standing: ReviewStanding, command: ReviewCommand, rules: ReviewRules): ReviewEvent {
  if (command.kind === 'submit') {
    expectState(standing, 'draft')
    return { kind: 'submitted' }
  }
  expectState(standing, 'submitted')
  const level = rules.chain[standing.step]
  if (level === undefined) throw new Problem('submission.state', { state: stateWords[standing.state] })
  if (!command.levels.some((held) => reaches(held, level)))
    throw new Problem('submission.step', { level: levelWords[level] })
  if (command.kind === 'return') return { kind: 'returned', reason: command.reason }
  if (rules.twoPersons && command.isFiler) throw new Problem('submission.ownApproval')
  if (rules.twoPersons && command.hasApproved) throw new Problem('submission.secondApproval')
  const isFinal = standing.step + 1 === rules.chain.length
  if (isFinal && command.openColumns.length > 0) {
    throw new Problem('submission.columnsOpen', { goals: command.openColumns.join('、') })
  }
  return { kind: 'approved', isFinal }
}

/** The standing after an event; every event makes a new version. */
export function evolveReview(standing: ReviewStanding, event: ReviewEvent): ReviewStanding {
  const version = standing.version + 1
  switch (event.kind) {
    case 'submitted':
      return { state: 'submitted', step: 0, version }
    case 'approved':
      return { state: event.isFinal ? 'approved' : 'submitted', step: standing.step + 1, version }
    case 'returned':
      return { state: 'returned', step: standing.step, version }
  }
}

/** Whether an event of that kind would be let through now. */
export function canReview(standing: ReviewStanding, command: ReviewCommand, rules: ReviewRules): boolean {
  try {
    decideReview(standing, command, rules)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

const order: readonly PlaceLevel[] = ['village', 'town', 'county', 'city', 'province', 'country']

export const stateWords: Readonly<Record<SubmissionState, string>> = {
  draft: '草稿 (draft)',
  submitted: '审核中 (under review)',
  returned: '已退回 (returned)',
  approved: '已审核 (approved)',
}

/** How a refusal names a level, in both languages at once. */
export const levelWords: Readonly<Record<PlaceLevel, string>> = {
  country: '国家 (country)',
  province: '省 (province)',
  city: '市 (city)',
  county: '县 (county)',
  town: '镇 (town)',
  village: '村 (village)',
  zone: '片区 (zone)',
}

/** A zone lies beside the chain of offices: it reaches only a step that names zones. */
function reaches(held: PlaceLevel, needed: PlaceLevel): boolean {
  return held === needed || (order.includes(needed) && order.indexOf(held) > order.indexOf(needed))
}

function expectState({ state }: ReviewStanding, wanted: SubmissionState): void {
  if (state !== wanted) throw new Problem('submission.state', { state: stateWords[state] })
}
