import type { decideRevision } from '@gangju/contract/planning'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import { type Call, ListedProblem, type Scope } from '../http/serve.ts'
import { raiseContentEpoch } from '../net/catalog.store.ts'
import { raiseNetEpoch } from '../net/place.store.ts'
import { endGoal } from './accepted-goal.store.ts'
import { decide } from './decide.ts'
import { type DeskDocument, getDocumentSource } from './desk.store.ts'
import { endTarget } from './ended-target.store.ts'
import { listProposals, lockDocument, type ProposalRow } from './proposal.store.ts'
import { listHangingGoals, listRevisedTargets, type RevisedTarget } from './revision.store.ts'

type RevisionCall = Call<typeof decideRevision>
type RevisionDecision = RevisionCall['body']['decisions'][number]
type Of<Kind extends RevisionDecision['kind']> = Extract<RevisionDecision, { kind: Kind }>

const isOf =
  <Kind extends RevisionDecision['kind']>(kind: Kind) =>
  (one: RevisionDecision): one is Of<Kind> =>
    one.kind === kind

interface Counts {
  readonly superseded: number
  readonly withdrawn: number
  readonly ended: number
}

/**
 * Takes the changes of a new version into the net: what takes a target's place is accepted first, then the target ends and
 * names it; what is withdrawn ends without a successor; all of it or nothing [RV4]. Everything stays in the history.
 *
 * @throws Problem `target.unknown`, `target.ended`, `proposal.unknown`, `proposal.decided`, `revision.successor`,
 *   `goal.unknown`, `goal.hasParts`; whatever accepting a proposal refuses.
 */
export async function carryOut(call: RevisionCall, home: Scope, document: DeskDocument): Promise<Counts> {
  const { decisions } = call.body
  await lockDocument(home.trx, document)
  const replaced = decisions.filter(isOf('supersede'))
  const withdrawn = decisions.filter(isOf('withdraw'))
  const ended = decisions.filter(isOf('endGoal'))
  const wanted = [...replaced, ...withdrawn].map(({ target }) => target)
  const targets = await findTargets(home, { document, wanted, lang: call.lang })
  const successors = await acceptSuccessors(call, home, { document, ids: replaced.map(({ proposal }) => proposal) })
  for (const decision of [...replaced, ...withdrawn]) {
    const target = targets.get(decision.target)!
    const supersededBy = decision.kind === 'supersede' ? successors.get(decision.proposal)! : null
    await endOne(call, target, supersededBy)
  }
  await endGoals(call, home, { document, codes: ended.map(({ goal }) => goal) })
  return { superseded: replaced.length, withdrawn: withdrawn.length, ended: ended.length }
}

async function findTargets(
  { db, rectangle }: Scope,
  { document, wanted, lang }: { document: DeskDocument; wanted: readonly string[]; lang: RevisionCall['lang'] },
): Promise<ReadonlyMap<string, RevisedTarget>> {
  const sourceId = await getDocumentSource(db, document)
  const rows = await listRevisedTargets(db, rectangle, { sourceId, ids: wanted })
  const targets = new Map(rows.map((row) => [row.targetId, row]))
  const faults = wanted.flatMap((id, at) => {
    const target = targets.get(id)
    if (!target) return [{ code: 'target.unknown', path: id }]
    return target.isEnded || wanted.indexOf(id) < at ? [{ code: 'target.ended', path: id }] : []
  })
  const [first] = faults
  if (!first) return targets
  throw new ListedProblem(
    first.code,
    faults.map((fault) => ({
      ...fault,
      message: isProblemCode(fault.code) ? problemText(fault.code, lang, {}) : fault.code,
    })),
    {},
  )
}

/** Targets that proposals of the new version are, or become now, by the proposals. */
async function acceptSuccessors(
  call: RevisionCall,
  home: Scope,
  { document, ids }: { document: DeskDocument; ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const known = await listProposals(home.db, home, { document, ids })
  if (known.length < new Set(ids).size) throw new Problem('proposal.unknown')
  if (known.some(({ state }) => state === 'rejected' || state === 'merged')) throw new Problem('proposal.decided')
  const open = known.filter(({ state }) => state === 'open')
  const taken = open.length === 0 ? [] : await acceptAll(call, home, { document, open })
  const standing = [...known.filter(({ state }) => state === 'accepted'), ...taken]
  return new Map(
    standing.map(({ proposalId, targetId }) => {
      if (targetId === null) throw new Problem('revision.successor')
      return [proposalId, targetId]
    }),
  )
}

async function acceptAll(
  call: RevisionCall,
  home: Scope,
  { document, open }: { document: DeskDocument; open: readonly ProposalRow[] },
): Promise<readonly ProposalRow[]> {
  const decisions = open.map(({ proposalId, edition }) => ({ kind: 'accept' as const, proposal: proposalId, edition }))
  const { rows } = await decide({ ...call, body: { version: document.version, decisions } }, home, document)
  return rows
}

/** A target is ended by who holds its place and its goal. */
async function endOne(call: RevisionCall, target: RevisedTarget, supersededBy: string | null): Promise<void> {
  const { countyId, targetId, placeCode, goalId } = target
  const goal = goalId === null ? undefined : call.catalog.goalById(goalId)
  const inForce = goal && call.catalog.findGoal(goal.code)
  const { trx, goalPaths } = await call.within({ place: placeCode, ...(inForce ? { goal: inForce.code } : {}) })
  if (!inForce && !goalPaths.includes('')) throw new Problem('grant.missing')
  const isDone = await endTarget(trx, { countyId, targetId, supersededBy, at: call.now })
  if (!isDone) throw new Problem('target.ended')
}

/** Ends measures and tasks that the document brought; what hangs below one has to end with it. */
async function endGoals(
  call: RevisionCall,
  home: Scope,
  { document, codes }: { document: DeskDocument; codes: readonly string[] },
): Promise<void> {
  if (codes.length === 0) return
  const { catalog } = call
  const again = await call.within({ place: document.placeCode })
  await raiseContentEpoch(again.trx)
  await raiseNetEpoch(again.trx)
  const rows = await listHangingGoals(home.db, again.rectangle, { document, upTo: document.version, since: call.now })
  const ending = new Set(codes)
  for (const code of ending) {
    const row = rows.find(({ id, inForce }) => id === code && inForce)
    const goal = catalog.findGoal(code)
    if (!row || !goal || (goal.placeId !== null && row.placeCode === null)) throw new Problem('goal.unknown')
    if (catalog.goalsUnder(goal.path).some((below) => !ending.has(below.code))) {
      throw new Problem('goal.hasParts', { code })
    }
    const { trx } = await call.within({ place: row.placeCode ?? document.placeCode, goal: code })
    await endGoal(trx, goal.goalId, call.now)
  }
}
