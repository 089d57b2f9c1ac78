import { randomUUID } from 'node:crypto'
import type { Statement } from '@gangju/clause'
import type { ClauseChoice, StatementChoice } from '@gangju/contract/desk'
import { mayContain } from '@gangju/net/goal'
import { Problem } from '@gangju/net/problem'
import type { Trx } from '../db/connection.ts'
import type { Scope } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import type { CatalogGoal, CatalogIndicator } from '../net/catalog.ts'
import { raiseNetEpoch } from '../net/place.store.ts'
import {
  type AcceptedFigure,
  type AcceptedTarget,
  insertAcceptedFigures,
  insertAcceptedTargets,
  listTaken,
  type Stamp,
} from './acceptance.store.ts'
import { insertAcceptedGoal, insertBody, insertResponsibilities, listBodies } from './accepted-goal.store.ts'
import type { DecisionFault } from './decision-plan.ts'
import type { DeskDocument } from './desk.store.ts'
import { bindIndicators } from './indicator.store.ts'
import type { ClauseRow, ProposalChange, StatementRow } from './proposal.store.ts'
import { randomCode } from './random-code.ts'
import { convertChoice } from './statement-choice.ts'

export interface TakenStatement {
  readonly row: StatementRow
  readonly choice: StatementChoice
  readonly indicator: CatalogIndicator
}

export interface Ground {
  readonly scope: Scope
  readonly document: DeskDocument
  readonly stamp: Stamp
  readonly goal: CatalogGoal | undefined
}

export interface Accepted {
  readonly changes: readonly ProposalChange[]
  readonly faults: readonly DecisionFault[]
}

/** Statements of one place and goal, as targets in force and published figures, each with the words that state it [DE10]. */
export async function acceptStatements(taken: readonly TakenStatement[], ground: Ground): Promise<Accepted> {
  const { scope, document, stamp, goal } = ground
  const { trx, place } = scope
  const known = await listTaken(trx, stamp, place)
  const [cells, words] = [new Set(known.cells), new Set(known.words)]
  const targets: AcceptedTarget[] = []
  const figures: AcceptedFigure[] = []
  const changes: ProposalChange[] = []
  const faults: DecisionFault[] = []
  for (const { row, choice, indicator } of taken) {
    const { indicatorId } = indicator
    const isTarget = choice.becomes === 'target'
    const [book, key] = isTarget
      ? [words, `${indicatorId} ${row.position}`]
      : [cells, `${indicatorId} ${choice.period}`]
    const refusal = book.has(key) ? `${isTarget ? 'target' : 'observation'}.stated` : missingRight(indicatorId, ground)
    if (refusal !== null) {
      faults.push({ proposal: row.proposalId, code: refusal })
      continue
    }
    book.add(key)
    const at = {
      countyId: place.countyId,
      placeId: place.placeId,
      indicatorId,
      position: row.position,
      length: row.length,
    }
    const figure = { ...convertChoice(choice, indicator)!, printed: printedOf(row.reading) }
    const done = { ...unchanged(row), state: 'accepted' as const, choice }
    if (isTarget) {
      const target = targetOf({ row, choice, indicator }, document)
      targets.push({ ...at, ...figure, ...target, goalId: goal?.goalId ?? null })
      changes.push({ ...done, targetId: target.targetId })
    } else {
      const { valueMax: _, ...stated } = figure
      figures.push({ ...at, ...stated, period: choice.period!, unit: choice.unit })
      changes.push({ ...done, observation: { indicator: indicator.code, place: place.code, period: choice.period! } })
    }
  }
  if (faults.length === 0) {
    await insertAcceptedTargets(trx, targets, stamp)
    await insertAcceptedFigures(trx, figures, stamp)
    if (goal) await bind(trx, goal, [...targets, ...figures])
  }
  return { changes, faults }
}

/** An indicator outside one's goals does not exist for them; and a promise under no goal is for who holds every goal. */
function missingRight(indicatorId: number, { scope: { rectangle, goalPaths }, goal }: Ground): string | null {
  if (rectangle.indicators !== '*' && !rectangle.indicators.includes(indicatorId)) return 'indicator.unknown'
  return goal === undefined && !goalPaths.includes('') ? 'grant.missing' : null
}

