import type { Board } from '@gangju/contract/board'
import { parsePeriod, previousPeriod } from '@gangju/net/period'
import { compareDecimals } from '@gangju/net/quantity'
import type { Light } from '@gangju/net/reading'
import type { Db } from '../db/connection.ts'
import type { Lang } from '../http/serve.ts'
import type { Catalog, CatalogForm, CatalogGoal, CatalogIndicator } from '../net/catalog.ts'
import { type GoalCell, goalCell, indicatorsUnder, loadPromised } from '../net/goal-lights.ts'
import { lightWords, missingWords } from '../net/light-words.ts'
import { loadReadings, type Readings } from '../net/readings.ts'
import { listChildren, type ScenePlace } from '../net/scene.store.ts'
import { indicatorItem } from './indicator-item.ts'

export interface BoardQuestion {
  readonly catalog: Catalog
  readonly goal: CatalogGoal
  readonly place: ScenePlace
  readonly period: string
  readonly asOf: Date | null
  readonly now: Date
  readonly lang: Lang
  /** Indicators the reader was granted. */
  readonly granted: '*' | readonly number[]
}

const CARDS = 12
const TREND = 13

/** Everything of the board in one go: two sets of readings, whatever the number of places and goals. */
export async function loadBoard(db: Db, question: BoardQuestion): Promise<Board> {
  const { catalog, goal, place, period, asOf, now, lang } = question
  const children = await listChildren(db, place.placeId)
  const readings = await loadPromised(db, {
    catalog,
    places: [place, ...children],
    period,
    asOf,
    lang,
    path: goal.path,
    previous: true,
  })
  const previous = previousPeriod(parsePeriod(period)).id
  const cell = (node: CatalogGoal, placeId: number, at = period) =>
    goalCell(readings, { catalog, goal: node, placeId, period: at, lang })
  const actions = rowsOf(catalog, goal)
  const rows = actions.map((action) => ({
    action,
    total: cell(action, place.placeId),
    previous: cell(action, place.placeId, previous).light,
    cells: children.map((child) => cell(action, child.placeId)),
  }))
  const forms = await loadFormCounts(db, question, children)
  const turned = (to: Light) =>
    rows
      .filter(({ total, previous: before }) => total.light === to && before !== to && before !== 'grey')
      .map(({ action, total }) => ({ goal: action.code, name: nameOf(action, lang), reason: total.reason }))
  const measures = catalog.goalsUnder(goal.path).filter(({ kind }) => kind === 'measure')
  return {
    goal: { code: goal.code, name: nameOf(goal, lang) },
    place: nameOfPlace(place),
    period,
    asOf: (asOf ?? now).toISOString(),
    completeness: forms.map(({ own }) => own),
    measures: countLights(measures.map((measure) => cell(measure, place.placeId).light)),
    actions: rows.map(({ action, total, previous: before, cells }) => ({
      goal: action.code,
      name: nameOf(action, lang),
      total: cellWords(total),
      previous: before,
      cells: cells.map(cellWords),
    })),
    children: children.map((child, index) => ({
      place: nameOfPlace(child),
      total: cellWords(cell(goal, child.placeId)),
      counts: countLights(rows.flatMap(({ cells }) => cells[index]?.light ?? [])),
      completeness: forms[0]?.byChild.get(child.placeId) ?? null,
    })),
    turnedRed: turned('red'),
    turnedGreen: turned('green'),
    needsAction: needsAction(question, { readings, children, forms }),
    figures: await loadCards(db, question, readings),
    demo: catalog.settings.has('demoUntil'),
  }
}

const nameOf = (goal: CatalogGoal, lang: Lang) => (lang === 'zh' ? goal.name : goal.nameEn)
const nameOfPlace = (place: ScenePlace) => ({ code: place.code, name: place.name, level: place.level as never })
const cellWords = ({ light, reason, indicator }: GoalCell) => ({ light, reason, indicator: indicator?.code ?? null })

/** The rows of the board: what hangs directly under the goal and can carry a light. */
function rowsOf(catalog: Catalog, goal: CatalogGoal): CatalogGoal[] {
  const below = catalog.goals.filter((node) => node.parentId === goal.goalId && node.kind !== 'milestone')
  return below.length > 0 ? below : [goal]
}

function countLights(lights: readonly Light[]) {
  const counts = { green: 0, amber: 0, red: 0, grey: 0 }
  for (const light of lights) counts[light] += 1
  return counts
}

interface FormCount {
  readonly form: CatalogForm
  readonly own: Board['completeness'][number]
  readonly byChild: ReadonlyMap<number, { reported: number; expected: number }>
}

