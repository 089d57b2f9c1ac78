import type { OrganisationUnit } from '@gangju/contract/exchange'
import { placeUid } from '@gangju/net/exchange'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/serve.ts'
import type { PlaceRow } from '../../net/place-detail.store.ts'
import { listUnitPlaces } from './organisation-unit.store.ts'

/** DHIS2 wants an opening date of every unit: this one says that we do not know it. */
export const UNKNOWN_DAY = '1970-01-01'
const mostUnits = 50_000
const levels = ['country', 'province', 'city', 'county', 'town', 'village']

/** Places of a rectangle as organisation units. @throws Problem `exchange.tooMany` */
export async function listUnits(
  { db, place, rectangle }: Scope,
  extent: 'itself' | 'subtree',
): Promise<OrganisationUnit[]> {
  const found = await listUnitPlaces(db, rectangle, { rootId: place.placeId, extent, limit: mostUnits + 1 })
  if (found.length > mostUnits) throw new Problem('exchange.tooMany', { most: mostUnits })
  return found.map(unitOf)
}

/** DHIS2 wants short names of at most 50 characters. */
function unitOf({ code, name, level, parentCode, validFrom, validTo }: PlaceRow): OrganisationUnit {
  return {
    id: placeUid(code),
    code,
    name,
    shortName: name.slice(0, 50),
    level: levels.indexOf(level) + 1,
    parent: parentCode === null ? null : { id: placeUid(parentCode), code: parentCode },
    openingDate: validFrom ?? UNKNOWN_DAY,
    closedDate: validTo,
  }
}
