import { type Boundaries, importBoundaries, readBoundaries } from '@gangju/contract/places'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../http/office-time.ts'
import { type Lang, type Routes, serve } from '../http/serve.ts'
import { findPlaceIds } from '../net/place.store.ts'
import { type BoundaryRow, listBoundaries, saveBoundaries } from './boundary.store.ts'
import { parseOutlines } from './boundary.ts'
import { findHome } from './place-change.store.ts'

/** 200,000 points as people write them. */
const fileBytes = 16 * 1_048_576

export const boundaryRoutes: Routes = (app) => {
  serve(app, readBoundaries, async (call) => {
    const { db, place } = await call.within({ place: call.params.code })
    const rows = await listBoundaries(db, place.placeId, officeDay(call.now))
    const { code, name, level } = place
    return { place: { code, name, level }, provenance: provenanceOf(rows, call.lang), features: rows.map(featureOf) }
  })

  serve(
    app,
    importBoundaries,
    async (call) => {
      const { features, ...origin } = call.body
      const outlines = parseOutlines(features)
      const codes = outlines.map(({ code }) => code)
      const { db } = await call.alone()
      const home = (await findPlaceIds(db, codes)).size < codes.length ? undefined : await findHome(db, codes)
      if (home === undefined) throw new Problem('place.unknown')
      const { trx, place } = await call.within({ place: home })
      const imported = await saveBoundaries(trx, outlines, origin, call.now)
      call.record({ subject: `boundary/${home}`, placeId: place.placeId, detail: { ...origin, imported } })
      return { imported }
    },
    { jsonBytes: fileBytes },
  )
}

const sketch = { zh: '示意图，不作为划界依据', en: 'A sketch; not a basis for drawing borders' } as const
const approved = { zh: '', en: '' } as const

/** One for the whole map: what any of its parts lacks, the map lacks. */
function provenanceOf(rows: readonly BoundaryRow[], lang: Lang): Boundaries['provenance'] {
  const numbers = [...new Set(rows.map(({ approvalNumber }) => approvalNumber))]
  const approvalNumber = rows.length === 0 || numbers.includes(null) ? null : numbers.join('；')
  return {
    source: [...new Set(rows.map(({ source }) => source))].join('；'),
    approvalNumber,
    coordinateSystem: [...new Set(rows.map(({ coordinateSystem }) => coordinateSystem))].join('；'),
    note: (approvalNumber === null && rows.length > 0 ? sketch : approved)[lang],
  }
}

const featureOf = ({ code, name, rings, longitude, latitude }: BoundaryRow): Boundaries['features'][number] => ({
  code,
  name,
  rings,
  label: [longitude, latitude],
})
