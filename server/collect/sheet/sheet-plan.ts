import { createHash } from 'node:crypto'
import { isConvertible } from '@gangju/net/quantity'
import type { MergedBlock } from '../../http/sheet/row-stream.ts'
import { columnLetters } from '../../http/sheet/sheet-shape.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { createColumnMatcher } from './column-match.ts'
import { columnUseOf } from './column-use.ts'
import { findHeader, type HeaderBlock } from './header-block.ts'
import { type HeaderWords, nameOf, pathKey, readHeaderPath, unitOf } from './header-words.ts'
import type { ColumnChoice, ImportTask, ReadColumn, SheetChoice, TaskColumn } from './import-task.ts'
import { factorBetween } from './own-figure.ts'
import { readPeriodWords, type Span } from './period-words.ts'
import type { PlaceIndex } from './place-index.ts'

export interface PlanColumn extends ReadColumn {
  readonly number: number
  readonly span: Span | null
}

/** A column as it is shown. */
export function shownColumn({
  column,
  path,
  use,
  indicator,
  matchedBy,
  doubt,
  unit,
  factor,
  ...rest
}: PlanColumn): ReadColumn {
  const { period, place, candidates, sample } = rest
  return { column, path, use, indicator, matchedBy, doubt, unit, factor, period, place, candidates, sample }
}

/** How one sheet is to be read. */
export interface SheetPlan {
  readonly name: string
  readonly header: HeaderBlock
  readonly fingerprint: string
  readonly mapping: 'recognised' | 'remembered' | 'chosen'
  /** As the title or the name of the sheet says, with whether its figures are of the year so far. */
  readonly period: string | null
  readonly span: Span | null
  readonly columns: readonly PlanColumn[]
  readonly choice: SheetChoice
  readonly isUsed: boolean
  /** Its own period counts before the chosen one. */
  readonly keepsPeriod?: boolean
}

export interface SheetTop {
  readonly name: string
  readonly isVisible: boolean
  /** Of the first rows. */
  readonly cells: readonly SheetCell[]
  readonly merges: readonly MergedBlock[]
}

export interface PlanWords {
  readonly task: ImportTask
  readonly places: PlaceIndex
  readonly match: ReturnType<typeof createColumnMatcher>
}

/** 填报日期：2026年11月5日 is not what the figures are of. */
const filingDay = /(?:填报|填表|报出|制表|上报|报送|打印|审核|编制)(?:日期|时间)\s*[:：]?\s*[\d年月日./-]*/g

/** Decides for every column of a sheet what it holds; what a person chose, now or last month, goes before what is recognised. */
export function planSheet(top: SheetTop, words: PlanWords): SheetPlan | undefined {
  const header = findHeader(top.cells, top.merges)
  if (!header) return undefined
  const { task } = words
  const keys = columnKeys(header.paths)
  const fingerprint = fingerprintOf(header)
  const remembered = task.remembered[fingerprint]
  const chosen = task.choices[top.name]
  const said = [...header.lines, top.name].map((line) => line.replace(filingDay, ''))
  const named = said.map((line) => readPeriodWords(line, task.year)).find((one) => one.period !== null)
  const period = named?.period ?? null
  const year = Number(period?.slice(0, 4) ?? task.period?.slice(0, 4) ?? task.year)
  const columns = [...header.paths].map(([number, path]) => {
    const letters = columnLetters(number)
    const found = recognise({ number, path, year, header, top }, words)
    const choice = chosen?.columns?.[letters]
    const kept = remembered?.columns?.[keys.get(number)!]
    if (choice) return applied(found, choice, 'chosen', task)
    return kept ? applied(found, kept, 'remembered', task) : found
  })
  const settled = settleUses(columns, chosen)
  const choice = {
    isUsed: chosen?.isUsed,
    places: { ...remembered?.places, ...chosen?.places },
    indicators: { ...remembered?.indicators, ...chosen?.indicators },
  }
  const holdsFigures = settled.some(
    ({ use, indicator }) => use === 'figure' && (indicator !== null || settled.some((one) => one.use === 'indicator')),
  )
  return {
    name: top.name,
    header,
    fingerprint,
    mapping: chosen?.columns ? 'chosen' : remembered ? 'remembered' : 'recognised',
    period,
    span: named?.span ?? null,
    columns: settled,
    choice,
    isUsed: chosen?.isUsed ?? (holdsFigures && top.isVisible),
  }
}

/** Of the headers without their periods: the same sheet next month has the same one. */
export const fingerprintOf = ({ paths }: HeaderBlock): string =>
  createHash('sha256')
    .update([...columnKeys(paths).values()].join('\n'))
    .digest('hex')
    .slice(0, 32)

/** The path of each column without its period; the second of the same path is `path#2`. */
export function columnKeys<Column>(paths: Iterable<readonly [Column, readonly string[]]>): ReadonlyMap<Column, string> {
  const counts = new Map<string, number>()
  return new Map(
    Array.from(paths, ([column, path]) => {
      const key = pathKey(path.map((text) => text.slice(0, PATH_TEXT_LIMIT)))
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return [column, count === 1 ? key : `${key}#${count}`]
    }),
  )
}

/** So much of a header cell is kept. */
const PATH_TEXT_LIMIT = 80

interface Seen {
  readonly number: number
  readonly path: readonly string[]
  readonly year: number
  readonly header: HeaderBlock
  readonly top: SheetTop
}

