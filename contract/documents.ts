import { z } from 'zod'
import { page, route } from './route.ts'
import { Cursor, DocumentCode, Limit, PlaceCode, PlaceLevel, PlaceName, VersionNumber } from './values.ts'

export const DocumentKind = z.enum([
  'decision',
  'actionPlan',
  'supportingPolicy',
  'keyPoints',
  'notice',
  'minutes',
  'news',
  'report',
  'other',
])
export type DocumentKind = z.infer<typeof DocumentKind>

/** A year, a month or a day. */
export const LooseDate = z.string().regex(/^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/)
const Title = z.string().trim().min(1).max(200)

export const DocumentWords = z.object({
  title: Title,
  kind: DocumentKind,
  issuer: z.string().trim().max(100).nullable(),
  number: z.string().trim().max(60).nullable().describe('As printed: 江府〔2026〕5号'),
  dated: LooseDate.nullable().describe('What 今年 and 去年 in the text are read from.'),
  inForceFrom: LooseDate.nullable(),
  inForceUntil: LooseDate.nullable(),
})
export type DocumentWords = z.infer<typeof DocumentWords>

export const DocumentItem = DocumentWords.extend({
  code: DocumentCode,
  place: PlaceName,
  level: PlaceLevel,
  version: z.int(),
  characters: z.int(),
  clauses: z.int(),
  proposals: z.object({ open: z.int(), accepted: z.int(), rejected: z.int() }),
  recordedAt: z.string(),
  demo: z.boolean(),
  mayWrite: z.boolean().describe('The reader may edit it and decide on its proposals.'),
})
export type DocumentItem = z.infer<typeof DocumentItem>

export const listDocuments = route({
  method: 'GET',
  path: '/documents',
  summary: 'The library: documents of a place, of those above it and of those below',
  needs: 'document.read',
  query: {
    place: PlaceCode.optional(),
    kind: DocumentKind.optional(),
    cursor: Cursor.optional(),
    limit: Limit.optional(),
  },
  reply: page(DocumentItem),
})

export const DocumentRelation = z.object({
  id: z.string(),
  kind: z.enum(['implements', 'replaces', 'supports']),
  direction: z
    .enum(['from', 'to'])
    .describe('from: this document implements the other; to: the other implements this.'),
  document: DocumentCode.nullable().describe('Null: known by title, not in the library.'),
  title: z.string(),
})
export type DocumentRelation = z.infer<typeof DocumentRelation>

export const DocumentVersion = z.object({
  version: z.int(),
  title: z.string(),
  dated: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  fileName: z.string().nullable(),
  characters: z.int(),
})
export type DocumentVersion = z.infer<typeof DocumentVersion>

export const getDocument = route({
  method: 'GET',
  path: '/documents/:document',
  summary: 'One document: what it says of itself, its versions and its relations',
  needs: 'document.read',
  params: { document: DocumentCode },
  reply: DocumentItem.extend({ versions: z.array(DocumentVersion), relations: z.array(DocumentRelation) }),
})

export const DOCUMENT_TYPE = 'application/octet-stream'

/** A document file: .txt .md .docx .pdf .html up to 20 MB; its name by `x-file-name`, percent-encoded. */
export const addDocument = route({
  method: 'POST',
  path: '/documents',
  summary: 'Adds a document, or with `revises` the next version of one; it is read at once',
  needs: 'target.write',
  fileBody: DOCUMENT_TYPE,
  query: {
    place: PlaceCode.describe('The place that issued it.'),
    title: Title.optional().describe('Absent: the title that the file itself states.'),
    kind: DocumentKind.optional(),
    issuer: z.string().trim().max(100).optional(),
    number: z.string().trim().max(60).optional(),
    dated: LooseDate.optional(),
    inForceFrom: LooseDate.optional(),
    inForceUntil: LooseDate.optional(),
    revises: DocumentCode.optional(),
  },
  reply: z.object({
    code: DocumentCode,
    version: z.int(),
    characters: z.int(),
    clauses: z.int(),
    statements: z.int(),
  }),
})

export const editDocument = route({
  method: 'PATCH',
  path: '/documents/:document',
  summary: 'Corrects what is said of a document; its text stays as it is',
  needs: 'target.write',
  params: { document: DocumentCode },
  body: z.strictObject(DocumentWords.partial().shape),
  reply: DocumentItem,
})

export const downloadOriginal = route({
  method: 'GET',
  path: '/documents/:document/original',
  summary: 'The file as it came',
  needs: 'document.read',
  params: { document: DocumentCode },
  query: { version: VersionNumber.optional() },
  reply: z.any(),
  replyKind: 'file',
})

export const relateDocument = route({
  method: 'POST',
  path: '/documents/:document/relations',
  summary: 'Says that a document implements, replaces or supports another',
  needs: 'target.write',
  params: { document: DocumentCode },
  body: z.strictObject({
    kind: z.enum(['implements', 'replaces', 'supports']),
    document: DocumentCode.nullable(),
    title: Title.nullable(),
  }),
  reply: DocumentRelation,
})

export const endRelation = route({
  method: 'DELETE',
  path: '/documents/:document/relations/:relation',
  summary: 'Takes a relation back',
  needs: 'target.write',
  params: { document: DocumentCode, relation: z.uuid() },
  reply: z.object({ ok: z.literal(true) }),
})

/** Where the words were found: `ranges` are [start, length] within `excerpt`. */
export const SearchHit = z.object({
  document: DocumentCode,
  title: z.string(),
  place: PlaceName,
  version: z.int(),
  anchor: z.string(),
  heading: z.string().describe('Titles of the clauses above it.'),
  excerpt: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
  offset: z.int().describe('Of the first hit in the text.'),
  length: z.int(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const searchDocuments = route({
  method: 'GET',
  path: '/documents-search',
  summary: 'Full text of every document that the reader may see; several words must all occur in one clause',
  needs: 'document.read',
  query: { q: z.string().trim().min(1).max(60), place: PlaceCode.optional(), limit: Limit.optional() },
  reply: z.object({ items: z.array(SearchHit), more: z.boolean() }),
})

/** A policy system such as 1+7+N: tiers of documents, each slot filled by a document of the library or still a title. */
export const PolicySystem = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  place: PlaceName.nullable(),
  note: z.string().nullable(),
  tiers: z.array(
    z.object({
      name: z.string(),
      nameEn: z.string(),
      expected: z.int().nullable().describe('How many the system is said to have; null where it is open (N).'),
      members: z.array(z.object({ title: z.string(), document: DocumentCode.nullable(), kind: z.string() })),
    }),
  ),
})
export type PolicySystem = z.infer<typeof PolicySystem>

export const listPolicySystems = route({
  method: 'GET',
  path: '/policy-systems',
  summary: 'Policy systems with their tiers and what of them is in the library',
  needs: 'document.read',
  query: { place: PlaceCode.optional() },
  reply: z.object({ items: z.array(PolicySystem) }),
})
