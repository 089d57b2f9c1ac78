import type { ClauseChoice, decideProposals, StatementChoice } from '@gangju/contract/desk'
import { Problem } from '@gangju/net/problem'
import { type Call, type Scope } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { announce } from '../net/observation.store.ts'
import { raiseNetEpoch } from '../net/place.store.ts'
import { acceptClauses, acceptStatements, type TakenClause, type TakenStatement, unchanged } from './accept.ts'
import { endFigure, type Stamp } from './acceptance.store.ts'
import { endGoal, listGoalsInUse } from './accepted-goal.store.ts'
import { proposeClause } from './clause-choice.ts'
import { type Decided, type DecisionFault, type DecisionOf, isOf, planDecisions } from './decision-plan.ts'
import { lacking, outdated, refuse } from './decision-refusal.ts'
import { type DeskDocument, getDocumentSource } from './desk.store.ts'
import type { DeskWorld } from './desk-world.ts'
import { endTarget } from './ended-target.store.ts'
import { groupBy } from './group-by.ts'
import { listAncestorIds } from './library.store.ts'
import {
  listProposals,
  lockDocument,
  type ProposalChange,
  type ProposalRow,
  updateProposals,
} from './proposal.store.ts'
import { loadDeskWorld } from './proposal-view.ts'
import { proposeStatement } from './statement-choice.ts'

type DecideCall = Call<typeof decideProposals>

export interface Decidedness {
  readonly rows: readonly ProposalRow[]
  readonly world: DeskWorld
  readonly sourceId: number
}

/** Carries out decisions on the proposals of one document: all of them or none, each refusal told by its proposal [DE6]. */
export async function decide(call: DecideCall, home: Scope, document: DeskDocument): Promise<Decidedness> {
  const { body, catalog, actor, now, lang } = call
  const ids = body.decisions.flatMap((one) => (one.kind === 'merge' ? [one.proposal, one.into] : [one.proposal]))
  await lockDocument(home.trx, document)
  const rows = await listProposals(home.db, home, { document, ids })
  const plan = planDecisions(body.decisions, rows)
  const accepted = plan.decided.filter(isOf('accept'))
  const reopened = plan.decided.filter(isOf('reopen'))
  refuse([...plan.faults, ...outdated(accepted, document)], lang)
  const codes = accepted.flatMap(({ decision }) => decision.choice?.place ?? [])
  const world = await loadDeskWorld(home.db, home, { document, rows, codes, catalog })
  const wanted = accepted.map((one) => ({ ...one, choice: choiceOf(one, world) }))
  refuse(
    wanted.flatMap((one) => lacking(one, world, lang)),
    lang,
  )

  const sourceId = await getDocumentSource(home.db, document)
  const stamp: Stamp = { sourceId, version: document.version, at: now }
  const isContent = [...accepted, ...reopened].some(({ row }) => row.kind === 'clause')
  if (isContent) await raiseContentEpoch(home.trx)
  if (isContent) await raiseNetEpoch(home.trx)
  const taking: Taking = { call, document, stamp, world, touched: new Set() }
  const faults: DecisionFault[] = []
  for (const group of groupBy(reopened, ({ row }) => placeKey(row.choice)).values()) {
    faults.push(...(await withdraw(group, taking)))
  }
  faults.push(...(await stillUsed(home, reopened)))
  const changes: ProposalChange[] = []
  for (const group of groupBy(wanted, ({ choice }) => placeKey(choice)).values()) {
    const done = await take(group, taking)
    changes.push(...done.changes)
    faults.push(...done.faults)
  }
  refuse(faults, lang)
  const again = await call.within({ place: document.placeCode })
  for (const { row } of reopened) changes.push({ ...unchanged(row), state: 'open' })
  for (const { row } of plan.decided.filter(isOf('reject'))) changes.push({ ...unchanged(row), state: 'rejected' })
  for (const { row, decision } of plan.decided.filter(isOf('merge'))) {
    changes.push({ ...unchanged(row), state: 'merged', mergedInto: decision.into })
  }
  await updateProposals(again.trx, document, changes, { personId: actor.personId, at: now })
  await tell(again, taking, [...reopened.map(({ row }) => row.choice), ...wanted.map(({ choice }) => choice)])
  call.record({ subject: `document/${document.code}`, placeId: document.placeId, detail: countsOf(changes, document) })
  const decidedIds = body.decisions.map(({ proposal }) => proposal)
  return { rows: await listProposals(again.db, again, { document, ids: decidedIds }), world, sourceId }
}

/** Pages that show the places are told when the transaction is done. */
async function tell({ trx }: Scope, { touched }: Taking, choices: readonly (Choice | null)[]): Promise<void> {
  if (touched.size === 0) return
  const places = [...touched]
  const periods = choices.flatMap((choice) => (choice && 'period' in choice ? (choice.period ?? []) : []))
  await announce(trx, {
    counties: [],
    ancestors: [...new Set([...places, ...(await listAncestorIds(trx, places))])],
    periods: [...new Set(periods)].slice(0, 100),
  })
}

