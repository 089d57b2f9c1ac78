import { getPlace, listPlaceClasses, listPlaces, type PlaceSummary } from '@gangju/contract/places'
import { officeDay } from '../http/office-time.ts'
import { type Routes, serve } from '../http/serve.ts'
import { formatCursor, parseCursor } from '../net/cursor.ts'
import { listPlaceClasses as listClasses } from '../net/place-class.store.ts'
import { getPlaceDetail, listPlaceSuccessions } from '../net/place-detail.ts'
import { type ListedPlace, listPlaceRows, searchPlaceRows } from './place-list.store.ts'

const defaultLimit = 100

export const placeRoutes: Routes = (app) => {
  serve(app, getPlace, async ({ within, params }) => {
    const { db, place } = await within({ place: params.code })
    const detail = await getPlaceDetail(db, place)
    // What a place came from lies beside it and not under it: it shows as far as the reader's own rectangle reaches.
    const wide = await within({})
    const successions = await listPlaceSuccessions(wide.db, place.placeId)
    return successions.length > detail.successions.length ? { ...detail, successions } : detail
  })

  serve(app, listPlaceClasses, async ({ within, query, now }) => {
    const { db, place } = await within({ place: query.place })
    const asked = { placeId: place.placeId, level: query.level, day: officeDay(now) }
    return { items: await listClasses(db, asked) }
  })

  serve(app, listPlaces, async (call) => {
    const { under, level, q, children, cursor, limit = defaultLimit } = call.query
    const [after] = parseCursor(cursor, 1) ?? []
    const { db, places } = await call.within(under === undefined ? {} : { place: under })
    const wanted = { rootIds: places, level, childrenOnly: children === 'true', day: officeDay(call.now) }
    if (q !== undefined) return { items: (await searchPlaceRows(db, wanted, { q, limit })).map(summaryOf), next: null }
    const rows = await listPlaceRows(db, wanted, { after, limit: limit + 1 })
    const items = rows.slice(0, limit)
    return { items: items.map(summaryOf), next: rows.length > limit ? formatCursor([items.at(-1)!.code]) : null }
  })
}

const summaryOf = (row: ListedPlace): PlaceSummary => ({
  code: row.code,
  name: row.name,
  level: row.level as PlaceSummary['level'],
  parent: row.parentCode,
  administrative: row.administrative,
  kind: row.kind,
  path: row.path,
})
