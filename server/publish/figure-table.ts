import type { IndicatorItem } from '@gangju/contract/goals'
import { divideDecimals, formatDecimal, parseDecimal } from '@gangju/net/quantity'
import type { Light } from '@gangju/net/reading'
import type { Lang } from '../http/serve.ts'
import { getScenePlace } from '../net/scene.store.ts'
import { startGoal } from './board.route.ts'
import { loadBoard } from './board-view.ts'
import { loadIndicatorSheet } from './indicator-sheet.route.ts'
import { levelBelow, loadMatrix } from './matrix.route.ts'
import { loadPlaceSheet } from './place-sheet.route.ts'
import { asOfDate } from './slice.ts'
import type { Table, TableQuestion } from './table.ts'

const marks: Readonly<Record<Light, string>> = { green: '● 绿', amber: '▲ 黄', red: '■ 红', grey: '○ 灰' }
const marksEn: Readonly<Record<Light, string>> = { green: '● green', amber: '▲ amber', red: '■ red', grey: '○ grey' }
const markOf = (light: Light | null, lang: Lang) => (light === null ? null : (lang === 'zh' ? marks : marksEn)[light])

/** A figure in the unit that pages show it in. */
const shown = (value: string | null, indicator: IndicatorItem) =>
  value === null
    ? null
    : formatDecimal(
        divideDecimals(parseDecimal(value), parseDecimal(indicator.displayDivisor), { decimals: indicator.decimals }),
      )

const nameOf = (indicator: IndicatorItem, lang: Lang) => (lang === 'zh' ? indicator.name : indicator.nameEn)
const countOf = (count: { reported: number; expected: number } | null) =>
  count ? `${count.reported}/${count.expected}` : null

/** What the makers below have in common: the slice of the request. */
async function sliceOf({ call, scope, lang }: TableQuestion) {
  const { catalog, query, now } = call
  const place = await getScenePlace(scope.db, scope.place.placeId)
  return { catalog, place, period: query.period, asOf: asOfDate(query.asOf), now, lang }
}

/** Lights of actions by place. */
export async function boardTable(question: TableQuestion): Promise<Table> {
  const { call, scope, lang } = question
  const goal = startGoal(call.catalog, call.query.goal)
  const board = await loadBoard(scope.db, { ...(await sliceOf(question)), goal, granted: scope.rectangle.indicators })
  const zh = lang === 'zh'
  return {
    title: board.goal.name,
    columns: [
      { header: zh ? '行动' : 'Action', width: 30 },
      { header: board.place.name, width: 12 },
      { header: zh ? '缘由' : 'Reason', width: 30 },
      ...board.children.map(({ place }) => ({ header: place.name, width: 12 })),
    ],
    rows: board.actions.map((action) => [
      action.name,
      markOf(action.total.light, lang),
      action.total.reason,
      ...action.cells.map((cell) => markOf(cell.light, lang)),
    ]),
    demo: board.demo,
  }
}

/** The wall chart: figures as numbers; lights stand on the page, the sheet is for reckoning. */
export async function matrixTable(question: TableQuestion): Promise<Table> {
  const { call, scope, lang } = question
  const { query, catalog } = call
  const slice = await sliceOf(question)
  const matrix = await loadMatrix(scope.db, {
    ...slice,
    path: startGoal(catalog, query.goal).path,
    level: query.level ?? levelBelow(slice.place.level),
    codes: query.indicators?.split(',').filter(Boolean) ?? null,
  })
  const figures = (cells: typeof matrix.total) => cells.map(({ value }, index) => shown(value, matrix.columns[index]!))
  const zh = lang === 'zh'
  return {
    title: zh ? '作战图' : 'Wall chart',
    columns: [
      { header: zh ? '区划代码' : 'Code', width: 16 },
      { header: zh ? '地方' : 'Place', width: 20 },
      { header: zh ? '上级' : 'Under', width: 14 },
      ...matrix.columns.map((column) => ({
        header: nameOf(column, lang),
        unit: column.displayUnit,
        decimals: column.decimals,
      })),
    ],
    rows: [
      [matrix.place.code, matrix.place.name, null, ...figures(matrix.total)],
      ...matrix.rows.map((row) => [row.place.code, row.place.name, row.parent, ...figures(row.cells)]),
    ],
    demo: matrix.demo,
  }
}

const figureHeaders = (lang: Lang) =>
  lang === 'zh'
    ? ['指标', '单位', '数值', '同比', '完成目标', '序时', '灯', '缘由', '报送', '位次']
    : ['Indicator', 'Unit', 'Value', 'Year on year', 'Attainment', 'Due', 'Light', 'Reason', 'Reported', 'Rank']

/** Every figure of one place. */
export async function placeSheetTable(question: TableQuestion): Promise<Table> {
  const { call, scope, lang } = question
  const goal = startGoal(call.catalog, call.query.goal)
  const sheet = await loadPlaceSheet(scope.db, { ...(await sliceOf(question)), path: goal.path })
  return {
    title: lang === 'zh' ? `${sheet.place.name}指标` : `Figures of ${sheet.place.name}`,
    columns: figureHeaders(lang).map((header, index) =>
      index === 2
        ? { header, decimals: 2 }
        : index >= 3 && index <= 5
          ? { header, decimals: 4 }
          : { header, width: index === 0 ? 26 : 14 },
    ),
    rows: sheet.figures.map(({ indicator, reading }) => [
      nameOf(indicator, lang),
      indicator.displayUnit,
      shown(reading.value, indicator),
      reading.yearOnYear,
      reading.target?.attainment ?? null,
      reading.target?.schedule ?? null,
      reading.target ? markOf(reading.light, lang) : null,
      reading.reason,
      countOf(reading.completeness),
      reading.rank ? `${reading.rank.place}/${reading.rank.of}` : null,
    ]),
    demo: sheet.demo,
  }
}

/** One indicator in the places under a place. */
export async function indicatorSheetTable(question: TableQuestion): Promise<Table> {
  const { call, scope, lang } = question
  const indicator = call.catalog.indicator(call.query.indicator ?? '')
  const sheet = await loadIndicatorSheet(scope.db, {
    ...(await sliceOf(question)),
    indicator,
    rectangle: scope.rectangle,
  })
  const { decimals, displayUnit } = sheet.indicator
  const zh = lang === 'zh'
  return {
    title: nameOf(sheet.indicator, lang),
    columns: [
      { header: zh ? '区划代码' : 'Code', width: 16 },
      { header: zh ? '地方' : 'Place', width: 20 },
      { header: nameOf(sheet.indicator, lang), unit: displayUnit, decimals },
      { header: zh ? '同比' : 'Year on year', decimals: 4 },
      { header: zh ? '灯' : 'Light', width: 10 },
      { header: zh ? '缘由' : 'Reason', width: 20 },
      { header: zh ? '报送' : 'Reported', width: 12 },
      { header: zh ? '位次' : 'Rank', width: 10 },
    ],
    rows: [sheet.reading, ...sheet.children].map((reading) => [
      reading.place.code,
      reading.place.name,
      shown(reading.value, sheet.indicator),
      reading.yearOnYear,
      reading.target ? markOf(reading.light, lang) : null,
      reading.reason,
      countOf(reading.completeness),
      reading.rank ? `${reading.rank.place}/${reading.rank.of}` : null,
    ]),
    demo: sheet.demo,
  }
}
