import type { DemoFile, DemoSeries } from './catalogue-demo.ts'
import { fraction, hashText, mix } from './demo-chance.ts'

/** Codes of administrative places only; placeholders file nothing. */
export interface DemoPlaces {
  readonly villages: readonly string[]
  readonly towns: readonly string[]
}

/** One invented cell; a value of null is "not applicable". */
export interface DemoRow {
  readonly placeCode: string
  readonly indicator: string
  readonly period: string
  readonly value: string | null
}

/** Figures are whole numbers of the smallest step: 1.25 at two decimals is 125. Null is not applicable. */
export type DemoVisit = (placeCode: string, series: DemoSeries, period: string, steps: number | null) => void

const seasons: Readonly<Record<DemoSeries['season'], readonly number[]>> = {
  even: [0.96, 0.84, 1.04, 1, 1.01, 1.06, 0.99, 0.98, 1.03, 1, 1.02, 1.07],
  spring: [0.8, 1.1, 1.6, 1.5, 1.2, 0.9, 0.9, 0.8, 0.8, 0.8, 0.8, 0.8],
  autumn: [0.8, 0.6, 0.9, 1, 1, 1, 1, 1.1, 1.2, 1.2, 1.1, 1.1],
  yearEnd: [0.9, 0.7, 0.9, 0.9, 0.9, 1, 1, 1, 1, 1, 1.1, 1.6],
}

/**
 * The invented figures of the demonstration: a pure function of the seed, the place, the indicator and the month [DM1].
 *
 * @param months only these, when given; the others are worked out all the same, for cumulative figures need them.
 */
export function* demoObservations(
  demo: DemoFile,
  { villages, towns, months }: DemoPlaces & { readonly months?: readonly string[] },
): Generator<DemoRow> {
  const plan = planOf(demo, villages)
  const wanted = months && new Set(months)
  for (const placeCode of [...villages, ...towns]) {
    const rows: DemoRow[] = []
    visitPlace(plan, placeCode, (code, { indicator, decimals }, period, steps) => {
      if (wanted && !wanted.has(period)) return
      rows.push({ placeCode: code, indicator, period, value: steps === null ? null : formatSteps(steps, decimals) })
    })
    yield* rows
  }
}

/** Calls back for every cell that was reported, places in the order given, villages first. */
export function visitDemoFigures(demo: DemoFile, { villages, towns }: DemoPlaces, visit: DemoVisit): void {
  const plan = planOf(demo, villages)
  for (const code of [...villages, ...towns]) visitPlace(plan, code, visit)
}

