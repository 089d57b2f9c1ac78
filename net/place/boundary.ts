import type { Decimal } from '../quantity/index.ts'
import { type Combine, combineValues } from '../rollup/index.ts'

/** On `date` the predecessor's area, or a part of it, became (part of) the successor's. A rename is one to one. */
export interface Succession {
  readonly predecessorId: number
  readonly successorId: number
  readonly kind: 'rename' | 'merge' | 'split' | 'transfer'
  readonly date: string
}

/** A value of one place in one period. */
export interface PlacedValue {
  readonly placeId: number
  readonly period: string
  readonly value: Decimal
}

/** A value carried to the boundary, with the places it was made of and those of its area that reported nothing. */
export interface CarriedValue extends PlacedValue {
  readonly madeOf: readonly number[]
  readonly missing: readonly number[]
}

/** A value that cannot stand on the boundary, and why. */
export interface RefusedValue {
  readonly placeId: number
  readonly period: string
  readonly code: 'boundary.split' | 'boundary.notSummable'
}

/** What could be carried to the boundary and what could not; together all that was given. */
export interface BoundarySeries {
  readonly carried: readonly CarriedValue[]
  readonly refused: readonly RefusedValue[]
}

/**
 * Values of several years on the boundary of one day [PL9].
 *
 * A renamed place carries its value; places that merged meet in the successor; parts of a split place meet again in it
 * when the boundary is the older one. A value that would have to be divided is refused and reported, never invented
 * [PL10], and so is one that may not meet others.
 *
 * @param values of one indicator, each place and period once; a place and its predecessor do not both report a period.
 * @param boundaryDate ISO day; a succession on that very day has happened.
 */
export function onBoundary(
  values: readonly PlacedValue[],
  successions: readonly Succession[],
  { boundaryDate, overPlaces }: { readonly boundaryDate: string; readonly overPlaces: Exclude<Combine, 'last'> },
): BoundarySeries {
  const moves = movesTo(successions, boundaryDate)
  const refused: RefusedValue[] = []
  const cells = new Map<string, { placeId: number; period: string; parts: PlacedValue[] }>()
  for (const part of values) {
    const placeId = follow(part.placeId, moves)
    if (placeId === null) {
      refused.push({ placeId: part.placeId, period: part.period, code: 'boundary.split' })
      continue
    }
    const key = `${placeId} ${part.period}`
    const cell = cells.get(key)
    if (cell) cell.parts.push(part)
    else cells.set(key, { placeId, period: part.period, parts: [part] })
  }

  const carried: CarriedValue[] = []
  for (const { placeId, period, parts } of cells.values()) {
    if (parts.length > 1 && !mayMeet(overPlaces)) {
      for (const part of parts) refused.push({ placeId: part.placeId, period, code: 'boundary.notSummable' })
      continue
    }
    const madeOf = parts.map((part) => part.placeId)
    const value = combineValues(
      parts.map((part) => part.value),
      overPlaces,
    )
    carried.push({ placeId, period, value, madeOf, missing: missingParts(placeId, madeOf, moves) })
  }
  return { carried, refused }
}

/** One step towards the boundary, forwards from before it or backwards from after it. */
interface Move {
  readonly side: 'before' | 'after'
  readonly targets: Set<number>
}

type Moves = ReadonlyMap<number, Move>

/** Successions up to the boundary are walked forwards, later ones backwards. */
function movesTo(successions: readonly Succession[], boundaryDate: string): Moves {
  const moves = new Map<number, Move>()
  for (const { predecessorId, successorId, date } of successions) {
    const side = date <= boundaryDate ? 'before' : 'after'
    const [from, to] = side === 'before' ? [predecessorId, successorId] : [successorId, predecessorId]
    if (from === to) continue
    const move = moves.get(from) ?? { side, targets: new Set() }
    move.targets.add(to)
    moves.set(from, move)
  }
  return moves
}

/** The one place at the boundary that holds the whole area; null when it falls apart on the way. */
function follow(placeId: number, moves: Moves): number | null {
  const seen = new Set<number>()
  let current = placeId
  for (;;) {
    const move = moves.get(current)
    if (!move || seen.has(current)) return current
    if (move.targets.size > 1) return null
    seen.add(current)
    current = move.targets.values().next().value!
  }
}

/**
 * The places whose area lies in the boundary's place and that reported nothing, on the side of those that did: what a
 * place is called before and after is the same area twice.
 */
function missingParts(placeId: number, madeOf: readonly number[], moves: Moves): readonly number[] {
  const sides = new Set(madeOf.map((part) => moves.get(part)?.side))
  const seen = new Set<number>(madeOf)
  const visit = (place: number): readonly number[] => {
    if (seen.has(place)) return []
    seen.add(place)
    const parts = Array.from(moves).filter(([, { side, targets }]) => sides.has(side) && targets.has(place))
    return parts.length === 0 ? [place] : parts.flatMap(([part]) => visit(part))
  }
  return visit(placeId)
}

function mayMeet(how: Exclude<Combine, 'last'>): boolean {
  return how === 'sum' || how === 'min' || how === 'max'
}
