import {
  CSV_TYPE,
  compareOrganisationUnits,
  downloadOrganisationUnits,
  listOrganisationUnits,
  type OrganisationUnit,
} from '@gangju/contract/exchange'
import { formatCsvRow, placeUid } from '@gangju/net/exchange'
import { Problem } from '@gangju/net/problem'
import { type Call, type Routes, type Scope, serve, serveFile } from '../../http/serve.ts'
import { askedPlace } from '../../net/exchange/identity.ts'
import type { PlaceRow } from '../../net/place-detail.store.ts'
import { compareUnits } from './compare-units.ts'
import { listUnitPlaces } from './organisation-unit.store.ts'

const mostUnits = 50_000
const mostListed = 5_000
const levels = ['country', 'province', 'city', 'county', 'town', 'village']
const head = ['id', 'code', 'name', 'shortName', 'level', 'parentId', 'parentCode', 'openingDate', 'closedDate']

/** Places out as organisation units, and units of others beside ours. Places change by changes of places alone. */
export const organisationUnitRoutes: Routes = (app) => {
  serve(app, listOrganisationUnits, async (call) => ({ organisationUnits: await readUnits(call) }))
  serveFile(app, downloadOrganisationUnits, async (call) => {
    const rows = (await readUnits(call)).map((unit) =>
      formatCsvRow([
        unit.id,
        unit.code,
        unit.name,
        unit.shortName,
        String(unit.level),
        unit.parent?.id ?? '',
        unit.parent?.code ?? '',
        unit.openingDate,
        unit.closedDate ?? '',
      ]),
    )
    const text = [call.query.bom ? '\ufeff' : '', formatCsvRow(head), ...rows].join('')
    return { content: Buffer.from(text), type: `${CSV_TYPE}; charset=utf-8`, name: 'organisationUnits.csv' }
  })
  serve(app, compareOrganisationUnits, handleCompare, { jsonBytes: 20 * 1_048_576 })
}

async function readUnits(call: Call<typeof listOrganisationUnits> | Call<typeof downloadOrganisationUnits>) {
  const scope = await call.within({ place: askedPlace(call.query.orgUnit) })
  return listUnits(scope, (call.query.children ?? true) ? 'subtree' : 'itself')
}

/** @throws Problem `exchange.tooMany` */
async function listUnits({ db, place, rectangle }: Scope, extent: 'itself' | 'subtree'): Promise<OrganisationUnit[]> {
  const found = await listUnitPlaces(db, rectangle, { rootId: place.placeId, extent, limit: mostUnits + 1 })
  if (found.length > mostUnits) throw new Problem('exchange.tooMany', { most: mostUnits })
  return found.map(unitOf)
}

/** DHIS2 wants an opening date of every unit, and short names of at most 50 characters. */
function unitOf({ code, name, level, parentCode, validFrom, validTo }: PlaceRow): OrganisationUnit {
  return {
    id: placeUid(code),
    code,
    name,
    shortName: name.slice(0, 50),
    level: levels.indexOf(level) + 1,
    parent: parentCode === null ? null : { id: placeUid(parentCode), code: parentCode },
    openingDate: validFrom ?? '1970-01-01',
    closedDate: validTo,
  }
}

async function handleCompare(call: Call<typeof compareOrganisationUnits>) {
  const scope = await call.within({ place: askedPlace(call.query.orgUnit), mode: 'read' })
  const { same, differences } = compareUnits(await listUnits(scope, 'subtree'), call.body.organisationUnits)
  const count = differences.length
  call.record({ verb: 'place.compare', placeId: scope.place.placeId, detail: { same, differences: count } })
  return { same, differences: differences.slice(0, mostListed), count }
}