/** n of m by form: a place counts as having reported when the form's first required figure is there. */
async function loadFormCounts(
  db: Db,
  { catalog, place, period, asOf, lang, granted }: BoardQuestion,
  children: readonly ScenePlace[],
) {
  const firsts = catalog.forms.flatMap((form) => {
    const columns = form.entry.columns
      .filter(({ required }) => required)
      .map((column) => catalog.indicator(column.indicator))
    const indicator = columns.find(({ indicatorId }) => granted === '*' || granted.includes(indicatorId))
    return indicator ? [{ form, indicator }] : []
  })
  const { figures } = await loadReadings(db, {
    catalog,
    places: [place, ...children],
    indicators: firsts.map(({ indicator }) => indicator),
    period,
    asOf,
    lang,
  })
  return firsts.flatMap(({ form, indicator }): FormCount[] => {
    const countOf = (placeId: number) => {
      const count = figures.get(placeId, indicator, period).completeness
      return count === null ? undefined : { reported: count.reported, expected: count.expected }
    }
    const own = countOf(place.placeId)
    if (own === undefined || own.expected === 0) return []
    const name = lang === 'zh' ? form.entry.name : form.entry.nameEn
    const byChild = children.flatMap(({ placeId }) => {
      const count = countOf(placeId)
      return count ? [[placeId, count] as const] : []
    })
    return [
      {
        form,
        own: { form: form.entry.code, formName: name, level: form.entry.collects, ...own },
        byChild: new Map(byChild),
      },
    ]
  })
}

interface Scene {
  readonly readings: Readings
  readonly children: readonly ScenePlace[]
  readonly forms: readonly FormCount[]
}

/** What somebody has to do now: unreported places by child, then red figures, furthest behind first. */
function needsAction(
  { catalog, goal, period, lang }: BoardQuestion,
  { readings, children, forms }: Scene,
): Board['needsAction'] {
  const unreported = children.flatMap((child) =>
    forms.flatMap(({ form, byChild }) => {
      const count = byChild.get(child.placeId)
      const missing = count ? count.expected - count.reported : 0
      if (missing <= 0) return []
      const text = `${lang === 'zh' ? form.entry.name : form.entry.nameEn}：${missingWords(missing, lang, form.entry.collects)}`
      return [
        {
          kind: 'unreported' as const,
          place: nameOfPlace(child),
          goal: null,
          indicator: null,
          light: 'grey' as const,
          text,
          owner: child.name,
        },
      ]
    }),
  )
  const byIndicator = new Map<number, CatalogGoal>()
  for (const node of rowsOf(catalog, goal)) {
    for (const indicator of indicatorsUnder(catalog, node.path)) byIndicator.set(indicator.indicatorId, node)
  }
  const red = children
    .flatMap((child) => {
      const promised = new Set(
        readings.targets.filter((row) => row.placeId === child.placeId).map((row) => row.indicatorId),
      )
      return [...promised].flatMap((id) => {
        const node = byIndicator.get(id)
        const indicator = catalog.indicatorById(id)
        if (node === undefined) return []
        const { decision } = readings.judged(child.placeId, indicator, period)
        return decision.light === 'red' ? [{ child, node, indicator, decision }] : []
      })
    })
    .toSorted((a, b) => compareDecimals(a.decision.firm?.gapPoints ?? near, b.decision.firm?.gapPoints ?? near))
    .slice(0, 40)
    .map(({ child, node, indicator, decision }) => ({
      kind: 'red' as const,
      place: nameOfPlace(child),
      goal: node.code,
      indicator: indicator.code,
      light: 'red' as const,
      text: `${lang === 'zh' ? indicator.entry.shortName : indicator.entry.nameEn} ${lightWords(decision.reason, lang, indicator.entry.collectedAt)}`,
      owner: ownerOf(catalog, node, lang),
    }))
  return [...red, ...unreported]
}

const near = { coefficient: 0n, scale: 0 }

/** The body that leads a goal, or the goal above it. */
function ownerOf(catalog: Catalog, goal: CatalogGoal, lang: Lang): string | null {
  const lead = catalog.responsibilities(goal.goalId).find(({ part }) => part === 'lead')
  if (lead) return lang === 'zh' ? lead.bodyName : lead.bodyNameEn
  return goal.parentId === null ? null : ownerOf(catalog, catalog.goalById(goal.parentId), lang)
}

/** Figures of the month: of each row of the board in turn, what was promised at this place. */
async function loadCards(
  db: Db,
  { catalog, goal, place, period, asOf, lang }: BoardQuestion,
  promised: Readings,
): Promise<Board['figures']> {
  const here = new Set(promised.targets.filter((row) => row.placeId === place.placeId).map((row) => row.indicatorId))
  const groups = rowsOf(catalog, goal).map((node) =>
    indicatorsUnder(catalog, node.path).filter((one) => here.has(one.indicatorId) && !one.entry.publishedOnly),
  )
  const chosen = inTurn(groups).slice(0, CARDS)
  const indicators = chosen.length > 0 ? chosen : firstCollected(catalog, goal)
  const readings = await loadReadings(db, {
    catalog,
    places: [place],
    indicators,
    period,
    asOf,
    lang,
    changes: true,
    trend: TREND,
  })
  return indicators.map((indicator) => ({
    indicator: indicatorItem(indicator),
    reading: readings.reading(place, indicator),
    trend: readings.trend(place.placeId, indicator),
  }))
}

/** Without targets: the first figure of each row that returns bring. */
function firstCollected(catalog: Catalog, goal: CatalogGoal): CatalogIndicator[] {
  const groups = rowsOf(catalog, goal).map((node) =>
    indicatorsUnder(catalog, node.path).filter((one) => catalog.isCollected(one)),
  )
  return inTurn(groups).slice(0, CARDS)
}

function inTurn<Item>(groups: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...groups.map((group) => group.length))
  const picked = Array.from({ length: longest }, (_, round) => groups.flatMap((group) => group[round] ?? []))
  return [...new Set(picked.flat())]
}
