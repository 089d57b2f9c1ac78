import type { Clause, ClauseChange } from '@gangju/clause'
import type { ClauseRevision, Hanging } from '@gangju/contract/planning'
import type { Db } from '../db/connection.ts'
import type { Lang, Scope } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { anchorsAt } from './clause-choice.ts'
import { compareVersions, type VersionText } from './compare-versions.ts'
import {
  type DeskDocument,
  findDeskDocument,
  getDeskText,
  getDocumentSource,
  type KeptClause,
  listDeskClauses,
} from './desk.store.ts'
import { groupBy } from './group-by.ts'
import { nearestFinder } from './nearest-proposal.ts'
import { listProposals } from './proposal.store.ts'
import { loadDeskWorld } from './proposal-view.ts'
import { getRecordedAt, type HangingRow, listHangingFigures, listHangingGoals } from './revision.store.ts'

export interface RevisedVersions {
  readonly from: DeskDocument
  readonly to: DeskDocument
}

/**
 * Clause by clause what one version of a document became in another [RV1], each with what of the net hangs on its words:
 * what came from the earlier version, and what stands since a version before it, carried along by its clause [RV2].
 *
 * @throws Problem as `compareVersions`
 */
export async function viewRevision(
  scope: Scope,
  { from, to }: RevisedVersions,
  { catalog, lang }: { catalog: Catalog; lang: Lang },
): Promise<ClauseRevision[]> {
  const { db } = scope
  const rows = await listHanging(scope, { from, to }, catalog)
  const [before, after] = [await loadVersion(db, from), await loadVersion(db, to)]
  const olderVersions = [...new Set(rows.map(({ version }) => version))].filter((version) => version !== from.version)
  const older: VersionText[] = []
  for (const version of olderVersions) {
    const document = await findDeskDocument(db, scope, { code: from.code, version })
    if (document) older.push(await loadVersion(db, document))
  }
  const { changes, carried } = await compareVersions({ from: before, to: after, older })
  const anchorOf = clauseFinder([before, ...older], carried)
  const texts = new Map([before, ...older].map((one) => [one.version, one.text]))
  const proposals = await listProposals(db, scope, { document: to })
  const findNearest = nearestFinder(
    proposals,
    await loadDeskWorld(db, scope, { document: to, rows: proposals, catalog }),
  )
  const hanging = groupBy(rows, anchorOf)
  return changes.map((change) => {
    const here = (change.before && hanging.get(change.before.anchor)) ?? []
    return {
      kind: change.kind,
      before: sideOf(change.before),
      after: sideOf(change.after),
      edits: editsOf(change, before.text, after.text),
      hanging: here.map((row): Hanging => {
        const words = row.name ?? sentenceAt(texts.get(row.version) ?? '', row)
        const indicator = row.indicatorId === null ? null : catalog.indicatorById(row.indicatorId).code
        const place = row.placeCode && { code: row.placeCode, name: row.placeName!, level: row.placeLevel! }
        const nearest = findNearest({ row, words, indicator, anchor: change.after?.anchor ?? null })
        return {
          kind: row.kind,
          id: row.id,
          words: withTaken(words, row.takenAs, lang),
          place: place || null,
          inForce: row.inForce,
          nearest,
        }
      }),
    }
  })
}

async function listHanging(
  { db, rectangle, goalPaths }: Scope,
  { from, to }: RevisedVersions,
  catalog: Catalog,
): Promise<HangingRow[]> {
  const since = await getRecordedAt(db, to)
  const wanted = { document: from, sourceId: await getDocumentSource(db, from), upTo: from.version, since }
  const figures = await listHangingFigures(db, rectangle, wanted)
  const isInside = rectangle.counties.includes(from.countyId) || rectangle.places.includes(from.placeId)
  // A goal does not say itself from which version it came; who stands below the document is not told.
  const goals = isInside ? await listHangingGoals(db, rectangle, wanted) : []
  const isHeld = ({ goalId }: HangingRow) => goalPaths.some((path) => catalog.goalById(goalId!).path.startsWith(path))
  return [...figures, ...goals.filter(isHeld)]
}

async function loadVersion(db: Db, document: DeskDocument): Promise<VersionText> {
  const clauses = await listDeskClauses(db, document)
  const outline = clauses.map(clauseOf)
  return { version: document.version, text: await getDeskText(db, document), outline }
}

/** Without what the clause names, which is of no use to the comparison. */
const clauseOf = ({ anchor, parent, depth, kind, marker, title, start, end, endOfChildren }: KeptClause): Clause => ({
  anchor,
  parent,
  depth,
  kind,
  marker,
  title,
  start,
  end,
  endOfChildren,
})

/** The anchor in the earlier version of the clause that something hangs on; undefined when it is gone since long. */
function clauseFinder(
  versions: readonly VersionText[],
  carried: readonly { readonly version: number; readonly anchors: readonly (readonly [string, string])[] }[],
) {
  const outlines = new Map(versions.map(({ version, outline }) => [version, outline]))
  const anchors = new Map(carried.map((one) => [one.version, new Map(one.anchors)]))
  return ({ version, position }: HangingRow): string | undefined => {
    const [own] = anchorsAt(outlines.get(version) ?? [], [{ offset: position }])
    const onward = anchors.get(version)
    return own === undefined || onward === undefined ? own : onward.get(own)
  }
}

const sideOf = (clause: Clause | null): ClauseRevision['before'] =>
  clause && { anchor: clause.anchor, title: clause.title, start: clause.start, end: clause.end }

/** Clauses that changed come with their edits, all others whole. */
function editsOf({ kind, before, after, edits }: ClauseChange, old: string, now: string): ClauseRevision['edits'] {
  if (kind === 'changed') return [...edits]
  const text = after ? now.slice(after.start, after.end) : old.slice(before!.start, before!.end)
  return [{ kind: kind === 'added' || kind === 'removed' ? kind : 'same', text }]
}

const longestSentence = 120
const ends = '。；！？\n;'

/** A correction made by hand is not lost from sight: 240万亩以上（采纳为242万亩）. */
function withTaken(words: string, takenAs: string | null, lang: Lang): string {
  if (takenAs === null) return words
  return lang === 'zh' ? `${words}（采纳为${takenAs}）` : `${words} (taken as ${takenAs})`
}

/** The sentence around some words, cut at the sides when it is long. */
function sentenceAt(text: string, { position, length }: Pick<HangingRow, 'position' | 'length'>): string {
  let start = position
  while (start > 0 && position - start < longestSentence && !ends.includes(text[start - 1]!)) start -= 1
  let end = Math.min(text.length, position + length)
  while (end < text.length && end - start < longestSentence && !ends.includes(text[end]!)) end += 1
  return text.slice(start, end).trim()
}
