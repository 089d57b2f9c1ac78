import type { Claim } from '@gangju/net/contradiction'
import { Problem } from '@gangju/net/problem'
import { parseDecimal } from '@gangju/net/quantity'
import { sql } from 'kysely'
import type { Db } from '../db/connection.ts'
import type { Scope } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { isGranted } from './coverage.store.ts'
import { isInside } from './library.store.ts'

/** A figure of a document, with what a page says of it. */
export interface PlacedClaim extends Claim {
  readonly indicatorId: number
  readonly placeId: number
  readonly placeName: string
  readonly placeLevel: string
  readonly targetId: string | null
  /** Of a target: what the catalogue's conflicts name it by. */
  readonly code: string | null
  readonly sourceId: number
  readonly position: number | null
  readonly length: number | null
  readonly documentVersion: number | null
  readonly printed: string | null
  readonly unit: string
}

interface ClaimRow {
  readonly targetId: string | null
  readonly code: string | null
  readonly indicatorId: number
  readonly placeId: number
  readonly placeCode: string
  readonly placeName: string
  readonly placeLevel: string
  readonly period: string | null
  readonly comparator: Claim['comparator']
  readonly value: string
  readonly valueMax: string | null
  readonly commitment: Claim['commitment']
  readonly sourceId: number
  readonly position: number | null
  readonly length: number | null
  readonly documentVersion: number | null
  readonly printed: string | null
  readonly unit: string
}

export type ClaimScope = Pick<Scope, 'places' | 'rectangle'>

/** So many figures are compared in one request, a province has some ten thousand; more are asked for place by place. */
const mostClaims = 50_000

/**
 * Targets in force and published figures of the places asked for and of all below them, each with the document that states it.
 *
 * @throws Problem `request.tooLarge`
 */
export async function listClaims(db: Db, catalog: Catalog, { places, rectangle }: ClaimScope): Promise<PlacedClaim[]> {
  const below = sql`(p.place_id = any (${[...places]}::int[]) or exists (
      select 1 from cover c where c.descendant_id = p.place_id and c.ancestor_id = any (${[...places]}::int[]) and c.until is null))`
  const { rows } = await sql<ClaimRow>`
    select t.target_id, t.code, t.indicator_id, p.place_id, p.code as place_code, p.name as place_name, p.level as place_level,
           t.year::text as period, t.comparator, t.value, t.value_max, t.commitment, t.source_id, t.position, t.length, t.document_version, t.printed
    from target t join place p on p.place_id = t.place_id and p.county_id = t.county_id
    join source s on s.source_id = t.source_id and s.kind = 'document'
    where t.superseded_at is null and ${below} and ${isInside('t', rectangle)} and ${isGranted('t', rectangle)}
    union all
    select null, null, o.indicator_id, p.place_id, p.code, p.name, p.level, o.period, 'eq', o.value, null, null, o.source_id,
           o.position, o.length, o.document_version, o.printed
    from observation o join place p on p.place_id = o.place_id and p.county_id = o.county_id
    where o.superseded_at is null and o.position is not null and o.value is not null and ${below}
      and ${isInside('o', rectangle)} and ${isGranted('o', rectangle)}
    limit ${mostClaims + 1}`.execute(db)
  if (rows.length > mostClaims) throw new Problem('request.tooLarge')
  return rows.map((row) => claimOf(row, catalog))
}

function claimOf(row: ClaimRow, catalog: Catalog): PlacedClaim {
  const source = catalog.source(row.sourceId)
  const indicator = catalog.indicatorById(row.indicatorId)
  return {
    ...row,
    id: row.targetId ?? `${source?.code ?? row.sourceId}@${row.position}`,
    kind: row.targetId === null ? 'stated' : 'target',
    indicator: indicator.code,
    // Values are kept in the indicator's unit, whatever the document prints.
    unit: indicator.entry.unit,
    place: row.placeCode,
    value: parseDecimal(row.value),
    valueMax: row.valueMax === null ? null : parseDecimal(row.valueMax),
    source: source?.code ?? '',
    asOf: source?.asOf ?? null,
  }
}

/** Administrative children by the code of their parent, for the places asked for. */
export async function listChildCodes(
  db: Db,
  parents: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ parent: string; children: string[] }>`
    select parent.code as parent, array_agg(child.code order by child.code) as children
    from place parent join place child
      on child.parent_id = parent.place_id and child.administrative and child.level <> 'zone' and child.valid_to is null
    where parent.code = any (${[...parents]}::text[]) group by parent.code`.execute(db)
  return new Map(rows.map(({ parent, children }) => [parent, children]))
}