/** The months of the demonstration, first to last. */
export function demoMonths({ firstMonth, lastMonth }: Pick<DemoFile, 'firstMonth' | 'lastMonth'>): readonly string[] {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  const first = index(firstMonth)
  return Array.from({ length: index(lastMonth) - first + 1 }, (_, step) => {
    const at = first + step
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

interface Plan {
  readonly demo: DemoFile
  readonly months: readonly string[]
  readonly silent: ReadonlySet<string>
  readonly villagesOfTown: ReadonlyMap<string, number>
}

function planOf(demo: DemoFile, villages: readonly string[]): Plan {
  const villagesOfTown = new Map<string, number>()
  for (const code of villages) {
    const town = `${code.slice(0, 9)}000`
    villagesOfTown.set(town, (villagesOfTown.get(town) ?? 0) + 1)
  }
  const silent = new Set([...silentVillages(demo, villages), demo.townNotReported])
  return { demo, months: demoMonths(demo), silent, villagesOfTown }
}

/** Villages without a return in the last month: every county in turn gives its next one by hash [DM3]. */
export function silentVillages(demo: DemoFile, villages: readonly string[]): readonly string[] {
  const seed = hashText(`${demo.seed} silent`)
  const byCounty = new Map<string, string[]>()
  for (const code of villages) {
    const county = code.slice(0, 6)
    const list = byCounty.get(county)
    if (list) list.push(code)
    else byCounty.set(county, [code])
  }
  const rank = (code: string) => mix(seed, hashText(code))
  const queues = [...byCounty.values()].map((codes) => codes.toSorted((a, b) => rank(a) - rank(b)))
  const rounds = Math.max(0, ...queues.map((codes) => codes.length))
  const inTurn = Array.from({ length: rounds }, (_, round) => queues.flatMap((codes) => codes[round] ?? []))
  return inTurn.flat().slice(0, demo.villagesNotReported)
}

function visitPlace(plan: Plan, code: string, visit: DemoVisit): void {
  const { demo } = plan
  const list = code.endsWith('000') ? demo.town : demo.village
  const county = demo.counties.find(({ place }) => place.startsWith(code.slice(0, 6)))
  const seed = mix(hashText(demo.seed), hashText(code))
  const series = list.map((entry) => ({ entry, chance: mix(seed, hashText(entry.indicator)) }))
  const index = new Map(list.map(({ indicator }, at) => [indicator, at]))
  const scales = list.map(({ decimals }) => 10 ** decimals)
  const sums = new Float64Array(list.length)
  const missing = series.map(
    ({ entry, chance }) => entry.optional && fraction(mix(chance, 7)) * demo.notApplicableOneIn < 1,
  )

  plan.months.forEach((period, step) => {
    if (step === plan.months.length - 1 && plan.silent.has(code)) return
    const month = Number(period.slice(5)) - 1
    const values: number[] = []
    series.forEach(({ entry, chance }, at) => {
      const of = entry.of.map((other) => values[index.get(other)!]! / scales[index.get(other)!]!)
      const size = { percent: county?.sizePercent ?? 100, growth: county?.growthPoints ?? 0 }
      const value = figure({ entry, chance, step, month, of, size, scale: scales[at]! })
      if (entry.shape === 'cumulative') sums[at] = month === 0 ? value : sums[at]! + value
      values[at] =
        entry.shape === 'cumulative'
          ? sums[at]!
          : entry.shape === 'villages'
            ? (plan.villagesOfTown.get(code) ?? 0)
            : value
      visit(code, entry, period, missing[at] ? null : values[at])
    })
  })
}

interface FigureQuestion {
  readonly entry: DemoSeries
  readonly chance: number
  readonly step: number
  readonly month: number
  readonly of: readonly number[]
  readonly size: { readonly percent: number; readonly growth: number }
  readonly scale: number
}

/** One figure in steps. Flows round by chance: half a petition a month is one in two months. Levels never fall. */
function figure({ entry, chance, step, month, of, size, scale }: FigureQuestion): number {
  const spread = entry.spreadPercent / 100
  const own = 2 * fraction(mix(chance, 1)) - 1
  const rounding = fraction(mix(chance, 2))
  const years = step / 12
  const growth = entry.growthPercent === 0 ? 0 : (entry.growthPercent + size.growth) / 100
  const start = entry.size * (size.percent / 100) * (1 + spread * own)
  switch (entry.shape) {
    case 'flow':
    case 'cumulative': {
      const noise = 1 + (spread / 2) * (2 * fraction(mix(chance, 100 + step)) - 1)
      const amount = start * (1 + growth) ** years * seasons[entry.season][month]! * noise * scale
      return Math.floor(amount + fraction(mix(chance, 200 + step)))
    }
    case 'stock':
      return Math.floor(Math.min(start * (1 + Math.max(0, growth) * years), entry.most ?? Infinity) * scale + rounding)
    case 'part': {
      const share = Math.min(1, (entry.size + entry.growthPercent * years) / 100 + spread * own)
      return Math.min(Math.round(of[0]! * scale), Math.floor(of[0]! * share * scale + rounding))
    }
    case 'sum':
      return of.reduce((total, part) => total + Math.round(part * scale), 0)
    case 'villages':
      return 0
  }
}

/** 125 steps at two decimals are `1.25`. */
export function formatSteps(steps: number, decimals: number): string {
  if (decimals === 0) return String(steps)
  const digits = String(steps).padStart(decimals + 1, '0')
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
