import type { Me } from '@gangju/contract/session'
import type { PlaceLevel } from '@gangju/contract/values'
import { periodOn, previousPeriod } from '@gangju/net/period'
import type { Db } from '../db/connection.ts'
import { officeDay } from '../http/office-time.ts'
import type { Lang } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { heldGrant } from './held-grant.ts'
import { findLatestPeriod, getAccount, listAncestorIds, listHeldGrants } from './session.store.ts'

const levelOrder = ['country', 'province', 'city', 'county', 'zone', 'town', 'village']

interface Asking {
  readonly db: Db
  readonly catalog: Catalog
  readonly lang: Lang
  readonly now: Date
}

/** Who somebody is, what they may do, and where their first page opens: their widest place, its programme, the latest month. */
export async function readMe({ db, catalog, lang, now }: Asking, personId: string): Promise<Me> {
  const account = await getAccount(db, personId)
  const held = await listHeldGrants(db, personId, officeDay(now))
  const top = held.toSorted((a, b) => levelOrder.indexOf(a.placeLevel) - levelOrder.indexOf(b.placeLevel))[0]
  const around = top ? [top.placeId, ...(await listAncestorIds(db, top.placeId))] : []
  const programme = catalog.programmesOf(around)[0] ?? catalog.goals.find((goal) => goal.kind === 'programme')
  return {
    username: account.username,
    name: account.name,
    grants: held.map((grant) => heldGrant(grant, lang)),
    mustChangePassword: account.mustChangePassword,
    totpEnabled: account.totpEnabled,
    email: account.email,
    start: {
      goal: top && programme ? programme.code : null,
      place: top ? { code: top.placeCode, name: top.placeName, level: top.placeLevel as PlaceLevel } : null,
      period: (await findLatestPeriod(db)) ?? previousPeriod(periodOn(officeDay(now), 'month')).id,
    },
    demo: catalog.settings.has('demoUntil'),
  }
}