type Choice = StatementChoice | ClauseChoice
type Wanted = Decided<DecisionOf<'accept'>> & { readonly choice: Choice }

interface Taking {
  readonly call: DecideCall
  readonly document: DeskDocument
  readonly stamp: Stamp
  readonly world: DeskWorld
  /** Places whose targets, figures or goals moved. */
  readonly touched: Set<number>
}

function choiceOf({ row, decision }: Decided<DecisionOf<'accept'>>, world: DeskWorld): Choice {
  const own = decision.choice ?? row.choice
  if (own) return own
  return row.kind === 'statement' ? proposeStatement(row.reading, world).choice : proposeClause(row.reading, world)
}

const goalCode = (choice: Choice): string | null => ('parent' in choice ? choice.parent : choice.goal)
const placeKey = (choice: Choice | null): string => `${choice?.place ?? ''} ${choice ? goalCode(choice) : ''}`

/**
 * The place and the goal are asked for together: a target is written by who holds both. What is handed out then is the
 * place with all that the person holds there, for an indicator may be put under a goal that it did not measure before.
 */
async function enter(
  { call, document, touched }: Taking,
  group: readonly { row: ProposalRow }[],
  choice: Choice | null,
): Promise<Scope | readonly DecisionFault[]> {
  const goal = choice && goalCode(choice)
  const place = choice?.place ?? document.placeCode
  try {
    if (goal) await call.within({ place, goal })
    const scope = await call.within({ place })
    touched.add(scope.place.placeId)
    return scope
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return group.map(({ row }) => ({ proposal: row.proposalId, code: error.code }))
  }
}

const isRefused = (entered: Scope | readonly DecisionFault[]): entered is readonly DecisionFault[] =>
  Array.isArray(entered)

async function take(group: readonly Wanted[], taking: Taking) {
  const { document, stamp, world } = taking
  const [{ choice }] = group as [Wanted]
  const scope = await enter(taking, group, choice)
  if (isRefused(scope)) return { changes: [], faults: scope }
  const ground = { scope, document, stamp, goal: world.catalog.findGoal(goalCode(choice) ?? '') }
  const statements = await acceptStatements(
    group.flatMap(({ row, choice: own }): TakenStatement[] =>
      row.kind === 'statement' && !('parent' in own)
        ? [{ row, choice: own, indicator: world.indicatorByCode.get(own.indicator!)! }]
        : [],
    ),
    ground,
  )
  const clauses = group.flatMap(({ row, choice: own }): TakenClause[] =>
    row.kind === 'clause' && 'parent' in own ? [{ row, choice: own }] : [],
  )
  const goals = clauses.length === 0 ? { changes: [], faults: [] } : await acceptClauses(clauses, ground)
  return { changes: [...statements.changes, ...goals.changes], faults: [...statements.faults, ...goals.faults] }
}

/** Takes out of force what proposals of one place and goal had become. */
async function withdraw(
  group: readonly Decided<DecisionOf<'reopen'>>[],
  taking: Taking,
): Promise<readonly DecisionFault[]> {
  const { stamp, world } = taking
  const made = group.filter(({ row }) => row.state === 'accepted')
  const [first] = made
  if (!first) return []
  const scope = await enter(taking, made, first.row.choice)
  if (isRefused(scope)) return scope
  const { trx, place } = scope
  for (const { row } of made) {
    if (row.targetId !== null) {
      const { countyId } = place
      await endTarget(trx, { countyId, targetId: row.targetId, supersededBy: null, at: stamp.at })
    }
    if (row.goalId !== null) await endGoal(trx, row.goalId, stamp.at)
    const indicator = row.observation && world.indicatorByCode.get(row.observation.indicator)
    if (!row.observation || !indicator) continue
    const { period } = row.observation
    const cell = { countyId: place.countyId, placeId: place.placeId, indicatorId: indicator.indicatorId, period }
    await endFigure(trx, { ...cell, position: row.position }, stamp)
  }
  return []
}

/** A goal is not taken back from under what hangs on it. */
async function stillUsed({ trx }: Scope, reopened: readonly Decided[]): Promise<DecisionFault[]> {
  const goalIds = reopened.flatMap(({ row }) => row.goalId ?? [])
  if (goalIds.length === 0) return []
  const used = await listGoalsInUse(trx, goalIds)
  return reopened
    .filter(({ row }) => row.goalId !== null && used.includes(row.goalId))
    .map(({ row }) => ({ proposal: row.proposalId, code: 'goal.inUse' }))
}

function countsOf(changes: readonly ProposalChange[], { version }: DeskDocument) {
  const count = (state: ProposalChange['state']) => changes.filter((change) => change.state === state).length
  return {
    version,
    accepted: count('accepted'),
    rejected: count('rejected'),
    merged: count('merged'),
    reopened: count('open'),
    targets: changes.filter(({ targetId }) => targetId !== null).length,
    figures: changes.filter(({ observation }) => observation !== null).length,
    goals: changes.filter(({ goalId }) => goalId !== null).length,
  }
}