function recognise(seen: Seen, words: PlanWords): PlanColumn {
  const { number, path, year, header, top } = seen
  const head = readHeaderPath(path, year)
  const under = top.cells.filter((cell) => cell.column === number && cell.row > header.to)
  const sample = under.slice(0, 3).map(({ text }) => text.slice(0, 40))
  const base: PlanColumn = {
    number,
    column: columnLetters(number),
    path: path.map((text) => text.slice(0, PATH_TEXT_LIMIT)),
    use: 'ignore',
    indicator: null,
    matchedBy: null,
    doubt: false,
    unit: null,
    factor: null,
    period: null,
    place: null,
    span: head.span,
    candidates: [],
    sample,
  }
  const use = columnUseOf(head, under, words)
  if (use !== undefined && use !== 'figure') return { ...base, use }
  return { ...base, ...recogniseFigure(head, seen, words, under) }
}

/** Heads that only say that figures follow: whose they are, the rows say. */
const anyFigure = /^(?:数量|数值|数据|数|值|金额|实绩|实际|完成|完成数|完成情况|本期数?|期末数?)$/

function recogniseFigure(
  head: HeaderWords,
  { header }: Seen,
  { task, places, match }: PlanWords,
  under: readonly SheetCell[],
) {
  if (head.parts.every((part) => anyFigure.test(part))) {
    return { use: 'figure' as const, period: head.period, unit: head.unit }
  }
  const { match: found, candidates } = match(head.parts)
  if (found) {
    const column = task.columns.find(({ indicator }) => indicator === found.indicator)!
    const units = unitsOf(head.unit, header.unit, column)
    return {
      use: 'figure' as const,
      indicator: found.indicator,
      matchedBy: found.by,
      doubt: found.doubt || units.doubt,
      candidates,
      period: head.period,
      unit: units.unit,
      factor: units.factor,
    }
  }
  const place = places.find({ name: head.parts.at(-1), town: head.parts.at(-2) })
  if (place.kind === 'place')
    return { use: 'figure' as const, place: place.place.code, period: head.period, unit: head.unit }
  const hasFigures = under.some(({ kind }) => kind === 'number' || kind === 'formula')
  return { doubt: hasFigures && candidates.length > 0, candidates, period: head.period, unit: head.unit }
}

/** The unit in the header, else that of the sheet where it measures the same; another kind of unit is a doubt. */
function unitsOf(own: string | null, sheet: string | null, { unit }: TaskColumn) {
  if (own !== null) {
    const meets = meet(own, unit)
    return { unit: own, factor: meets ? factorBetween(own, unit) : null, doubt: !meets }
  }
  if (sheet !== null && meet(sheet, unit)) return { unit: sheet, factor: factorBetween(sheet, unit), doubt: false }
  return { unit: null, factor: null, doubt: false }
}

const meet = (from: string, to: string): boolean => unitOf(to) !== null && isConvertible(from, to)

function applied(found: PlanColumn, choice: ColumnChoice, by: 'chosen' | 'remembered', task: ImportTask): PlanColumn {
  const indicator = choice.indicator === undefined ? found.indicator : choice.indicator
  const column = task.columns.find((one) => one.indicator === indicator)
  const unit = choice.unit === undefined ? found.unit : choice.unit
  const isFigure = choice.use === 'figure'
  return {
    ...found,
    use: choice.use,
    indicator: isFigure ? (column?.indicator ?? null) : null,
    matchedBy: isFigure && column ? by : null,
    doubt: false,
    unit,
    factor: unit !== null && column && meet(unit, column.unit) ? factorBetween(unit, column.unit) : null,
    period: choice.period === undefined ? found.period : choice.period,
    place: choice.place === undefined ? found.place : choice.place,
    // Who says which indicator a column holds says that its figures are of the right span.
    span: column && choice.indicator !== undefined && by === 'chosen' ? null : found.span,
  }
}

/** Of two columns that name places the first is the town; a town alone is the place. Two of one indicator differ by period, span or place. */
function settleUses(columns: readonly PlanColumn[], chosen: SheetChoice | undefined): readonly PlanColumn[] {
  const isChosen = ({ column }: PlanColumn) => chosen?.columns?.[column] !== undefined
  const named = columns.filter(({ use }) => use === 'place')
  const hasTown = columns.some(({ use }) => use === 'town')
  const hasRowIndicators = columns.some(({ use }) => use === 'indicator')
  const taken = new Set<string>()
  return columns.map((one) => {
    if (isChosen(one)) return one
    if (one.use === 'place' && named.length > 1 && !hasTown && one === named[0]) return { ...one, use: 'town' as const }
    if (one.use === 'place' && named.length > 1 && one !== named.at(-1)) return { ...one, use: 'ignore' as const }
    if (one.use === 'town' && named.length === 0) return { ...one, use: 'place' as const }
    if (one.use !== 'figure') return one
    if (one.indicator === null)
      return hasRowIndicators ? one : { ...one, use: 'ignore' as const, doubt: one.sample.length > 0 }
    const key = [one.indicator, one.period, one.span, one.place].join(' ')
    if (taken.has(key))
      return {
        ...one,
        use: 'ignore' as const,
        indicator: null,
        matchedBy: null,
        doubt: true,
        candidates: [one.indicator, ...one.candidates].slice(0, 5),
      }
    taken.add(key)
    return one
  })
}

export const rowKey = (text: string): string => nameOf(text).slice(0, 80)
