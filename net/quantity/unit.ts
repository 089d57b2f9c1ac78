import { Problem } from '../problem/index.ts'
import { absolute, type Decimal, decimalOf, magnitude, powerOfTen } from './decimal.ts'
import { divideDecimals, type Rounding } from './divide.ts'
import { unitTable } from './unit-table.ts'

/**
 * A unit as it is printed (元, 万亩, %), with what it measures and its exact size in the base of that dimension.
 * Things that are counted have each their own dimension: 户 never becomes 家.
 */
export interface Unit {
  readonly symbol: string
  readonly dimension: string
  readonly numerator: bigint
  readonly denominator: bigint
}

const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(unitTable).flatMap(([dimension, sizes]) =>
    Object.entries(sizes).map(([symbol, [numerator, denominator]]) => [
      symbol,
      { symbol, dimension, numerator, denominator },
    ]),
  ),
)

/** The unit of a printed symbol, exactly as printed. */
export function findUnit(symbol: string): Unit | undefined {
  return units.get(symbol)
}

/** @throws Problem `unit.unknown`. */
export function getUnit(symbol: string): Unit {
  const unit = units.get(symbol)
  if (!unit) throw new Problem('unit.unknown', { unit: symbol.slice(0, 20) })
  return unit
}

/** Every unit of a dimension, as the table has them. */
export function unitsOf(dimension: string): readonly Unit[] {
  return [...units.values()].filter((unit) => unit.dimension === dimension)
}

/** Whether figures of the two may be converted: a percent and a percentage point may not [QU5]. */
export function isConvertible(from: string, to: string): boolean {
  return getUnit(from).dimension === getUnit(to).dimension
}

/**
 * The same quantity in another unit, exactly when the decimal ends; 1 亩 is 1/15 公顷 and does not, so then a rounding
 * must be asked for [QU4].
 *
 * @throws Problem `unit.incompatible` for another dimension, `unit.inexact` when it does not end and no rounding is given.
 * @source State Council 1984-02-27, 关于在我国统一实行法定计量单位的命令: 1 公顷 = 15 亩.
 */
export function convert(value: Decimal, from: string, to: string, rounding?: Rounding): Decimal {
  const source = getUnit(from)
  const target = getUnit(to)
  if (source.dimension !== target.dimension) throw new Problem('unit.incompatible', { from, to })

  const numerator = value.coefficient * source.numerator * target.denominator
  const denominator = source.denominator * target.numerator
  const scaled: Decimal = { coefficient: numerator, scale: value.scale }
  if (rounding) return divideDecimals(scaled, decimalOf(denominator), rounding)

  const decimals = decimalsOf(numerator, denominator)
  if (decimals === null) throw new Problem('unit.inexact', { from, to })
  return divideDecimals(scaled, decimalOf(denominator), { decimals: value.scale + decimals })
}

/**
 * The unit in which a figure reads best: the largest of its ladder (元 万元 亿元, 亩 万亩, 人 万人 …) in which it is at
 * least 1, never smaller than the unit it is kept in. Zero stays as it is [QU7].
 */
export function displayScale(value: Decimal, unit: string): string {
  const ladder = ladders.find((steps) => steps.includes(unit))
  if (!ladder || value.coefficient === 0n) return unit
  const own = getUnit(unit)
  return ladder.slice(ladder.indexOf(unit)).reduce((best, candidate) => {
    const { numerator, denominator } = getUnit(candidate)
    const size = magnitude(absolute(value).coefficient) * own.numerator * denominator
    return size >= powerOfTen(value.scale) * own.denominator * numerator ? candidate : best
  }, unit)
}

/** Units that Chinese practice exchanges for one another in print; hectares never become mu by themselves. */
const ladders: readonly (readonly string[])[] = [
  ['元', '万元', '亿元'],
  ['亩', '万亩'],
  ['人', '万人'],
  ['人次', '万人次'],
  ['户', '万户'],
  ['株', '万株'],
  ['吨', '万吨'],
  ['千瓦时', '万千瓦时', '亿千瓦时'],
  ['米', '公里'],
]

/** How many decimals an exact quotient needs: null when it never ends, that is when 3, 7, … remain below the line. */
function decimalsOf(numerator: bigint, denominator: bigint): number | null {
  let rest = denominator / greatestCommonDivisor(magnitude(numerator), denominator)
  let decimals = 0
  for (const factor of [10n, 5n, 2n]) {
    while (rest % factor === 0n) {
      rest /= factor
      decimals += 1
    }
  }
  return rest === 1n ? decimals : null
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}
