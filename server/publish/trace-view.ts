import type { Trace } from '@gangju/contract/readings'
import { monthsOf, parsePeriod } from '@gangju/net/period'
import { formatFigure, parseDecimal } from '@gangju/net/quantity'
import { type CountNode, countsOf, parseFormula } from '@gangju/net/rollup'
import type { Db } from '../db/connection.ts'
import type { Lang } from '../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../net/catalog.ts'
import { listVersions } from '../net/cell.store.ts'
import { type Figure, type Figures, loadFigures } from '../net/figures.ts'
import { isAbove } from '../net/level.ts'
import { loadReadings, textOf } from '../net/readings.ts'
import { listChildren, listSilent, type ScenePlace } from '../net/scene.store.ts'
import { sourceWords } from '../net/source-words.ts'
import { loadStanding, type StandingFigure } from '../net/standing.ts'
import { findSubmissionTrail } from '../net/trail.store.ts'
import { indicatorItem } from './indicator-item.ts'
import { methodWords } from './method-words.ts'
import { listTraceClosings } from './trace-closings.ts'

export interface TraceQuestion {
  readonly catalog: Catalog
  readonly indicator: CatalogIndicator
  readonly place: ScenePlace
  readonly period: string
  readonly asOf: Date | null
  readonly now: Date
  readonly lang: Lang
}

const MISSING_LISTED = 200

/** The figure, how it is made, its parts with their own figures, who reported and approved it, and what is missing. */
export async function loadTrace(db: Db, question: TraceQuestion): Promise<Trace> {
  const { catalog, indicator, place, period, asOf, now, lang } = question
  const children = await partPlaces(db, question)
  const readings = await loadReadings(db, { catalog, places: [place], indicators: [indicator], period, asOf, lang })
  const reading = readings.reading(place, indicator)
  const standing = await loadStanding(db, { ...question, figures: readings.figures })
  const parts = catalog.partsOf(indicator)
  const months = parsePeriod(period).kind === 'month' ? [] : monthsOf(parsePeriod(period)).map(({ id }) => id)
  const figures = await loadFigures(db, {
    catalog,
    places: [place, ...children],
    indicators: [indicator, ...parts],
    periods: [period, ...months],
    asOf,
  })
  const versions =
    indicator.formula === null
      ? (
          await listVersions(db, {
            countyId: place.countyId,
            placeId: place.placeId,
            indicatorId: indicator.indicatorId,
            period,
          })
        ).filter(({ recordedAt }) => asOf === null || recordedAt <= asOf)
      : []
  const current = versions.find((version) => version.submissionId !== null)
  const collectedAt = parts[0]!.entry.collectedAt
  const silent =
    collectedAt !== null && isAbove(place.level, collectedAt) && reading.state !== 'refused'
      ? await listSilent(db, {
          placeId: place.placeId,
          level: collectedAt,
          indicatorIds: parts.map((part) => part.indicatorId),
          periods: [period, ...monthsOf(parsePeriod(period)).map((month) => month.id)],
          asOf,
          limit: MISSING_LISTED,
        })
      : { silent: [], count: 0 }
  return {
    place: reading.place,
    path: [place.parentName, place.name].filter(Boolean).join(' / '),
    indicator: indicatorItem(indicator),
    period,
    asOf: (asOf ?? now).toISOString(),
    value: reading.value,
    unit: reading.unit,
    state: reading.state,
    refusal: reading.refusal,
    completeness: reading.completeness,
    method: publishedWords(standing, lang) ?? methodWords({ indicator, place, period, lang }),
    formula: formulaWords(question, figures),
    parts: [
      ...(indicator.formula === null
        ? []
        : parts.map((part) =>
            partOf(figures, { kind: 'indicator', place, indicator: part, period, label: part.entry.name }),
          )),
      ...children.map((child) =>
        partOf(figures, { kind: 'place', place: child, indicator, period, label: child.name }),
      ),
      ...months.map((month) => partOf(figures, { kind: 'period', place, indicator, period: month, label: month })),
    ],
    missing: silent.silent.map(({ code, path, level }) => ({ code, name: path, level: level as never })),
    missingCount: silent.count,
    submission: current?.submissionId
      ? await findSubmissionTrail(db, {
          catalog,
          countyId: place.countyId,
          submissionId: current.submissionId,
          placeId: place.placeId,
          indicatorId: indicator.indicatorId,
          lang,
        })
      : null,
    versions: versions.map((version) => ({
      version: version.version,
      value: version.value === null ? null : textOf(parseDecimal(version.value)),
      recordedAt: version.recordedAt.toISOString(),
      supersededAt: version.supersededAt?.toISOString() ?? null,
      source: sourceWords(catalog, version.sourceId, version),
      submission: version.submissionId,
    })),
    published: reading.published,
    standing,
    targets: [...(reading.target ? [reading.target] : []), ...reading.otherTargets],
    conflicts: conflictsOf(
      catalog,
      reading.published,
      readings.targets.map((row) => row.code),
    ),
    closings: await listTraceClosings(db, question, parts),
    demo: reading.demo,
  }
}

