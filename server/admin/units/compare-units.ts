import type { OrganisationUnit, UnitDifference, UnitIn } from '@gangju/contract/exchange'
import { placeOfUid } from '@gangju/net/exchange'
import { UNKNOWN_DAY } from './list-units.ts'

export interface UnitComparison {
  readonly same: number
  readonly differences: readonly UnitDifference[]
}

/**
 * How the organisation units of another system differ from ours, unit by unit [EX6]. What the other one leaves out of a
 * unit is not compared; a day that we do not know neither.
 */
export function compareUnits(ours: readonly OrganisationUnit[], theirs: readonly UnitIn[]): UnitComparison {
  const byCode = new Map(ours.map((unit) => [unit.code, unit]))
  const seen = new Set<string>()
  const differences: UnitDifference[] = []
  let same = 0
  for (const [index, unit] of theirs.entries()) {
    const code = codeOf(unit)
    const mine = code === undefined ? undefined : byCode.get(code)
    if (code === undefined || seen.has(code)) {
      const there = unit.code ?? unit.id ?? null
      differences.push({ kind: 'unreadable', code: code ?? '', here: null, there, index })
      continue
    }
    seen.add(code)
    if (!mine) {
      differences.push({ kind: 'missingHere', code, here: null, there: unit.name ?? null, index })
      continue
    }
    const found = propertiesOf(mine, unit).filter(({ here, there }) => here !== there)
    if (found.length === 0) same += 1
    differences.push(...found.map((one) => ({ ...one, code, index })))
  }
  const missing = ours.filter(({ code }) => !seen.has(code))
  differences.push(
    ...missing.map(({ code, name }) => ({ kind: 'missingThere' as const, code, here: name, there: null, index: null })),
  )
  return { same, differences }
}

/** Its code where it is one of ours by form, else what its UID was made of. */
function codeOf({ code, id }: { code?: string | undefined; id?: string | undefined }): string | undefined {
  if (code !== undefined && /^\d{12}$/.test(code)) return code
  return id === undefined ? undefined : placeOfUid(id)
}

type Property = Omit<UnitDifference, 'code' | 'index'>

function propertiesOf(mine: OrganisationUnit, { name, parent, openingDate, closedDate }: UnitIn): Property[] {
  const found: Property[] = []
  if (name !== undefined) found.push({ kind: 'name', here: mine.name, there: name.normalize('NFC').trim() })
  if (parent && mine.parent) {
    found.push({ kind: 'parent', here: mine.parent.code, there: codeOf(parent) ?? parent.code ?? parent.id ?? null })
  }
  if (openingDate && mine.openingDate !== UNKNOWN_DAY) {
    found.push({ kind: 'openingDate', here: mine.openingDate, there: openingDate.slice(0, 10) })
  }
  if (closedDate !== undefined) {
    found.push({ kind: 'closedDate', here: mine.closedDate, there: closedDate ? closedDate.slice(0, 10) : null })
  }
  return found
}
