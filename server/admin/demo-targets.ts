import { type Decimal, formatDecimal, parseDecimal } from '@gangju/net/quantity'
import { evaluateFormula, parseFormula } from '@gangju/net/rollup'
import type { IndicatorEntry } from '../net/indicator-entry.ts'
import type { DemoFile, DemoTarget } from './catalogue-demo.ts'
import type { TargetEntry } from './catalogue-fact.ts'
import { fraction, hashText, mix } from './demo-chance.ts'
import { type DemoPlaces, demoMonths, visitDemoFigures } from './demo-figures.ts'

/** What a place shows in the last month, in the month before that, and at the end of the year before, by indicator. */
interface Standing {
  readonly now: Map<string, Decimal>
  readonly lately: Map<string, Decimal>
  readonly before: Map<string, Decimal>
}

/**
 * Invented targets of the demonstration year for each county and the city: set from the demonstration's own figures, so
 * many points ahead or behind as `mix` asks, that every colour of light is to be seen [DM4].
 */
export function demoTargets(
  demo: DemoFile,
  places: DemoPlaces,
  indicators: readonly IndicatorEntry[],
): readonly TargetEntry[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
  const standings = standingsOf(demo, places, byCode)
  return [...standings].flatMap(([place, standing]) =>
    demo.targets.flatMap((target) =>
      targetsOf({ demo, place, standing, target, indicator: byCode.get(target.indicator)! }),
    ),
  )
}

function standingsOf(
  demo: DemoFile,
  places: DemoPlaces,
  byCode: ReadonlyMap<string, IndicatorEntry>,
): ReadonlyMap<string, Standing> {
  const december = `${demo.targetYear - 1}-12`
  const lately = demoMonths(demo).at(-2)
  const totals = new Map<string, Map<string, { now: number; lately: number; before: number; decimals: number }>>()
  visitDemoFigures(demo, places, (code, { indicator, decimals }, period, steps) => {
    const isFlow = byCode.get(indicator)?.form === 'current' && byCode.get(indicator)?.pace === 'schedule'
    const isNow = isFlow ? period > december : period === demo.lastMonth
    if (steps === null || (!isNow && period !== december && period !== lately)) return
    for (const place of [`${code.slice(0, 4)}00000000`, `${code.slice(0, 6)}000000`]) {
      const own = totals.get(place) ?? totals.set(place, new Map()).get(place)!
      const total = own.get(indicator) ?? { now: 0, lately: 0, before: 0, decimals }
      if (isNow) total.now += steps
      if (period === lately) total.lately += steps
      if (period === december) total.before += steps
      own.set(indicator, total)
    }
  })
  return new Map(
    [...totals].map(([place, own]) => {
      const values = (at: 'now' | 'lately' | 'before') =>
        new Map([...own].map(([code, total]) => [code, { coefficient: BigInt(total[at]), scale: total.decimals }]))
      return [place, { now: values('now'), lately: values('lately'), before: values('before') }]
    }),
  )
}

interface TargetQuestion {
  readonly demo: DemoFile
  readonly place: string
  readonly standing: Standing
  readonly target: DemoTarget
  readonly indicator: IndicatorEntry
}

function targetsOf({ demo, place, standing, target, indicator }: TargetQuestion): readonly TargetEntry[] {
  const shown = valueOf(indicator, standing.now)
  if (shown === null || shown === 0) return []
  const before = indicator.pace === 'path' ? valueOf(indicator, standing.before) : null
  // A return that is not in makes a level fall: what was promised goes by where it would have been.
  const lately = before === null ? null : valueOf(indicator, standing.lately)
  const months = Number(demo.lastMonth.slice(5)) - 1
  const now = before !== null && lately !== null && shown < lately ? lately + (lately - before) / months : shown
  const due = Number(demo.lastMonth.slice(5)) / 12
  const points = pointsOf(demo, `${place} ${target.indicator}`) / 100
  const promised = promise({ now, before, due, points, target, indicator })
  const entry = (commitment: 'firm' | 'stretch', amount: number): TargetEntry => {
    const value = neat(amount, indicator)
    return {
      id: `demo-${target.indicator.toLowerCase()}-${place.slice(0, 6)}-${commitment}`,
      place,
      indicator: target.indicator,
      comparator: target.comparator,
      value,
      valueMax: null,
      unit: indicator.unit,
      indicatorValue: value,
      indicatorValueMax: null,
      measure: indicator.unit === '%' ? 'share' : 'level',
      printed: `${value}${indicator.unit}`,
      subject: null,
      source: null,
      sameFact: null,
      note: demo.label,
      goal: target.goal,
      deadline: String(demo.targetYear),
      commitment,
      baseYear: before === null ? null : demo.targetYear - 1,
      baseValue: before === null ? null : formatDecimal(parseDecimal(before.toFixed(2))),
      demo: true,
    }
  }
  const stretch = target.stretchPercent === null ? [] : [entry('stretch', promised * (1 + target.stretchPercent / 100))]
  return [entry('firm', promised), ...stretch]
}

interface PromiseQuestion {
  readonly now: number
  readonly before: number | null
  readonly due: number
  readonly points: number
  readonly target: DemoTarget
  readonly indicator: IndicatorEntry
}

/** Solves the reading's own formula of the gap for the promised value. */
function promise({ now, before, due, points, target, indicator }: PromiseQuestion): number {
  if (indicator.pace === 'path' && before !== null) return now > before ? before + (now - before) / (due + points) : now
  if (indicator.pace === 'level') return now / (1 + points)
  return target.comparator === 'le' ? now / (due - points) : now / (due + points)
}

/** How far ahead this place is to be with this indicator: a colour by the mix, then a point within it. */
function pointsOf({ seed, mix: colours }: DemoFile, cell: string): number {
  const chance = mix(hashText(`${seed} light`), hashText(cell))
  let left = fraction(chance) * 100
  const colour = colours.find(({ percent }) => (left -= percent) < 0) ?? colours[0]!
  return colour.fromPoints + (colour.toPoints - colour.fromPoints) * fraction(mix(chance, 3))
}

function valueOf(indicator: IndicatorEntry, values: ReadonlyMap<string, Decimal>): number | null {
  if (indicator.formula === null) return numberOf(values.get(indicator.code) ?? null)
  return numberOf(evaluateFormula(parseFormula(indicator.formula), values).value)
}

function numberOf(value: Decimal | null): number | null {
  return value === null ? null : Number(formatDecimal(value))
}

/** As people promise: a tenth of a per cent, whole things, three to four figures of money and land. */
function neat(amount: number, { unit, formula }: IndicatorEntry): string {
  if (unit === '%') return Math.min(100, amount).toFixed(1)
  if (formula !== null || amount < 100) return amount < 20 && formula !== null ? amount.toFixed(1) : amount.toFixed(0)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 3)
  return String(Math.round(amount / step) * step)
}