/** What a document speaks of under a goal is seen by who holds the goal. */
async function bind(trx: Trx, { goalId }: CatalogGoal, stated: readonly { readonly indicatorId: number }[]) {
  const bound = await bindIndicators(trx, goalId, [...new Set(stated.map(({ indicatorId }) => indicatorId))])
  if (bound === 0) return
  await raiseContentEpoch(trx)
  await raiseNetEpoch(trx)
}

function targetOf({ row, choice, indicator }: TakenStatement, { code }: DeskDocument) {
  const { reading } = row
  const finer = choice.period !== null && choice.period.length > 4 ? `期限 ${choice.period}` : null
  return {
    targetId: randomUUID(),
    proposalId: row.proposalId,
    code: `${code}-${row.anchor}-${row.proposalId.slice(0, 8)}`,
    year: choice.period === null ? null : Number(choice.period.slice(0, 4)),
    comparator: choice.comparator,
    unit: indicator.entry.unit,
    commitment: choice.commitment,
    baseYear: /^(?:19|20)\d\d$/.test(reading.base ?? '') ? Number(reading.base) : null,
    measure: choice.measure,
    anchor: row.anchor,
    note: [choice.note, finer].filter(Boolean).join('；') || null,
  }
}

/** The numeral with its unit where the unit follows. */
function printedOf({ text, offset, quote, quoteOffset, unit }: Statement): string {
  return quote.startsWith(unit, offset - quoteOffset + text.length) ? text + unit : text
}

export interface TakenClause {
  readonly row: ClauseRow
  readonly choice: ClauseChoice
}

/** Clauses of one place under one goal, as nodes of the tree with the bodies that are responsible for them [DE11]. */
export async function acceptClauses(
  taken: readonly TakenClause[],
  { scope, document, goal }: Ground,
): Promise<Accepted> {
  const { trx, place } = scope
  if (!goal) throw new Problem('goal.unknown')
  const changes: ProposalChange[] = []
  const faults: DecisionFault[] = []
  for (const { row, choice } of taken) {
    if (!mayContain(goal.kind, choice.becomes)) faults.push({ proposal: row.proposalId, code: 'goal.misplaced' })
    else if (choice.due !== null && !isDue(choice.due))
      faults.push({ proposal: row.proposalId, code: 'period.malformed' })
    if (faults.length > 0) continue
    const goalId = await insertAcceptedGoal(trx, {
      kind: choice.becomes,
      name: choice.name,
      parent: goal,
      placeId: place.placeId,
      due: choice.due,
      documentId: document.documentId,
      anchor: row.anchor,
      position: row.position,
      length: row.length,
    })
    await insertResponsibilities(trx, goalId, await findOrInsertBodies(trx, choice.bodies, place.placeId))
    changes.push({ ...unchanged(row), state: 'accepted', choice, goalId })
  }
  return { changes, faults }
}

const isDue = (due: string): boolean =>
  /^(?:19|20)\d\d(?:-(?:S[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?))?$/.test(due)

async function findOrInsertBodies(trx: Trx, bodies: ClauseChoice['bodies'], placeId: number) {
  const known = new Map(await listBodies(trx, { placeId, names: bodies.map(({ name }) => name) }))
  const found: { bodyId: number; part: 'lead' | 'support' }[] = []
  for (const { name, part } of bodies) {
    const bodyId = known.get(name) ?? (await insertBody(trx, { code: `body-${randomCode(10)}`, name, placeId }))
    known.set(name, bodyId)
    found.push({ bodyId, part })
  }
  return found
}

/** A proposal without anything that it had become. */
export const unchanged = ({ proposalId, state, choice }: StatementRow | ClauseRow): ProposalChange => ({
  proposalId,
  state,
  choice,
  mergedInto: null,
  targetId: null,
  observation: null,
  goalId: null,
})
