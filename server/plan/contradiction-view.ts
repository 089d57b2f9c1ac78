import { createHash } from 'node:crypto'
import type { Contradiction } from '@gangju/contract/planning'
import type { PlaceLevel } from '@gangju/contract/values'
import { type Finding, findBrokenPaths, findBrokenSums, findDiffering, type Likely } from '@gangju/net/contradiction'
import { formatDecimal } from '@gangju/net/quantity'
import type { Db } from '../db/connection.ts'
import type { Lang } from '../http/serve.ts'
import type { Catalog, CatalogSource } from '../net/catalog.ts'
import { sourceWords } from '../net/source-words.ts'
import { type ClaimScope, listChildCodes, listClaims, type PlacedClaim } from './claim.store.ts'
import { claimText, sentenceOf } from './contradiction-words.ts'

export type FoundContradiction = Omit<Contradiction, 'decision'>

interface Question {
  readonly catalog: Catalog
  readonly lang: Lang
}

/** Everything that does not agree under some places, found anew from what is in force. */
export async function findContradictions(
  db: Db,
  scope: ClaimScope,
  { catalog, lang }: Question,
): Promise<FoundContradiction[]> {
  const all = await listClaims(db, catalog, scope)
  const claims = all.filter(
    ({ indicator, sourceId }) =>
      catalog.indicator(indicator).entry.compared !== false && !isInvented(catalog.source(sourceId)),
  )
  const parents = [...new Set(claims.filter(({ kind }) => kind === 'target').map(({ place }) => place))]
  const children = await listChildCodes(db, parents)
  const levels = levelsByGrowth(catalog)
  const known = findKnown(all, catalog)
  const explains = ({ sides }: Finding) => known.some((one) => sides.every((side) => one.sides.includes(side)))
  const found = [
    ...findDiffering(claims).filter((finding) => !explains(finding)),
    ...findBrokenSums(claims, {
      isSummed: (code) => catalog.indicator(code).entry.aggregation.overPlaces === 'sum',
      childrenOf: (place) => children.get(place) ?? [],
    }),
    ...findBrokenPaths(claims, (code) => levels.get(code)),
  ]
  const byId = new Map(all.map((claim) => [claim.id, claim]))
  const saidAt = ({ sides }: { readonly sides: readonly string[] }) =>
    sides.reduce((latest, id) => ((byId.get(id)?.asOf ?? '') > latest ? byId.get(id)!.asOf! : latest), '')
  // What was said last is what somebody is at work on.
  const ordered = [...known, ...found].toSorted((a, b) => saidAt(b).localeCompare(saidAt(a), 'en'))
  return ordered.map((finding) => viewOf(finding, byId, { catalog, lang }))
}

/** The demonstration's own targets stand in no document: nothing is to be decided about them. */
const isInvented = (source: CatalogSource | undefined) => source?.demo === true && source.document === null

interface KnownFinding extends Omit<Finding, 'kind'> {
  readonly kind: 'known'
  readonly note: string
}

/** Differences that the catalogue explains: what looks like one series and is not. */
function findKnown(claims: readonly PlacedClaim[], catalog: Catalog): KnownFinding[] {
  const byCode = new Map(claims.flatMap((claim) => (claim.code === null ? [] : [[claim.code, claim] as const])))
  const byPosition = new Map(claims.map((claim) => [`${claim.source}@${claim.position}`, claim]))
  return catalog.conflicts.flatMap(({ kind, note, targets, positions }) => {
    const sides = [
      ...targets.flatMap((code) => byCode.get(code) ?? []),
      ...positions.flatMap(({ source, offset }) => byPosition.get(`${source}@${offset}`) ?? []),
    ]
    const [first] = sides
    if (first === undefined || sides.length < 2) return []
    const ids = sides.map(({ id }) => id)
    return [
      {
        kind: 'known' as const,
        name: `known:${[...ids].toSorted().join('+')}`,
        indicator: first.indicator,
        place: first.place,
        period: first.period,
        sides: ids,
        likely: likelyOf(kind),
        needed: null,
        note,
      },
    ]
  })
}

const likelyOf = (kind: string): Likely => {
  if (kind.includes('definition')) return 'definition'
  if (kind.includes('as_of')) return 'asOf'
  if (kind.includes('scope')) return 'scope'
  return kind.includes('ocr') || kind.includes('error') ? 'error' : 'unknown'
}

/** 地区生产总值增速 is the growth of 地区生产总值: by the names of the catalogue. */
function levelsByGrowth({ indicators }: Catalog): ReadonlyMap<string, string> {
  const byName = new Map(indicators.map(({ code, entry }) => [entry.name, code]))
  return new Map(
    indicators.flatMap(({ code, entry }) => {
      const [, base = ''] = /^(.+?)(?:年均)?(?:增速|增长率)$/.exec(entry.name) ?? []
      const level = byName.get(base)
      return level === undefined ? [] : [[code, level] as const]
    }),
  )
}

function viewOf(
  finding: Finding | KnownFinding,
  byId: ReadonlyMap<string, PlacedClaim>,
  { catalog, lang }: Question,
): FoundContradiction {
  const sides = finding.sides.map((id) => byId.get(id)!)
  const first = sides[0]!
  const { entry } = catalog.indicator(finding.indicator)
  return {
    finding: `${finding.kind}-${createHash('sha256').update(finding.name).digest('base64url').slice(0, 22)}`,
    kind: finding.kind,
    indicator: finding.indicator,
    indicatorName: lang === 'zh' ? entry.name : entry.nameEn,
    place: { code: first.place, name: first.placeName, level: first.placeLevel as PlaceLevel },
    words: finding.kind === 'known' ? finding.note : sentenceOf(finding, sides, lang),
    likely: finding.likely,
    sides: sides.map((claim) => ({
      words: claimText(claim, lang),
      value: formatDecimal(claim.value),
      unit: claim.unit,
      place: { code: claim.place, name: claim.placeName, level: claim.placeLevel as PlaceLevel },
      period: claim.period,
      commitment: claim.commitment,
      source: sourceWords(catalog, claim.sourceId, claim),
      target: claim.targetId,
    })),
  }
}
