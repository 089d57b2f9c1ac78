import type { FormDraft } from '@gangju/contract/forms'
import { columnsOfCheck } from '@gangju/net/form'
import type { DesignCheck } from './design.ts'

export const checkKinds = [
  'atMost',
  'sum',
  'compare',
  'range',
  'change',
  'notFalling',
  'slip',
  'target',
  'outlier',
  'acrossForms',
  'whole',
  'notNegative',
] as const
export type CheckKind = (typeof checkKinds)[number]

export const operators = ['le', 'lt', 'eq', 'ge', 'gt'] as const
export type Operator = (typeof operators)[number]

/** A check as it is typed: what its kind does not ask for is passed over. */
export interface CheckDraft {
  readonly kind: CheckKind
  readonly indicator: string
  /** The larger one, or the parts of a sum. */
  readonly others: readonly string[]
  readonly left: string
  readonly operator: Operator
  readonly right: string
  readonly other: { readonly code: string; readonly zh: string; readonly en: string } | null
  /** Bounds of a range or a change in percent; of a target how far behind and how far above, in points and percent. */
  readonly low: string
  readonly high: string
  readonly against: 'lastPeriod' | 'lastYear' | 'history' | 'class'
  readonly factors: string
  readonly tolerance: string
  /** As the kind has it when empty. */
  readonly severity: '' | 'hard' | 'soft'
  readonly zh: string
  readonly en: string
}

/** A check of a kind with the bounds that are most often wanted. */
export function startingCheck(kind: CheckKind, indicator: string): CheckDraft {
  const bounds = { change: ['-50', '100'], target: ['20', '120'] } as const
  const [low, high] = kind === 'change' || kind === 'target' ? bounds[kind] : ['', '']
  return {
    kind,
    indicator,
    others: [],
    left: indicator,
    operator: 'le',
    right: '',
    other: null,
    low,
    high,
    against: kind === 'outlier' ? 'history' : 'lastPeriod',
    factors: '10 100 10000',
    tolerance: '',
    severity: '',
    zh: '',
    en: '',
  }
}

/** The check as a form keeps it; null until all that its kind asks for is there and can be read. */
export function checkOf(design: FormDraft, draft: CheckDraft): DesignCheck | null {
  const made = bareCheck(draft, freeCode(design, `${draft.kind}-${draft.indicator}`.slice(0, 70)))
  if (made === null) return null
  const { severity, zh, en } = draft
  const words = zh.trim() === '' ? undefined : { zh: zh.trim(), en: en.trim() || zh.trim() }
  return { ...made, ...(severity === '' ? {} : { severity }), ...(words ? { words } : {}) }
}

function bareCheck(draft: CheckDraft, code: string): DesignCheck | null {
  const { kind, indicator, others, left, operator, right, other } = draft
  const { low, high, tolerance } = { low: bound(draft.low), high: bound(draft.high), tolerance: bound(draft.tolerance) }
  if (low === undefined || high === undefined || tolerance === undefined) return null
  const within = tolerance === null ? {} : { tolerance }
  const isOpen = low === null && high === null
  switch (kind) {
    case 'atMost':
      return others[0] === undefined ? null : { code, kind, smaller: indicator, larger: others[0] }
    case 'sum':
      return others.length < 2 ? null : { code, kind, total: indicator, parts: [...others], ...within }
    case 'compare': {
      const made: DesignCheck = { code, kind, indicator, left: left.trim(), operator, right: right.trim(), ...within }
      return isReadable(made) ? made : null
    }
    case 'range':
      return isOpen ? null : { code, kind, indicator, low, high }
    case 'change': {
      const against = draft.against === 'lastYear' ? 'lastYear' : 'lastPeriod'
      return isOpen ? null : { code, kind, indicator, against, lowest: low, highest: high }
    }
    case 'target':
      return isOpen ? null : { code, kind, indicator, behind: low, above: high }
    case 'slip': {
      const factors = draft.factors.split(/[\s,，、]+/u).filter(Boolean)
      const isRead = factors.length > 0 && factors.length <= 10 && factors.every((one) => bound(one) !== undefined)
      return isRead ? { code, kind, indicator, factors } : null
    }
    case 'outlier':
      return { code, kind, indicator, against: draft.against === 'class' ? 'class' : 'history' }
    case 'acrossForms':
      if (other === null) return null
      return {
        code,
        kind,
        indicator,
        operator,
        other: other.code,
        otherName: { zh: other.zh, en: other.en },
        ...within,
      }
    case 'notFalling':
    case 'whole':
    case 'notNegative':
      return { code, kind, indicator }
  }
}

/** Undefined where it is no number; null where nothing was typed. */
function bound(text: string): string | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  return /^-?\d{1,40}(?:\.\d{1,20})?$/.test(typed) ? typed : undefined
}

function isReadable(check: DesignCheck & { kind: 'compare' }): boolean {
  if (check.left === '' || check.right === '') return false
  try {
    return columnsOfCheck(check).length > 0
  } catch {
    return false
  }
}

/** A code that no other check of the form has. */
function freeCode(design: FormDraft, wish: string): string {
  const taken = new Set(design.checks.map(({ code }) => code))
  for (let count = 1; ; count += 1) {
    const code = count === 1 ? wish : `${wish}-${count}`
    if (!taken.has(code)) return code
  }
}
