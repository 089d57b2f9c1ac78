import { type Decimal, decimalOf, divideDecimals, findUnit, unitsOf } from '../quantity/index.ts'

/** Of factors that do not end: 亩 per 公顷. */
const FACTOR_DECIMALS = 20

/** What one of a figure stands for: an exact size in base units, and powers of dimensions; no dimension is a plain ratio. */
export interface UnitExpression {
  readonly numerator: bigint
  readonly denominator: bigint
  readonly powers: ReadonlyMap<string, number>
}

/** Dimensions that are ratios themselves: % is a hundredth, 倍 is one. */
const plainSizes: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ['%', [1n, 100n]],
  ['‰', [1n, 1_000n]],
  ['成', [1n, 10n]],
  ['倍', [1n, 1n]],
  ['比', [1n, 1n]],
])

export const PERCENT_SYMBOL = '%'
export const POINT_SYMBOL = '个百分点'
/** Dimension of a difference of two percents [QU5]. */
export const POINTS = 'percentagePoint'

export const plainNumber: UnitExpression = { numerator: 1n, denominator: 1n, powers: new Map() }

/** The unit of a printed symbol; 元/人 is 元 divided by 人 [FG10]. @returns undefined for a symbol that no table has. */
export function findUnitExpression(symbol: string): UnitExpression | undefined {
  const [above = '', below, ...more] = symbol.split('/')
  if (more.length > 0) return undefined
  const upper = sizeOf(above)
  if (below === undefined || upper === undefined) return upper
  const lower = sizeOf(below)
  return lower && divideUnits(upper, lower)
}

function sizeOf(symbol: string): UnitExpression | undefined {
  const plain = plainSizes.get(symbol)
  if (plain) return { numerator: plain[0], denominator: plain[1], powers: new Map() }
  const thousand = symbol.startsWith('千') ? findUnit(symbol.slice(1)) : undefined
  const unit = findUnit(symbol)
  if (unit) return { ...lowest(unit.numerator, unit.denominator), powers: new Map([[unit.dimension, 1]]) }
  if (thousand === undefined) return undefined
  return { ...lowest(thousand.numerator * 1_000n, thousand.denominator), powers: new Map([[thousand.dimension, 1]]) }
}

export function multiplyUnits(a: UnitExpression, b: UnitExpression): UnitExpression {
  const powers = new Map(a.powers)
  for (const [dimension, power] of b.powers) powers.set(dimension, (powers.get(dimension) ?? 0) + power)
  return { ...lowest(a.numerator * b.numerator, a.denominator * b.denominator), powers: withoutZero(powers) }
}

export function divideUnits(a: UnitExpression, { numerator, denominator, powers }: UnitExpression): UnitExpression {
  const inverse = new Map([...powers].map(([dimension, power]) => [dimension, -power]))
  return multiplyUnits(a, { numerator: denominator, denominator: numerator, powers: inverse })
}

/**
 * What a quotient of two figures is multiplied by so that it reads in the wanted unit: 亿元 ÷ 万人 in 元/人 is 10000 [FG6].
 *
 * @returns null when the quotient is not of that kind at all, or a unit is not known.
 */
export function quotientFactor(of: string, by: string, wanted: string): Decimal | null {
  const [above, below, unit] = [of, by, wanted].map(findUnitExpression)
  if (!above || !below || !unit) return null
  const quotient = divideUnits(above, below)
  if (!haveSamePowers(quotient, unit)) return null
  const { numerator, denominator } = divideUnits(quotient, unit)
  return divideDecimals(decimalOf(numerator), decimalOf(denominator), { decimals: FACTOR_DECIMALS })
}

/** Whether two measure the same thing, in whatever size. */
export function haveSamePowers(a: UnitExpression, b: UnitExpression): boolean {
  return (
    a.powers.size === b.powers.size && [...a.powers].every(([dimension, power]) => b.powers.get(dimension) === power)
  )
}

export function isSameUnit(a: UnitExpression, b: UnitExpression): boolean {
  return haveSamePowers(a, b) && a.numerator * b.denominator === b.numerator * a.denominator
}

/** A unit in print: 万元, 元/人, %; a size that no unit has stands before the base units, 1/2 元. */
export function formatUnitExpression(unit: UnitExpression): string {
  const above = [...unit.powers].filter(([, power]) => power > 0)
  const below = [...unit.powers].filter(([, power]) => power < 0)
  if (unit.powers.size === 0) {
    const plain = [...plainSizes].find(([, size]) => size[0] * unit.denominator === size[1] * unit.numerator)
    return plain ? (plain[0] === '倍' ? '比' : plain[0]) : `${sizeText(unit)} 比`
  }
  const [first] = above
  if (above.length === 1 && first?.[1] === 1 && below.every(([, power]) => power === -1) && below.length < 2) {
    const base = below.length === 0 ? plainNumber : { ...plainNumber, powers: new Map([[below[0]![0], 1]]) }
    const sizes = unitsOf(first[0]).filter(({ symbol }) => isSameUnit(divideUnits(sizeOf(symbol)!, base), unit))
    // Two names of one size: 公顷 rather than 万平方米.
    const fitting = sizes.find(({ symbol }) => !symbol.startsWith('万')) ?? sizes[0]
    if (fitting) return [fitting.symbol, ...below.map(([dimension]) => baseSymbol(dimension))].join('/')
  }
  const side = (powers: readonly (readonly [string, number])[]) =>
    powers
      .map(([dimension, power]) => `${baseSymbol(dimension)}${Math.abs(power) > 1 ? `^${Math.abs(power)}` : ''}`)
      .join('·')
  const text = below.length === 0 ? side(above) : `${side(above) || '1'}/${side(below)}`
  return unit.numerator === unit.denominator ? text : `${sizeText(unit)} ${text}`
}

const baseSymbol = (dimension: string) =>
  unitsOf(dimension).find((unit) => unit.numerator === unit.denominator)?.symbol ?? dimension

const sizeText = ({ numerator, denominator }: UnitExpression) =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`

const withoutZero = (powers: ReadonlyMap<string, number>) => new Map([...powers].filter(([, power]) => power !== 0))

function lowest(numerator: bigint, denominator: bigint): Pick<UnitExpression, 'numerator' | 'denominator'> {
  let [larger, smaller] = [numerator, denominator]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return { numerator: numerator / larger, denominator: denominator / larger }
}
