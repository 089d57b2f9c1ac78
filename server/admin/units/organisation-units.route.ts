import {
  CSV_TYPE,
  compareOrganisationUnits,
  downloadOrganisationUnits,
  listOrganisationUnits,
} from '@gangju/contract/exchange'
import { formatCsvRow } from '@gangju/net/exchange'
import { type Call, type Routes, serve, serveFile } from '../../http/serve.ts'
import { askedPlace } from '../../net/exchange/identity.ts'
import { compareUnits } from './compare-units.ts'
import { listUnits } from './list-units.ts'

const mostListed = 5_000
const head = ['id', 'code', 'name', 'shortName', 'level', 'parentId', 'parentCode', 'openingDate', 'closedDate']

/** Places out as organisation units, and units of others beside ours. */
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

async function handleCompare(call: Call<typeof compareOrganisationUnits>) {
  const scope = await call.within({ place: askedPlace(call.query.orgUnit), mode: 'read' })
  const { same, differences } = compareUnits(await listUnits(scope, 'subtree'), call.body.organisationUnits)
  const count = differences.length
  call.record({ verb: 'place.compare', placeId: scope.place.placeId, detail: { same, differences: count } })
  return { same, differences: differences.slice(0, mostListed), count }
}
