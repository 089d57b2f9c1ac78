import type { HeldGrant } from '@gangju/contract/session'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Lang } from '../http/serve.ts'

/** A grant with the names of its role, place and goal. */
export interface GrantWords {
  readonly role: string
  readonly roleName: string
  readonly roleNameEn: string
  readonly verbs: string[]
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly goalCode: string | null
  readonly goalName: string | null
  readonly goalNameEn: string | null
}

/** A grant as every page names it. */
export function heldGrant(grant: GrantWords, lang: Lang): HeldGrant {
  return {
    role: grant.role,
    roleName: lang === 'zh' ? grant.roleName : grant.roleNameEn,
    verbs: grant.verbs,
    place: { code: grant.placeCode, name: grant.placeName, level: grant.placeLevel as PlaceLevel },
    goal:
      grant.goalCode === null
        ? null
        : { code: grant.goalCode, name: (lang === 'zh' ? grant.goalName : grant.goalNameEn) ?? '' },
  }
}
