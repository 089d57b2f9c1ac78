import type { Observation } from '../fact/index.ts'
import { comparePeriodIds } from '../period/index.ts'
import { Problem } from '../problem/index.ts'
import type { Decimal } from '../quantity/index.ts'
import { type Aggregation, combineValues } from './combine.ts'

/** The part of an observation that a roll-up reads. */
export type RolledObservation = Pick<Observation, 'placeId' | 'period' | 'value'>

/**
 * One number for many cells of one indicator: periods first, inside each place, then places.
 *
 * The order is part of the meaning. Farms on the register are `last` over periods and `sum`
 * over places: the sum of each village's latest count.
 *
 * @param observations of one indicator and one kind of period, each cell at most once [RU1], in any order.
 *   Those without a value (not applicable) take no part.
 * @returns the indicator's own unit, unrounded (means excepted); null when nothing was reported, which is not zero [RU4].
 * @throws Problem `aggregation.none` when two values would have to meet where they may not [RU5];
 *   `observation.duplicate` when a cell comes twice.
 * @source DHIS2 user guide, "Aggregation operators": over periods, over the organisation unit hierarchy.
 */
export function rollUp(observations: Iterable<RolledObservation>, aggregation: Aggregation): Decimal | null {
  const perPlace = Array.from(valuesByPlace(observations), (values) => combineValues(values, aggregation.overPeriods))
  return perPlace.length === 0 ? null : combineValues(perPlace, aggregation.overPlaces)
}

/** The values of each place in the order of time. */
function valuesByPlace(observations: Iterable<RolledObservation>): readonly (readonly Decimal[])[] {
  const places = new Map<number, Map<string, Decimal>>()
  for (const { placeId, period, value } of observations) {
    if (value === null) continue
    const cells = places.get(placeId) ?? new Map<string, Decimal>()
    if (cells.has(period)) throw new Problem('observation.duplicate', { placeId, period })
    places.set(placeId, cells.set(period, value))
  }
  // Ids of one kind of period sort as text [PE2].
  return Array.from(places.values(), (cells) =>
    [...cells].toSorted(([a], [b]) => comparePeriodIds(a, b)).map(([, value]) => value),
  )
}
