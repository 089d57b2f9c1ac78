import type { ChaseEntry } from '../../net/rule-entry.ts'

export type ChaseKind = 'before' | 'after' | 'escalation'

/** One moment at which the rules propose to write: so many days before or after the closing day. */
export interface ChaseStage {
  readonly kind: ChaseKind
  readonly days: number
}

const dayMs = 86_400_000

/** Days from one ISO date to another; negative when it lies before. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs
}

/** How the log of reminders names a stage. */
export const stageName = ({ kind, days }: ChaseStage): string => `${kind}-${days}`

/**
 * What the rules propose for a return that is out so many days before its closing day, negative after it [RM3]: the
 * reminder whose day came last, and with it the escalation whose day came last. A stage stays proposed until the next
 * one's day, so that a weekend skips none.
 */
export function stagesDue(daysLeft: number, rule: ChaseEntry): readonly ChaseStage[] {
  const before = rule.beforeDays.map((days): ChaseStage => ({ kind: 'before', days }))
  const after = rule.afterDays.map((days): ChaseStage => ({ kind: 'after', days }))
  const escalation = rule.escalateAfterDays.map((days): ChaseStage => ({ kind: 'escalation', days }))
  const reminder = latestOf([...before, ...after], daysLeft)
  // Once it is overdue, a reminder that it will be due says the wrong thing.
  const isStale = reminder?.kind === 'before' && daysLeft < 0
  return [isStale ? undefined : reminder, latestOf(escalation, daysLeft)].flatMap((stage) => stage ?? [])
}

function latestOf(stages: readonly ChaseStage[], daysLeft: number): ChaseStage | undefined {
  const offset = ({ kind, days }: ChaseStage) => (kind === 'before' ? days : -days)
  return stages.filter((stage) => daysLeft <= offset(stage)).toSorted((a, b) => offset(a) - offset(b))[0]
}

export interface ChaseWords {
  readonly form: { readonly name: string; readonly nameEn: string }
  readonly period: { readonly zh: string; readonly en: string }
  readonly closes: string
  /** The places whose returns are out. */
  readonly places: readonly string[]
}

const mostNamed = 20

/** What is written, in both languages. */
export function chaseText(stage: ChaseStage, { form, period, closes, places }: ChaseWords): { zh: string; en: string } {
  const { kind, days } = stage
  const more = places.length > mostNamed
  const zhNames = `${places.slice(0, mostNamed).join('、')}${more ? ` 等 ${places.length} 个单位` : ''}`
  const enNames = `${places.slice(0, mostNamed).join(', ')}${more ? ` and others, ${places.length} in all` : ''}`
  if (kind === 'before') {
    return {
      zh: `《${form.name}》${period.zh} 将于 ${closes} 截止，${zhNames} 尚未报送`,
      en: `${form.nameEn} for ${period.en} closes on ${closes}; ${enNames} has not reported yet`,
    }
  }
  if (kind === 'after') {
    return {
      zh: `《${form.name}》${period.zh} 已于 ${closes} 截止，${zhNames} 仍未报送，请尽快报送`,
      en: `${form.nameEn} for ${period.en} closed on ${closes}; ${enNames} has still not reported`,
    }
  }
  return {
    zh: `《${form.name}》${period.zh} 截止（${closes}）已过 ${days} 天以上，未报送：${zhNames}，请督促`,
    en: `${form.nameEn} for ${period.en} closed on ${closes}, ${days} days ago or more; not reported: ${enNames}`,
  }
}
