import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Shapes of `zones.json` and `attributes.json` of a pilot. */
const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const Position = z.strictObject({ document: z.string().min(1), offset: z.int().min(0) })
const TreeCode = z.string().regex(/^\d{12}$/)
const ZoneCode = z.string().regex(/^Z-[a-z0-9]+(?:-[a-z0-9]+)*$/)
const AnyCode = z.union([TreeCode, ZoneCode])

export const ZoneEntry = z.strictObject({
  code: ZoneCode,
  name: z.string().min(1).max(80),
  nameEn: z.string().min(1).max(120),
  kind: z.string().min(1),
  /** The larger zone it is part of. */
  within: ZoneCode.nullable(),
  /** Places that contain it or share its ground; not members. */
  locatedIn: z.array(TreeCode),
  /** Places that lie in it as a whole. */
  members: z.array(TreeCode),
  /** Whether `members` is all there is. */
  complete: z.boolean(),
  area: z
    .strictObject({ squareKilometres: z.string().regex(/^\d+(\.\d+)?$/), comparator: z.enum(['=', '>']) })
    .nullable(),
  unresolved: z.array(z.strictObject({ name: z.string(), reason: z.string(), candidates: z.array(AnyCode) })),
  validFrom: z.iso.date().nullable(),
  validTo: z.iso.date().nullable(),
  source: Position,
  alsoIn: z.array(Position),
  note: z.string().nullable(),
})
export type ZoneEntry = z.infer<typeof ZoneEntry>

export const ZoneFile = z.strictObject({
  about: z.string(),
  reading: z.record(z.string(), z.string()),
  kinds: z.record(z.string(), Words),
  zones: z.array(ZoneEntry),
  inNoZone: z.array(
    z.strictObject({ group: z.string(), name: z.string(), places: z.array(TreeCode), note: z.string() }),
  ),
  leftOut: z.array(z.strictObject({ name: z.string(), reason: z.string(), source: Position })),
})

export const AttributeKind = z.enum(['track', 'role', 'designation'])
export const AttributeEntry = z.strictObject({
  place: AnyCode,
  kind: AttributeKind,
  value: z.string().min(1),
  name: Words.nullable(),
  validFrom: z.iso.date().nullable(),
  /** First day on which it no longer holds. */
  validTo: z.iso.date().nullable(),
  source: Position,
  note: z.string().nullable(),
})
export type AttributeEntry = z.infer<typeof AttributeEntry>

export const AttributeFile = z.strictObject({
  about: z.string(),
  reading: z.record(z.string(), z.string()),
  kinds: z.record(AttributeKind, Words.extend({ many: z.boolean(), values: z.record(z.string(), Words) })),
  modelList: z.strictObject({ name: Words, counts: z.record(z.string(), z.int()), source: Position }),
  attributes: z.array(AttributeEntry),
  /** What a place strives for and does not hold. */
  sought: z.array(AttributeEntry),
  unresolved: z.array(
    z.strictObject({ name: z.string(), kind: AttributeKind, value: z.string(), reason: z.string(), source: Position }),
  ),
  leftOut: z.array(z.strictObject({ name: z.string(), reason: z.string(), source: Position })),
})

/** @throws ZodError naming the path in the file. */
export function readZoneFile(path: string): z.infer<typeof ZoneFile> {
  return ZoneFile.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** @throws ZodError naming the path in the file. */
export function readAttributeFile(path: string): z.infer<typeof AttributeFile> {
  return AttributeFile.parse(JSON.parse(readFileSync(path, 'utf8')))
}