/** The places whose figures meet in this one: children for a tree place, members for a zone; none where it was reported itself. */
async function partPlaces(db: Db, { catalog, indicator, place }: TraceQuestion): Promise<ScenePlace[]> {
  const [part] = catalog.partsOf(indicator)
  const { collectedAt, aggregation } = part!.entry
  if (collectedAt === null || !isAbove(place.level, collectedAt) || aggregation.overPlaces === 'none') return []
  return listChildren(db, place.placeId)
}

/** What this figure must not be drawn together with, though it looks alike. */
function conflictsOf(catalog: Catalog, published: Trace['published'], targets: readonly string[]): Trace['conflicts'] {
  const isStated = ({ source, offset }: { source: string; offset: number }) =>
    published.some((figure) => figure.source.code === source && figure.source.offset === offset)
  return catalog.conflicts
    .filter((conflict) => conflict.positions.some(isStated) || conflict.targets.some((code) => targets.includes(code)))
    .map(({ kind, note }) => ({ kind, note }))
}

interface PartWords {
  readonly kind: 'place' | 'indicator' | 'period'
  readonly place: ScenePlace
  readonly indicator: CatalogIndicator
  readonly period: string
  readonly label: string
}

function partOf(figures: Figures, { kind, place, indicator, period, label }: PartWords): Trace['parts'][number] {
  const figure = figures.get(place.placeId, indicator, period)
  return {
    kind,
    label,
    place: place.code,
    indicator: indicator.code,
    period,
    value: textOf(figure.value),
    unit: indicator.entry.unit,
    state: figure.state,
    completeness: figure.completeness && {
      reported: figure.completeness.reported,
      expected: figure.completeness.expected,
    },
  }
}

/** The formula in names, and once more with the numbers in it. */
function formulaWords({ catalog, indicator, place, period, lang }: TraceQuestion, figures: Figures): Trace['formula'] {
  const text = indicator.entry.formula
  if (text === null) return null
  const put = (wordOf: (part: CatalogIndicator) => string, countOf: (count: CountNode) => string) =>
    text
      .split(/(count\s*\([^()]*\))/)
      .map((piece) =>
        /^count\s*\(/.test(piece)
          ? countOf(countsOf(parseFormula(piece))[0]!)
          : piece.replace(/[a-z][A-Za-z0-9]*/g, (code) => wordOf(catalog.indicator(code))),
      )
      .join('')
      .replaceAll('*', '×')
      .replaceAll('/', '÷')
  const nameOf = (part: CatalogIndicator) => (lang === 'zh' ? part.entry.name : part.entry.nameEn)
  const shown = (figure: Figure) =>
    figure.value === null ? (lang === 'zh' ? '未报' : 'not reported') : formatFigure(figure.value)
  return {
    text: put(nameOf, (count) => countWords(catalog.indicator(count.code), count, lang)),
    numbers: put(
      (part) => shown(figures.get(place.placeId, part, period)),
      (count) => shown(figures.counted(place.placeId, count, period)),
    ),
  }
}

/** Where a publication stands before what was reported, the parts are those of the other figure. */
function publishedWords([first, ...others]: readonly StandingFigure[], lang: Lang): string | undefined {
  if (!first?.source || !others.some(({ source }) => source === null)) return undefined
  const { title } = first.source
  return lang === 'zh'
    ? `采用《${title}》公布的数；以下是逐级上报数的组成。`
    : `As published in ${title}; below are the parts of what was reported.`
}

function countWords({ entry }: CatalogIndicator, { comparator, bound }: CountNode, lang: Lang): string {
  const sign = comparator.replace('<=', '≤').replace('>=', '≥')
  return lang === 'zh'
    ? `“${entry.name} ${sign} ${formatFigure(bound)} ${entry.unit}”的地方数`
    : `number of places with ${entry.nameEn} ${sign} ${formatFigure(bound)} ${entry.unit}`
}
