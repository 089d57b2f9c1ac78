import { type Contradiction, decideContradiction, listContradictions } from '@gangju/contract/planning'
import { Problem } from '@gangju/net/problem'
import { type Routes, serve } from '../http/serve.ts'
import { type DecisionRow, insertDecision, listDecisions } from './contradiction.store.ts'
import { type FoundContradiction, findContradictions } from './contradiction-view.ts'
import { endTarget } from './ended-target.store.ts'

/** Figures that do not agree, found anew each time, and what people decided of them. */
export const contradictionRoutes: Routes = (app) => {
  serve(app, listContradictions, async ({ catalog, within, query, lang }) => {
    const scope = await within(query.place === undefined ? {} : { place: query.place })
    const found = await findContradictions(scope.db, scope, { catalog, lang })
    const items = join(found, await listDecisions(scope.db, scope)).filter(
      ({ indicator, sides }) =>
        (query.indicator === undefined || indicator === query.indicator) &&
        (query.document === undefined || sides.some(({ source }) => source?.document === query.document)),
    )
    const open = items.filter(isOpen)
    return { items: query.openOnly ? open : items, open: open.length, decided: items.filter(isDecided).length }
  })

  serve(app, decideContradiction, async (call) => {
    const { catalog, body, lang, now, actor } = call
    const scope = await call.within({ place: body.place })
    const { trx, place } = scope
    const found = await findContradictions(trx, scope, { catalog, lang })
    const known = join(found, await listDecisions(trx, scope)).find(({ finding }) => finding === body.finding)
    if (known === undefined || known.place.code !== body.place) throw new Problem('contradiction.unknown')
    const { decision: former, ...entry } = known
    if ((former?.edition ?? 0) !== body.edition) throw new Problem('contradiction.edition')
    const stillThere = found.some(({ finding }) => finding === body.finding)
    // What was superseded cannot come back by a word: it is accepted anew from its document.
    if (!stillThere) throw new Problem('contradiction.settled')
    if (body.decision === 'first' || body.decision === 'second') {
      const [winner, loser] = body.decision === 'first' ? entry.sides : entry.sides.toReversed()
      // Only of two figures for one cell does one take the place of the other.
      if (entry.kind !== 'differing' || !winner?.target || !loser?.target) throw new Problem('contradiction.sides')
      const ended = { countyId: place.countyId, targetId: loser.target, supersededBy: winner.target, at: now }
      if (!(await endTarget(trx, ended))) throw new Problem('contradiction.edition')
    }
    const decision = {
      finding: body.finding,
      edition: body.edition + 1,
      decision: body.decision,
      note: body.note === '' ? null : body.note,
      entry,
    }
    await insertDecision(trx, {
      ...decision,
      countyId: place.countyId,
      placeId: place.placeId,
      recordedAt: now,
      recordedBy: actor.personId,
    })
    call.record({
      subject: `contradiction/${body.finding}`,
      placeId: place.placeId,
      detail: { decision: body.decision, edition: decision.edition },
    })
    return decided(entry, { ...decision, recordedAt: now, recordedByName: actor.name })
  })
}

/** What the catalogue explains is not open unless somebody asks about it. */
const isOpen = ({ kind, decision }: Contradiction) =>
  decision === null ? kind !== 'known' : decision.decision === 'reopened' || decision.decision === 'ask'

const isDecided = (one: Contradiction) => one.decision !== null && !isOpen(one)

/** Findings with their decisions, and decided ones whose sides are no longer both in force. */
function join(found: readonly FoundContradiction[], decisions: readonly DecisionRow[]): Contradiction[] {
  const byFinding = new Map(decisions.map((row) => [row.finding, row]))
  const names = new Set(found.map(({ finding }) => finding))
  const past = decisions.filter(({ finding, decision }) => !names.has(finding) && decision !== 'reopened')
  return [
    ...found.map((entry) => {
      const row = byFinding.get(entry.finding)
      return row === undefined ? { ...entry, decision: null } : decided(entry, row)
    }),
    ...past.map((row) => decided(row.entry, row)),
  ]
}

const decided = (entry: FoundContradiction, row: DecisionRow): Contradiction => ({
  ...entry,
  decision: {
    decision: row.decision,
    note: row.note,
    at: row.recordedAt.toISOString(),
    by: row.recordedByName,
    edition: row.edition,
  },
})
