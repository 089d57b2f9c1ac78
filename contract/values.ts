import { z } from 'zod'

/** 12-digit 统计用区划代码, or `Z-…` of a zone. */
export const PlaceCode = z
  .string()
  .regex(/^(?:\d{12}|Z-[a-z0-9-]{1,60})$/)
  .meta({ description: '12-digit statistical division code (440703002101), or Z-… of a zone' })

export const PlaceLevel = z.enum(['country', 'province', 'city', 'county', 'town', 'village', 'zone'])
export type PlaceLevel = z.infer<typeof PlaceLevel>

/** SDMX TIME_PERIOD: year, half-year, quarter or month. */
export const PeriodId = z
  .string()
  .regex(/^(?:19|20)\d{2}(?:-(?:S[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)
  .meta({ description: '2026, 2026-S1, 2026-Q3 or 2026-08' })

/** An exact decimal as text; null where nothing was reported. */
export const DecimalText = z
  .string()
  .regex(/^-?\d{1,40}(?:\.\d{1,20})?$/)
  .meta({ description: 'Exact decimal as text, in the unit named beside it' })

export const GoalCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,80}$/)
export const IndicatorCode = z.string().regex(/^[a-z][A-Za-z0-9]{0,80}$/)
export const FormCode = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)
export const DocumentCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,40}$/)
export const Id = z.uuid()
/** In an address. */
export const VersionNumber = z.coerce.number().int().min(1).max(2_147_483_647)
export const Cursor = z.string().max(400)
export const Limit = z.coerce.number().int().min(1).max(500)
/** Lower-cased: who types it twice types the same. */
export const EmailAddress = z.string().trim().toLowerCase().max(254).regex(z.regexes.email)
/** A moment with its offset: what was known then. */
export const Moment = z.iso.datetime({ offset: true })
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true')

export const Light = z.enum(['green', 'amber', 'red', 'grey'])
export type Light = z.infer<typeof Light>

/** n of m: how many of the places that should report did. */
export const Completeness = z.object({ reported: z.int(), expected: z.int() })
export type Completeness = z.infer<typeof Completeness>

/** A place as other things name it. */
export const PlaceName = z.object({ code: PlaceCode, name: z.string(), level: PlaceLevel })
export type PlaceName = z.infer<typeof PlaceName>

/** Who says a figure: those who report it, a document of the library, or the statistics office. */
export const SourceKind = z.enum(['return', 'document', 'statistics'])
export type SourceKind = z.infer<typeof SourceKind>

/** Where a figure or a fact stands in writing. `offset` counts UTF-16 units from the start of the text. */
export const SourcePosition = z.object({
  kind: SourceKind,
  code: z.string(),
  title: z.string(),
  publishedOn: z.string().nullable(),
  offset: z.int().nullable(),
  /** The document whose text can be opened at the words; null when its text is not in the library. */
  document: DocumentCode.nullable(),
  length: z.int().nullable(),
  /** The version of the document that the words stand in. */
  version: z.int().nullable(),
  /** Invented for demonstration (演示数据). */
  demo: z.boolean(),
})
export type SourcePosition = z.infer<typeof SourcePosition>
