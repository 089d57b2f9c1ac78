import { z } from 'zod'
import { page, route } from './route.ts'
import { Cursor, Limit, PlaceCode, PlaceLevel, PlaceName, SourcePosition } from './values.ts'

export const PlaceSummary = z.object({
  code: PlaceCode,
  name: z.string(),
  level: PlaceLevel,
  parent: PlaceCode.nullable(),
  administrative: z.boolean().describe('False: a placeholder of the statistics list, out of denominators.'),
  kind: z.string(),
  path: z.string().describe('Names from the root, for telling twins apart: 江门市 / 开平市 / 赤坎镇.'),
})
export type PlaceSummary = z.infer<typeof PlaceSummary>

/** A dated property of a place, with where it is written. */
export const PlaceAttribute = z.object({
  kind: z.string().describe('track, role, designation'),
  kindName: z.string(),
  value: z.string(),
  valueName: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  source: SourcePosition.nullable(),
  note: z.string().nullable(),
})
export type PlaceAttribute = z.infer<typeof PlaceAttribute>

export const PlaceDetail = PlaceSummary.extend({
  ancestors: z.array(PlaceName).describe('Root first, as far as the reader may see.'),
  zones: z.array(PlaceName),
  members: z.array(PlaceName).describe('Of a zone: its members.'),
  counts: z.array(z.object({ level: PlaceLevel, administrative: z.int(), placeholders: z.int() })),
  attributes: z.array(PlaceAttribute),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  successions: z.array(z.object({ kind: z.string(), on: z.string(), predecessor: PlaceName, successor: PlaceName })),
})
export type PlaceDetail = z.infer<typeof PlaceDetail>

export const getPlace = route({
  method: 'GET',
  path: '/places/:code',
  summary: 'One place: where it belongs, what it covers, its attributes with their dates',
  needs: 'place.read',
  params: { code: PlaceCode },
  reply: PlaceDetail,
})

export const listPlaces = route({
  method: 'GET',
  path: '/places',
  summary: 'Places under a place, by level, or found by name, pinyin initials or code',
  needs: 'place.read',
  query: {
    under: PlaceCode.optional(),
    level: PlaceLevel.optional(),
    q: z.string().max(60).optional(),
    children: z.enum(['true']).optional().describe('Only direct children and member zones.'),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(PlaceSummary),
})

export const listPlaceClasses = route({
  method: 'GET',
  path: '/place-classes',
  summary: 'Classes that places of a level under a place are of, with how many: by code, and by what sources state',
  needs: 'place.read',
  query: { place: PlaceCode, level: PlaceLevel },
  reply: z.object({
    items: z.array(
      z.object({
        class: z.string(),
        kind: z.string().nullable().describe('The kind of the attribute as printed; null: by the code.'),
        name: z.string().nullable().describe('As printed, where all state the same.'),
        places: z.int(),
      }),
    ),
  }),
})

/** A change of the tree, with its day. The covering relation and every roll-up follow in the same transaction. */
export const PlaceChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), place: PlaceCode, name: z.string().min(1).max(80), on: z.iso.date() }),
  z.strictObject({ kind: z.literal('move'), place: PlaceCode, parent: PlaceCode, on: z.iso.date() }),
  z.strictObject({
    kind: z.literal('merge'),
    places: z.array(PlaceCode).min(2).max(50),
    into: z.strictObject({ code: PlaceCode, name: z.string().min(1).max(80) }),
    on: z.iso.date(),
  }),
  z.strictObject({
    kind: z.literal('split'),
    place: PlaceCode,
    into: z
      .array(z.strictObject({ code: PlaceCode, name: z.string().min(1).max(80) }))
      .min(2)
      .max(20),
    on: z.iso.date(),
  }),
  z.strictObject({
    kind: z.literal('open').describe('A new town or village, under the place that its code names.'),
    code: PlaceCode,
    name: z.string().min(1).max(80),
    on: z.iso.date(),
  }),
  z.strictObject({
    kind: z.literal('openZone'),
    code: PlaceCode,
    name: z.string().min(1).max(80),
    zoneKind: z.string().min(1).max(40),
    members: z.array(PlaceCode).max(2000),
    on: z.iso.date(),
  }),
  z.strictObject({ kind: z.literal('joinZone'), zone: PlaceCode, place: PlaceCode, on: z.iso.date() }),
  z.strictObject({ kind: z.literal('leaveZone'), zone: PlaceCode, place: PlaceCode, on: z.iso.date() }),
])
export type PlaceChange = z.infer<typeof PlaceChange>

export const changePlace = route({
  method: 'POST',
  path: '/place-changes',
  summary: 'Open, rename, move, merge or split a place; open a zone, join or leave it',
  needs: 'place.write',
  body: PlaceChange,
  reply: z.object({ ok: z.literal(true), places: z.array(PlaceName) }),
})

export const Boundaries = z.object({
  place: PlaceName,
  provenance: z.object({
    source: z.string(),
    approvalNumber: z.string().nullable().describe('审图号; null: a sketch that may not be published.'),
    coordinateSystem: z.string(),
    note: z.string(),
  }),
  features: z.array(
    z.object({
      code: PlaceCode,
      name: z.string(),
      /** Rings of longitude and latitude pairs, outer and inner alike, drawn even-odd. */
      rings: z.array(z.array(z.tuple([z.number(), z.number()]))),
      label: z.tuple([z.number(), z.number()]),
    }),
  ),
})
export type Boundaries = z.infer<typeof Boundaries>

export const readBoundaries = route({
  method: 'GET',
  path: '/places/:code/boundaries',
  summary: 'Outlines of the children of a place, as far as they were imported; empty features: none were',
  needs: 'place.read',
  params: { code: PlaceCode },
  reply: Boundaries,
})

/** GeoJSON keyed by place code, as an office imports it. */
export const importBoundaries = route({
  method: 'POST',
  path: '/boundaries',
  summary: 'Import outlines: GeoJSON whose features carry a place code, with source, 审图号 and coordinate system',
  needs: 'place.write',
  body: z.strictObject({
    source: z.string().min(1).max(200),
    approvalNumber: z.string().max(60).nullable(),
    coordinateSystem: z.enum(['CGCS2000', 'WGS84', 'GCJ-02']),
    features: z
      .array(z.strictObject({ code: PlaceCode, geometry: z.unknown() }))
      .min(1)
      .max(5000),
  }),
  reply: z.object({ imported: z.int() }),
})
