import { EVERY_GOAL, subtreeRange } from '@gangju/net/goal'
import type { PlaceLevel } from '@gangju/net/place'
import { CompiledQuery } from 'kysely'
import type { Result, Statement } from '../db/batch.ts'
import type { Db } from '../db/connection.ts'
import { KEPT } from '../db/kept.ts'

/** A place with all that covers it, zones included. */
export interface KnownPlace {
  readonly placeId: number
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  readonly countyId: number
  readonly parentId: number | null
  readonly administrative: boolean
  readonly ancestorIds: ReadonlySet<number>
  /** What it covers; null for a place of level county or above, of which the counties say it. */
  readonly coveredIds: readonly number[] | null
}

/** What row-level security lets through for some roots, as ids; `ancestors` are for breadcrumbs only. */
export interface RowLists {
  readonly counties: readonly number[]
  readonly places: readonly number[]
  readonly ancestors: readonly number[]
}

const wholeCounties: readonly string[] = ['country', 'province', 'city', 'county']
const mostKept = 20_000

/**
 * Reads places, goals and the id lists of rectangles, and keeps them as long as `netEpoch` stands: a change of the
 * tree raises it in its own transaction, and every request reads it. Needs `gangju.resolve` on.
 */
export class RectangleStore {
  #epoch: string | null = null
  readonly #kept = new Map<string, Promise<unknown>>()

  /** By code, also of a place that ended; undefined when there is none. */
  findPlace(db: Db, epoch: string | null, code: string): Promise<KnownPlace | undefined> {
    return this.#keep(epoch, `code ${code}`, () => findPlace(db, 'code', code))
  }

  /** What finds a place ahead of need, for `takePlace`; undefined for one that is kept. */
  placeStatement(code: string): Statement | undefined {
    return this.#kept.has(`code ${code}`) ? undefined : { text: placeText('code'), values: [code] }
  }

  /** Keeps what `placeStatement` found in the transaction that read the epoch. */
  takePlace(epoch: string | null, code: string, found: Result): void {
    void this.#keep(epoch, `code ${code}`, () => Promise.resolve(placeOf(found)))
  }

  findPlaceById(db: Db, epoch: string | null, placeId: number): Promise<KnownPlace | undefined> {
    return this.#keep(epoch, `place ${placeId}`, () => findPlace(db, 'place_id', placeId))
  }

  findGoal(db: Db, epoch: string | null, code: string): Promise<{ goalId: number; path: string } | undefined> {
    return this.#keep(epoch, `goal ${code}`, () =>
      db.selectFrom('goal').select(['goalId', 'path']).where('code', '=', code).executeTakeFirst(),
    )
  }

  /**
   * Counties as a whole for a place of level county or above; else the place and each place that it covers.
   *
   * @param known a place that was found: by itself it needs no reading.
   */
  rowLists(db: Db, epoch: string | null, rootIds: readonly number[], known?: KnownPlace): Promise<RowLists> {
    if (known?.coveredIds && rootIds.length === 1 && rootIds[0] === known.placeId) {
      const places = sorted([known.placeId, ...known.coveredIds])
      return Promise.resolve({ counties: [], places, ancestors: sorted([...known.ancestorIds]) })
    }
    return this.#keep(epoch, `rows ${rootIds.join(' ')}`, () => readRowLists(db, rootIds))
  }

  /** Ids of the indicators that hang on the goals under some paths; `*` where a path is every goal. */
  indicators(db: Db, epoch: string | null, goalPaths: readonly string[]): Promise<'*' | readonly number[]> {
    if (goalPaths.includes(EVERY_GOAL)) return Promise.resolve('*')
    return this.#keep(epoch, `indicators ${goalPaths.join(' ')}`, () => readIndicators(db, goalPaths))
  }

  #keep<T>(epoch: string | null, key: string, read: () => Promise<T>): Promise<T> {
    if (epoch !== this.#epoch || this.#kept.size > mostKept) {
      this.#kept.clear()
      this.#epoch = epoch
    }
    const kept = this.#kept.get(key)
    if (kept) return kept as Promise<T>
    const found = read()
    // Kept only when it is there: an unknown code is anybody's to send, and a failed read must not stay.
    return found.then((value) => {
      if (value !== undefined && epoch === this.#epoch) this.#kept.set(key, Promise.resolve(value))
      return value
    })
  }
}

const placeText = (
  column: 'code' | 'place_id',
) => `${KEPT} select place_id as "placeId", code, name, level, county_id as "countyId",
    parent_id as "parentId", administrative,
    array(select ancestor_id from cover where descendant_id = place_id and until is null) as "ancestorIds",
    case when level <> all ('{${wholeCounties.join(',')}}') then
      array(select descendant_id from cover where ancestor_id = place_id and until is null) end as "coveredIds"
  from place where ${column} = $1`

async function findPlace(db: Db, column: 'code' | 'place_id', wanted: string | number) {
  return placeOf(await db.executeQuery(CompiledQuery.raw(placeText(column), [wanted])))
}

function placeOf({ rows }: { readonly rows: readonly unknown[] }): KnownPlace | undefined {
  const place = rows[0] as (Omit<KnownPlace, 'ancestorIds'> & { ancestorIds: readonly number[] }) | undefined
  return place && { ...place, ancestorIds: new Set(place.ancestorIds) }
}

async function readRowLists(db: Db, rootIds: readonly number[]): Promise<RowLists> {
  const roots = await db
    .selectFrom('place')
    .select(['placeId', 'level', 'countyId'])
    .where('placeId', 'in', ids(rootIds))
    .execute()
  const wide = roots.filter((root) => wholeCounties.includes(root.level))
  const narrow = roots.filter((root) => !wholeCounties.includes(root.level)).map((root) => root.placeId)
  const [counties, covered, above] = await Promise.all([
    db
      .selectFrom('cover')
      .innerJoin('place', 'place.placeId', 'cover.descendantId')
      .where('cover.ancestorId', 'in', ids(wide.map((root) => root.placeId)))
      .where('cover.until', 'is', null)
      .select('place.countyId')
      .distinct()
      .execute(),
    db
      .selectFrom('cover')
      .where('ancestorId', 'in', ids(narrow))
      .where('until', 'is', null)
      .select('descendantId')
      .distinct()
      .execute(),
    db
      .selectFrom('cover')
      .where('descendantId', 'in', ids(rootIds))
      .where('until', 'is', null)
      .select('ancestorId')
      .distinct()
      .execute(),
  ])
  return {
    counties: sorted([...wide.map((root) => root.countyId), ...counties.map((row) => row.countyId)]),
    places: sorted([...narrow, ...covered.map((row) => row.descendantId)]),
    ancestors: sorted(above.map((row) => row.ancestorId)),
  }
}

async function readIndicators(db: Db, goalPaths: readonly string[]): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('goalIndicator')
    .innerJoin('goal', 'goal.goalId', 'goalIndicator.goalId')
    .where(({ or, and, eb }) =>
      or(
        goalPaths.map((path) => {
          const { from, before } = subtreeRange(path)
          return and([eb('goal.path', '>=', from), ...(before === null ? [] : [eb('goal.path', '<', before)])])
        }),
      ),
    )
    .select('goalIndicator.indicatorId')
    .distinct()
    .execute()
  return sorted(rows.map((row) => row.indicatorId))
}

// An empty list is not SQL; no place has the id 0.
const ids = (list: readonly number[]): readonly number[] => (list.length === 0 ? [0] : list)
const sorted = (list: readonly number[]): readonly number[] => [...new Set(list)].toSorted((a, b) => a - b)
