import { CoverageGap, type CoverageRow } from '@gangju/contract/planning'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../http/serve.ts'
import type { Catalog } from '../net/catalog.ts'
import {
  listAimedGoals,
  listCoveredDocuments,
  listCoveredGoals,
  listCoveredTargets,
  listOpenProposals,
} from './coverage.store.ts'
import { type CheckedRow, rowOfGoal, rowOfProposal, rowOfTarget, statedKey, statedName } from './coverage-rows.ts'
import type { DeskWorld } from './desk-world.ts'
import { groupBy } from './group-by.ts'
import { loadDeskWorld } from './proposal-view.ts'

/** More are asked for place by place, or document by document. */
const mostRows = 20_000

export interface Coverage {
  readonly rows: readonly Omit<CoverageRow, 'indicatorName'>[]
  readonly shares: { gap: CoverageGap; lacking: number; of: number }[]
  readonly covered: number
  readonly total: number
  readonly demo: boolean
}

/**
 * What the documents of a place promise, and what each promise still lacks: targets in force, measures and tasks, and
 * proposals that nobody has decided on [CV1]…[CV4].
 *
 * @throws Problem `document.unknown`; `request.tooLarge` beyond twenty thousand rows.
 */
export async function readCoverageOf(
  scope: Scope,
  { catalog, document: code, gapsOnly }: { catalog: Catalog; document: string | undefined; gapsOnly: boolean },
): Promise<Coverage> {
  const { db, rectangle, goalPaths } = scope
  const documents = await listCoveredDocuments(db, rectangle, code)
  if (code !== undefined && documents.length === 0) throw new Problem('document.unknown')
  const documentIds = documents.map(({ documentId }) => documentId)
  const limit = mostRows + 1
  const targets = await listCoveredTargets(db, rectangle, { documentIds, limit })
  const goals = await listCoveredGoals(db, rectangle, documentIds)
  const proposals = await listOpenProposals(db, rectangle, { documentIds, limit })
  if (targets.length + goals.length + proposals.length > mostRows) throw new Problem('request.tooLarge')
  const aimed = await listAimedGoals(db, rectangle)
  const stated = new Set([
    ...targets.map(statedKey),
    ...goals.map((goal) => statedName(goal, catalog.goalById(goal.goalId).name)),
  ])
  const isHeld = ({ goalId }: { goalId: number }) =>
    goalPaths.some((path) => catalog.goalById(goalId).path.startsWith(path))
  const targetsOf = groupBy(targets, byDocument)
  const goalsOf = groupBy(goals.filter(isHeld), byDocument)
  const proposalsOf = groupBy(proposals, byDocument)
  const worlds = new Map<number, DeskWorld>()
  const rows: CheckedRow[] = []
  for (const document of documents) {
    const open = proposalsOf.get(byDocument(document)) ?? []
    // Documents of one place speak from the same spot: its names are looked up once.
    const beside = documents.filter(({ placeId }) => placeId === document.placeId)
    const spoken = beside.flatMap((one) => proposalsOf.get(byDocument(one)) ?? [])
    const world = worlds.get(document.placeId) ?? (await loadDeskWorld(db, scope, { document, rows: spoken, catalog }))
    worlds.set(document.placeId, world)
    const own = { targets: targetsOf.get(byDocument(document)) ?? [], goals: goalsOf.get(byDocument(document)) ?? [] }
    const ground = { catalog, document, aimed, ...own }
    const found = [
      ...own.targets.map((target) => rowOfTarget(target, ground)),
      ...own.goals.map((goal) => rowOfGoal(goal, ground)),
      ...open.flatMap((proposal) => rowOfProposal(proposal, { world, document, stated }) ?? []),
    ]
    rows.push(...found.toSorted((a, b) => a.offset - b.offset))
  }
  return tell(rows, { gapsOnly, demo: documents.some(({ demo }) => demo) })
}

const byDocument = ({ documentId }: { readonly documentId: number }) => String(documentId)

/** Shares are of the rows of which the gap is asked: an undecided promise lacks no source yet. */
function tell(rows: readonly CheckedRow[], { gapsOnly, demo }: { gapsOnly: boolean; demo: boolean }): Coverage {
  const shown = rows.map(({ checks, ...row }) => ({
    ...row,
    gaps: CoverageGap.options.filter((gap) => checks[gap] === true),
  }))
  return {
    rows: gapsOnly ? shown.filter(({ gaps }) => gaps.length > 0) : shown,
    shares: CoverageGap.options.map((gap) => ({
      gap,
      lacking: rows.filter(({ checks }) => checks[gap] === true).length,
      of: rows.filter(({ checks }) => checks[gap] !== undefined).length,
    })),
    covered: shown.filter(({ gaps }) => gaps.length === 0).length,
    total: rows.length,
    demo,
  }
}
