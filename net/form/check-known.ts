import { type Decimal, parseDecimal } from '../quantity/index.ts'
import type { RobustSummary } from './check-robust.ts'

/** What is known of one place and indicator beside the return. */
export interface KnownFigure {
  /** Figures in force by period id: of the 24 periods before, and what the net says of the period itself. */
  readonly series: ReadonlyMap<string, Decimal>
  /** Of this period's figures of the places of its class. */
  readonly peers: RobustSummary | null
  /** The level to be reached by the end of the year. */
  readonly target: Decimal | null
}

/** By `figureKey`. What is not there is not known. */
export type KnownFigures = ReadonlyMap<string, KnownFigure>

/** How many periods before its own a figure is judged by. */
export const HISTORY_PERIODS = 24

/** The key of a place and an indicator, both by their codes. */
export function figureKey(place: string, indicator: string): string {
  return `${place} ${indicator}`
}

/** The same as text: what crosses the wire to the browser. */
export interface KnownFigureText {
  readonly place: string
  readonly indicator: string
  readonly series: readonly { readonly period: string; readonly value: string }[]
  readonly peers:
    | (Readonly<Record<'median' | 'deviation' | 'deviationSum', string>> & { readonly count: number })
    | null
  readonly target: string | null
}

/** @throws Problem `number.malformed` */
export function parseKnownFigures(texts: readonly KnownFigureText[]): KnownFigures {
  return new Map(
    texts.map(({ place, indicator, series, peers, target }) => [
      figureKey(place, indicator),
      {
        series: new Map(series.map(({ period, value }) => [period, parseDecimal(value)])),
        peers: peers && {
          count: peers.count,
          median: parseDecimal(peers.median),
          deviation: parseDecimal(peers.deviation),
          deviationSum: parseDecimal(peers.deviationSum),
        },
        target: target === null ? null : parseDecimal(target),
      },
    ]),
  )
}
