import { z } from 'zod'
import { FigureBrief, IndicatorItem } from './goals.ts'
import { Measure } from './measures.ts'
import { PlaceDetail } from './places.ts'
import { Reading } from './readings.ts'
import { route } from './route.ts'
import { StandingFigure } from './standing.ts'
import {
  Completeness,
  DecimalText,
  GoalCode,
  IndicatorCode,
  Light,
  Moment,
  PeriodId,
  PlaceCode,
  PlaceLevel,
  PlaceName,
} from './values.ts'

const slice = { goal: GoalCode.optional(), place: PlaceCode, period: PeriodId, asOf: Moment.optional() }

export const LightCounts = z.object({ green: z.int(), amber: z.int(), red: z.int(), grey: z.int() })
export type LightCounts = z.infer<typeof LightCounts>

/** One light of the board with what stands behind it. */
export const BoardCell = z.object({
  light: Light,
  reason: z.string().nullable(),
  /** The indicator that decided the light; null when nothing could. */
  indicator: IndicatorCode.nullable(),
})
export type BoardCell = z.infer<typeof BoardCell>

export const Board = z.object({
  goal: z.object({ code: GoalCode, name: z.string() }),
  place: PlaceName,
  period: PeriodId,
  asOf: z.string(),
  completeness: z.array(
    z.object({ form: z.string(), formName: z.string(), level: PlaceLevel, reported: z.int(), expected: z.int() }),
  ),
  measures: LightCounts.describe('Lights of the measures of the programme.'),
  actions: z.array(
    z.object({
      goal: GoalCode,
      name: z.string(),
      total: BoardCell,
      previous: Light.nullable().describe('Light of the period before.'),
      cells: z.array(BoardCell).describe('In the order of `children`.'),
    }),
  ),
  children: z.array(
    z.object({ place: PlaceName, total: BoardCell, counts: LightCounts, completeness: Completeness.nullable() }),
  ),
  turnedRed: z.array(z.object({ goal: GoalCode, name: z.string(), reason: z.string().nullable() })),
  turnedGreen: z.array(z.object({ goal: GoalCode, name: z.string(), reason: z.string().nullable() })),
  /** Needs action: red or unreported cells, worst first. */
  needsAction: z.array(
    z.object({
      kind: z.enum(['red', 'unreported', 'returned', 'conflict']),
      place: PlaceName,
      goal: GoalCode.nullable(),
      indicator: IndicatorCode.nullable(),
      light: Light,
      text: z.string(),
      owner: z.string().nullable(),
    }),
  ),
  figures: z.array(
    z.object({
      indicator: IndicatorItem,
      reading: Reading,
      trend: z.array(z.object({ period: PeriodId, value: DecimalText.nullable() })),
    }),
  ),
  demo: z.boolean(),
})
export type Board = z.infer<typeof Board>

export const readBoard = route({
  method: 'GET',
  path: '/board',
  summary:
    'The board: lights of a programme by action and place, what turned, what needs action, figures of the period',
  needs: 'observation.read',
  query: slice,
  reply: Board,
})

/** Places down, indicators across. */
export const Matrix = z.object({
  place: PlaceName,
  period: PeriodId,
  asOf: z.string(),
  level: PlaceLevel,
  columns: z.array(IndicatorItem),
  rows: z.array(
    z.object({
      place: PlaceName,
      parent: z.string().nullable().describe('Name of the place above.'),
      track: z.string().nullable(),
      cells: z.array(FigureBrief).describe('In the order of `columns`.'),
    }),
  ),
  total: z.array(FigureBrief),
  demo: z.boolean(),
})
export type Matrix = z.infer<typeof Matrix>

export const readMatrix = route({
  method: 'GET',
  path: '/matrix',
  summary: 'The wall chart: every place of a level under a place, with the indicators of a goal',
  needs: 'observation.read',
  query: { ...slice, level: PlaceLevel.optional(), indicators: z.string().max(2000).optional() },
  reply: Matrix,
})

/** Everything of one place on one page. */
export const PlaceSheet = z.object({
  place: PlaceDetail,
  period: PeriodId,
  asOf: z.string(),
  sentence: z.string(),
  figures: z.array(
    z.object({
      indicator: IndicatorItem,
      reading: Reading,
      trend: z.array(z.object({ period: PeriodId, value: DecimalText.nullable() })),
    }),
  ),
  published: z.array(z.object({ indicator: IndicatorItem, reading: Reading })),
  demo: z.boolean(),
})
export type PlaceSheet = z.infer<typeof PlaceSheet>

export const readPlaceSheet = route({
  method: 'GET',
  path: '/place-sheet',
  summary: 'A place page: attributes, figures with lights, ranks and trends, targets, published figures',
  needs: 'observation.read',
  query: slice,
  reply: PlaceSheet,
})

export const IndicatorSheet = z.object({
  indicator: IndicatorItem,
  reading: Reading,
  measures: z.array(Measure),
  standing: z.array(StandingFigure),
  trend: z.array(
    z.object({
      period: PeriodId,
      value: DecimalText.nullable(),
      completeness: Completeness.nullable(),
      yearOnYear: DecimalText.nullable(),
    }),
  ),
  children: z.array(Reading),
  demo: z.boolean(),
})
export type IndicatorSheet = z.infer<typeof IndicatorSheet>

export const readIndicatorSheet = route({
  method: 'GET',
  path: '/indicator-sheet',
  summary: 'An indicator at a place: definition, trend with targets, children ranked, completeness',
  needs: 'observation.read',
  query: { indicator: IndicatorCode, place: PlaceCode, period: PeriodId, asOf: Moment.optional() },
  reply: IndicatorSheet,
})

/** Events that a page listens to so that it never shows an old figure. */
export const watchChanges = route({
  method: 'GET',
  path: '/changes',
  summary: 'Server-sent events: `change` names the periods and forms whose figures moved under a place',
  needs: 'observation.read',
  query: { place: PlaceCode },
  reply: z.object({ place: PlaceCode, periods: z.array(PeriodId) }),
  replyKind: 'events',
})

const XLSX = z.object({ file: z.string() }).describe('An xlsx attachment.')

export const exportTable = route({
  method: 'GET',
  path: '/tables/:table',
  summary:
    'A table of the pages as xlsx: board, matrix, place-sheet, indicator-sheet, goals, targets, indicators, submissions, places, people, actions',
  needs: 'observation.read',
  params: {
    table: z.enum([
      'board.xlsx',
      'matrix.xlsx',
      'place-sheet.xlsx',
      'indicator-sheet.xlsx',
      'goals.xlsx',
      'targets.xlsx',
      'indicators.xlsx',
      'submissions.xlsx',
      'places.xlsx',
      'people.xlsx',
      'actions.xlsx',
    ]),
  },
  query: {
    goal: GoalCode.optional(),
    place: PlaceCode,
    period: PeriodId,
    asOf: Moment.optional(),
    level: PlaceLevel.optional(),
    indicator: IndicatorCode.optional(),
    indicators: z.string().max(2000).optional(),
    lang: z.enum(['zh', 'en']).optional(),
  },
  reply: XLSX,
  replyKind: 'file',
})
