import type { CoverageGap, CoverageRow } from '@gangju/contract/planning'
import type { PlaceLevel } from '@gangju/contract/values'
import type { Catalog, CatalogGoal } from '../net/catalog.ts'
import { proposeClause } from './clause-choice.ts'
import type { CoveredGoal, CoveredTarget, OpenProposal } from './coverage.store.ts'
import type { DeskDocument } from './desk.store.ts'
import type { DeskWorld } from './desk-world.ts'
import { convertChoice, proposeStatement } from './statement-choice.ts'

/** What is asked of a row, and whether it is missing; a gap that is not asked of it is left out. */
type Checks = Readonly<Partial<Record<CoverageGap, boolean>>>

export interface CheckedRow extends Omit<CoverageRow, 'gaps' | 'indicatorName'> {
  readonly checks: Checks
}

/** What of one document is in force: its targets, and its measures and tasks. */
interface Ground {
  readonly catalog: Catalog
  readonly document: DeskDocument
  readonly targets: readonly CoveredTarget[]
  readonly goals: readonly CoveredGoal[]
}

/**
 * A target in force: somebody is responsible for its goal, for one above it or for the clause that states it, its figures
 * come from returns or are stated, and it has a year [CV1].
 */
export function rowOfTarget(target: CoveredTarget, { catalog, document, goals }: Ground): CheckedRow {
  const indicator = catalog.indicatorById(target.indicatorId)
  const stating = goals.filter(({ anchor }) => isUnder(target.anchor, anchor))
  const bodies = [...lineOf(target.goalId, catalog), ...stating].flatMap(({ goalId }) => bodiesOf(goalId, catalog))
  return {
    kind: 'target',
    ...documentWords(document),
    anchor: target.anchor ?? '',
    heading: target.heading ?? '',
    offset: target.position ?? 0,
    length: target.length ?? 0,
    words: target.quote ?? `${indicator.entry.name} ${target.printed ?? target.value}`,
    indicator: indicator.code,
    place: placeName(target),
    bodies: [...new Set(bodies)],
    checks: {
      undecided: false,
      noIndicator: false,
      noPlace: false,
      noBody: bodies.length === 0,
      noSource: !catalog.isCollected(indicator) && !target.isReported,
      noDeadline: target.year === null,
    },
  }
}

/**
 * A measure or a task: who does it, until when, and whether any indicator or target tells how far it is, be it of a goal
 * under it or stated in its own clause [CV2].
 */
export function rowOfGoal(
  goal: CoveredGoal,
  { catalog, document, targets, aimed }: Ground & { readonly aimed: ReadonlySet<number> },
): CheckedRow {
  const { code, name, path, due, kind, documentOffset } = catalog.goalById(goal.goalId)
  const under = catalog.goalsUnder(path)
  const bodies = bodiesOf(goal.goalId, catalog)
  const indicatorId =
    under.flatMap(({ indicatorIds }) => indicatorIds)[0] ??
    targets.find(({ anchor }) => isUnder(anchor, goal.anchor))?.indicatorId
  return {
    kind: kind === 'task' ? 'task' : 'measure',
    ...documentWords(document),
    anchor: goal.anchor ?? '',
    heading: goal.heading ?? code,
    offset: documentOffset ?? 0,
    length: goal.length ?? 0,
    words: name,
    indicator: indicatorId === undefined ? null : catalog.indicatorById(indicatorId).code,
    place: placeName(goal),
    bodies,
    checks: {
      undecided: false,
      noBody: bodies.length === 0,
      noDeadline: due === null,
      untracked: indicatorId === undefined && !under.some((one) => aimed.has(one.goalId)),
    },
  }
}

/** A proposal that nobody has decided on; undefined for a figure that is no promise. */
export function rowOfProposal(
  proposal: OpenProposal,
  { world, document, stated }: { world: DeskWorld; document: DeskDocument; stated: ReadonlySet<string> },
): CheckedRow | undefined {
  const head = {
    ...documentWords(document),
    anchor: proposal.anchor,
    heading: proposal.heading,
    offset: proposal.position,
    length: proposal.length,
  }
  if (proposal.kind === 'clause') {
    const choice = proposal.choice ?? proposeClause(proposal.reading, world)
    if (stated.has(statedName(document, choice.name))) return undefined
    const bodies = choice.bodies.map(({ name }) => name)
    return {
      kind: choice.becomes,
      ...head,
      words: choice.name,
      indicator: null,
      place: placeByCode(choice.place, world),
      bodies,
      checks: { undecided: true, noBody: bodies.length === 0, noDeadline: choice.due === null },
    }
  }
  const choice = proposal.choice ?? proposeStatement(proposal.reading, world).choice
  if (choice.becomes !== 'target') return undefined
  const indicator = world.indicatorByCode.get(choice.indicator ?? '')
  const place = world.placeByCode.get(choice.place ?? '')
  const value = indicator && convertChoice(choice, indicator)?.value
  const year = choice.period === null ? null : Number(choice.period.slice(0, 4))
  if (indicator && place && value !== undefined) {
    const { indicatorId } = indicator
    if (stated.has(statedKey({ documentId: document.documentId, indicatorId, placeId: place.placeId, year, value })))
      return undefined
  }
  return {
    kind: 'target',
    ...head,
    words: proposal.reading.quote,
    indicator: indicator?.code ?? null,
    place: placeByCode(choice.place, world),
    bodies: [],
    checks: {
      undecided: true,
      noIndicator: indicator === undefined,
      noPlace: choice.place === null,
      noDeadline: choice.period === null,
    },
  }
}

/** A promise or a task that stands: a new version that says the same again brings nothing that waits for anybody [CV4]. */
export const statedKey = (target: Pick<CoveredTarget, 'documentId' | 'indicatorId' | 'placeId' | 'year' | 'value'>) =>
  [target.documentId, target.indicatorId, target.placeId, target.year, plainValue(target.value)].join('|')

export const statedName = ({ documentId }: Pick<CoveredGoal, 'documentId'>, name: string) => `${documentId}|${name}`

const plainValue = (value: string) => (value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value)

const documentWords = ({ code, title }: DeskDocument) => ({ document: code, documentTitle: title })

interface Placed {
  readonly placeCode: string | null
  readonly placeName: string | null
  readonly placeLevel: string | null
}

const placeName = ({ placeCode, placeName: name, placeLevel }: Placed): CoverageRow['place'] =>
  placeCode === null ? null : { code: placeCode, name: name!, level: placeLevel as PlaceLevel }

function placeByCode(code: string | null, { placeByCode: places }: DeskWorld): CoverageRow['place'] {
  const place = places.get(code ?? '')
  return place ? { code: place.code, name: place.name, level: place.level as PlaceLevel } : null
}

/** Whether a clause is another, or lies below it: anchors are paths. */
const isUnder = (anchor: string | null, above: string | null) =>
  anchor !== null && above !== null && (anchor === above || anchor.startsWith(`${above}.`))

const bodiesOf = (goalId: number, catalog: Catalog) => catalog.responsibilities(goalId).map(({ bodyName }) => bodyName)

/** A goal and those above it. */
function lineOf(goalId: number | null, catalog: Catalog): CatalogGoal[] {
  const line: CatalogGoal[] = []
  for (let at = goalId; at !== null; at = line.at(-1)!.parentId) line.push(catalog.goalById(at))
  return line
}
