import type { Proposal } from '@gangju/contract/desk'
import { compareDecimals, parseDecimal } from '@gangju/net/quantity'
import type { Db } from '../db/connection.ts'
import type { Lang } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import { listPublishedCells, listTargets, type ObservationCell, type TargetRow } from '../net/cell.store.ts'
import { lacksOfClause, proposeClause } from './clause-choice.ts'
import { type DeskDocument, listDeskPlaces, type Reach } from './desk.store.ts'
import { type DeskWorld, deskWorld } from './desk-world.ts'
import { groupBy } from './group-by.ts'
import type { ClauseRow, ProposalRow, StatementRow } from './proposal.store.ts'
import { convertChoice, lacksOfStatement, proposeStatement } from './statement-choice.ts'

/** The places that proposals name and all else they are linked to: one statement. */
export async function loadDeskWorld(
  db: Db,
  reach: Reach,
  {
    document,
    rows,
    codes = [],
    catalog,
  }: {
    document: DeskDocument
    rows: readonly ProposalRow[]
    codes?: readonly string[]
    catalog: Catalog
  },
): Promise<DeskWorld> {
  const names = rows.flatMap((row) => (row.kind === 'statement' ? (row.reading.place ?? []) : []))
  const chosen = rows.flatMap(({ choice }) => choice?.place ?? [])
  const places = await listDeskPlaces(db, reach, {
    document,
    names: [...new Set(names)],
    codes: [...new Set([document.placeCode, ...chosen, ...codes])],
  })
  return deskWorld(catalog, { code: document.placeCode, lineIds: document.lineIds }, places)
}

/** Proposals as the desk shows them: two statements more, however many there are. */
export async function viewProposals(
  db: Db,
  {
    rows,
    world,
    lang,
    sourceId,
  }: {
    rows: readonly ProposalRow[]
    world: DeskWorld
    lang: Lang
    sourceId: number
  },
): Promise<Proposal[]> {
  const viewed = rows.map((row) =>
    row.kind === 'statement' ? statementView(row, world, lang) : clauseView(row, world),
  )
  const stated = await loadStated(db, viewed, world)
  return viewed.map((proposal, at) =>
    proposal.kind === 'statement' ? withConflicts(proposal, { row: rows[at]!, stated, world, sourceId }) : proposal,
  )
}

const head = (row: ProposalRow) => ({
  id: row.proposalId,
  ordinal: row.ordinal,
  anchor: row.anchor,
  offset: row.position,
  length: row.length,
  confidence: Number(row.confidence),
  state: row.state,
  edition: row.edition,
  mergedInto: row.mergedInto,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  decidedBy: row.decidedByName,
  conflicts: 0,
})

function statementView(row: StatementRow, world: DeskWorld, lang: Lang): Extract<Proposal, { kind: 'statement' }> {
  const { reading } = row
  const proposed = proposeStatement(reading, world)
  const choice = row.choice ?? proposed.choice
  const indicator = world.indicatorByCode.get(choice.indicator ?? '')
  return {
    ...head(row),
    kind: 'statement',
    quoteOffset: reading.quoteOffset,
    quoteLength: reading.quote.length,
    confidence: confidenceOf(row, proposed.isGuess),
    doubts: [...proposed.doubts],
    reading: {
      text: reading.text,
      indicator: reading.indicator,
      place: reading.place,
      subject: reading.subject,
      modality: reading.modality,
      scope: reading.scope,
      base: reading.base,
    },
    choice,
    indicatorName: (lang === 'zh' ? indicator?.entry.name : indicator?.entry.nameEn) ?? null,
    indicatorUnit: indicator?.entry.unit ?? null,
    placeName: world.placeByCode.get(choice.place ?? '')?.name ?? null,
    goalName: goalName(world, choice.goal),
    lacks: lacksOfStatement(choice, world),
  }
}

/** A link by likeness alone makes a sure reading doubtful: whoever takes all above a bound should not take it along. */
function confidenceOf({ confidence }: StatementRow, isGuess: boolean): number {
  const share = isGuess ? 0.7 : 1
  return Math.round(Number(confidence) * share * 1000) / 1000
}

