import { monthsOf, parsePeriod } from '@gangju/net/period'
import type { Db } from '../db/connection.ts'
import type { Catalog, CatalogIndicator } from './catalog.ts'
import { listPublishedCells } from './cell.store.ts'
import type { FigurePlace, Figures } from './figures.ts'
import type { SourceKind } from './precedence-entry.ts'
import { textOf } from './readings.ts'
import { type SourceWords, sourceWords } from './source-words.ts'
import { findClosedAt, hasChangedSince } from './standing.store.ts'

/** How settled a figure is: until its returns are closed, after, changed after that, or as an office published it. */
export type FigureStatus = 'preliminary' | 'final' | 'revised' | 'published'

/** One of the figures that stand in a cell. */
export interface StandingFigure {
  readonly value: string
  readonly unit: string
  readonly status: FigureStatus
  /** Null: what the places reported, added up. */
  readonly source: SourceWords | null
  readonly printed: string | null
  readonly inForce: boolean
}

export interface StandingQuestion {
  readonly catalog: Catalog
  readonly indicator: CatalogIndicator
  readonly place: FigurePlace
  readonly period: string
  readonly asOf: Date | null
  readonly figures: Figures
}

/**
 * Every figure that stands in a cell, the one in force first [FG13, FG14]: what was reported and what offices published.
 * Nothing of a derived one: its parts have that.
 */
export async function loadStanding(db: Db, question: StandingQuestion): Promise<StandingFigure[]> {
  const { catalog, indicator, place, period, asOf, figures } = question
  if (indicator.formula !== null) return []
  const { unit } = indicator.entry
  const keys = { countyIds: [place.countyId], placeIds: [place.placeId], indicatorIds: [indicator.indicatorId] }
  const published = (await listPublishedCells(db, keys, asOf)).filter((cell) => cell.period === period)
  const value = textOf(figures.reported(place.placeId, indicator, period))
  const found = [
    ...(value !== null
      ? [{ kind: 'return' as const, value, status: await statusOf(db, question), source: null, printed: null }]
      : []),
    ...published.map((cell) => {
      const source = sourceWords(catalog, cell.sourceId, cell)
      const status: FigureStatus = cell.version > 1 ? 'revised' : 'published'
      return { kind: source.kind, value: cell.value ?? '0', status, source, printed: cell.printed }
    }),
  ]
  const rank = (kind: SourceKind) => catalog.precedence(indicator.code, kind)
  // Of two of one kind the later published is in force.
  const dayOf = (one: (typeof found)[number]) => one.source?.publishedOn ?? ''
  return found
    .toSorted((a, b) => rank(a.kind) - rank(b.kind) || dayOf(b).localeCompare(dayOf(a)))
    .map(({ value: stated, status, source, printed }, index) => ({
      ...{ value: stated, unit, status, source, printed },
      inForce: index === 0,
    }))
}

/** Preliminary until the returns that bring it are closed there or above, then final; what is recorded later revises it [FG13]. */
async function statusOf(db: Db, { catalog, indicator, place, period, asOf }: StandingQuestion): Promise<FigureStatus> {
  const { indicatorId, code } = indicator
  const formIds = catalog.forms
    .filter(({ entry }) => entry.columns.some((column) => column.indicator === code && !column.known))
    .map(({ formId }) => formId)
  const periods = [...new Set([period, ...monthsOf(parsePeriod(period)).map(({ id }) => id)])]
  const closedAt = await findClosedAt(db, { placeId: place.placeId, formIds, period: periods.at(-1)!, asOf })
  if (closedAt === null) return 'preliminary'
  const isChanged = await hasChangedSince(db, { placeId: place.placeId, indicatorId, periods, since: closedAt, asOf })
  return isChanged ? 'revised' : 'final'
}
