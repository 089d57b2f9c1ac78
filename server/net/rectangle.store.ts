import { EVERY_GOAL, subtreeRange } from '@gangju/net/goal'
import type { PlaceLevel } from '@gangju/net/place'
import type { Db } from '../db/connection.ts'

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
    return this.#keep(epoch, `code ${code}`, () => findPlace(db, 'place.code', code))
  }

  findPlaceById(db: Db, epoch: string | null, placeId: number): Promise<KnownPlace | undefined> {
    return this.#keep(epoch, `place ${placeId}`, () => findPlace(db, 'place.placeId', placeId))
  }

  findGoal(db: Db, epoch: string | null, code: string): Promise<{ goalId: number; path: string } | undefined> {
    return this.#keep(epoch, `goal ${code}`, () =>
      db.selectFrom('goal').select(['goalId', 'path']).where('code', '=', code).executeTakeFirst(),
    )
  }

  /** Counties as a whole for a place of level county or above; else the place and each place that it covers. */
  rowLists(db: Db, epoch: string | null, rootIds: readonly number[]): Promise<RowLists> {
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

async function findPlace(db: Db, column: 'place.code' | 'place.placeId', wanted: string | number) {
  const place = await db
    .selectFrom('place')
    .where(column, '=', wanted)
    .select(['placeId', 'code', 'name', 'level', 'countyId', 'parentId', 'administrative'])
    .executeTakeFirst()
  if (!place) return undefined
  const above = await db
    .selectFrom('cover')
    .select('ancestorId')
    .where('descendantId', '=', place.placeId)
    .where('until', 'is', null)
    .execute()
  const ancestorIds = new Set(above.map((row) => row.ancestorId))
  return { ...place, level: place.level as PlaceLevel, ancestorIds }
}

async function readRowLists(db: Db, rootIds: readonly number[]): Promise<RowLists> {
  const roots = await db
    .selectFrom('place')
    .select(['placeId', 'level', 'countyId'])
    .where('placeId', 'in', ids(rootIds))
    .execute()
  const wide = roots.filter((root) => wholeCounties.includes(root.level))
  const narrow = roots.filter((root) => !wholeCounties.includes(root.level)).map((root) => root.placeId)
  const counties = await db
    .selectFrom('cover')
    .innerJoin('place', 'place.placeId', 'cover.descendantId')
    .where('cover.ancestorId', 'in', ids(wide.map((root) => root.placeId)))
    .where('cover.until', 'is', null)
    .select('place.countyId')
    .distinct()
    .execute()
  const covered = await db
    .selectFrom('cover')
    .where('ancestorId', 'in', ids(narrow))
    .where('until', 'is', null)
    .select('descendantId')
    .distinct()
    .execute()
  const above = await db
    .selectFrom('cover')
    .where('descendantId', 'in', ids(rootIds))
    .where('until', 'is', null)
    .select('ancestorId')
    .distinct()
    .execute()
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