function clauseView(row: ClauseRow, world: DeskWorld): Extract<Proposal, { kind: 'clause' }> {
  const choice = row.choice ?? proposeClause(row.reading, world)
  return {
    ...head(row),
    kind: 'clause',
    quoteOffset: row.position,
    quoteLength: row.length,
    doubts: [],
    choice,
    parentName: goalName(world, choice.parent),
    placeName: world.placeByCode.get(choice.place ?? '')?.name ?? null,
    lacks: lacksOfClause(choice),
  }
}

const goalName = ({ catalog }: DeskWorld, code: string | null): string | null =>
  (code === null ? undefined : catalog.findGoal(code))?.name ?? null

interface Stated {
  readonly targets: ReadonlyMap<string, readonly TargetRow[]>
  readonly figures: ReadonlyMap<string, readonly ObservationCell[]>
}

/** Everything that is promised or stated in the cells that proposals speak of. */
async function loadStated(db: Db, proposals: readonly Proposal[], world: DeskWorld): Promise<Stated> {
  const choices = proposals.flatMap((proposal) => (proposal.kind === 'statement' ? proposal.choice : []))
  const placed = choices.flatMap(({ place }) => world.placeByCode.get(place ?? '') ?? [])
  const measured = choices.flatMap(({ indicator }) => world.indicatorByCode.get(indicator ?? '') ?? [])
  if (placed.length === 0 || measured.length === 0) return { targets: new Map(), figures: new Map() }
  const cells = {
    countyIds: [...new Set(placed.map(({ countyId }) => countyId))],
    placeIds: [...new Set(placed.map(({ placeId }) => placeId))],
    indicatorIds: [...new Set(measured.map(({ indicatorId }) => indicatorId))],
  }
  const targets = await listTargets(db, cells)
  const figures = await listPublishedCells(db, cells)
  return {
    targets: groupBy(targets, (row) => cellKey(row, String(row.year))),
    figures: groupBy(figures, (row) => cellKey(row, row.period)),
  }
}

const cellKey = ({ placeId, indicatorId }: { placeId: number; indicatorId: number }, period: string) =>
  `${placeId} ${indicatorId} ${period}`

type Viewed = Extract<Proposal, { kind: 'statement' }>

/**
 * Counts what says otherwise of the same cell: promises beside promises of the same commitment, figures beside figures [DE9].
 * An open proposal whose very words are in the net already is doubted.
 */
function withConflicts(
  proposal: Viewed,
  { row, stated, world, sourceId }: { row: ProposalRow; stated: Stated; world: DeskWorld; sourceId: number },
): Viewed {
  const { choice } = proposal
  const indicator = world.indicatorByCode.get(choice.indicator ?? '')
  const place = world.placeByCode.get(choice.place ?? '')
  const figure = indicator && !proposal.lacks.includes('unit') ? convertChoice(choice, indicator) : undefined
  if (!indicator || !place || !figure) return proposal
  const key = { placeId: place.placeId, indicatorId: indicator.indicatorId }
  const others =
    choice.becomes === 'target'
      ? (stated.targets.get(cellKey(key, choice.period?.slice(0, 4) ?? 'null')) ?? [])
          .filter(({ targetId }) => targetId !== row.targetId)
          .filter(
            ({ commitment }) => commitment === null || choice.commitment === null || commitment === choice.commitment,
          )
      : (stated.figures.get(cellKey(key, choice.period ?? '')) ?? [])
  const isOwn = (one: TargetRow | ObservationCell) => one.sourceId === sourceId && one.position === row.position
  const differing = others.filter((one) => one.value !== null && !isOwn(one) && differs(one.value, figure.value))
  const isTaken = proposal.state === 'open' && others.some(isOwn)
  return {
    ...proposal,
    conflicts: differing.length,
    doubts: isTaken ? [...proposal.doubts, 'alreadyStated'] : proposal.doubts,
  }
}

const differs = (a: string, b: string): boolean => compareDecimals(parseDecimal(a), parseDecimal(b)) !== 0
