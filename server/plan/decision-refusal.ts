import type { ClauseChoice, StatementChoice } from '@gangju/contract/desk'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { type Lang, ListedProblem } from '../http/serve.ts'
import { lacksOfClause } from './clause-choice.ts'
import type { Decided, DecisionFault } from './decision-plan.ts'
import type { DeskDocument } from './desk.store.ts'
import type { DeskWorld } from './desk-world.ts'
import type { ProposalRow } from './proposal.store.ts'
import { lacksOfStatement } from './statement-choice.ts'

/** Figures of a version that was revised are the past: only what stands now is taken. */
export function outdated(accepted: readonly Decided[], { isCurrent }: DeskDocument): DecisionFault[] {
  return isCurrent ? [] : accepted.map(({ row }) => ({ proposal: row.proposalId, code: 'document.revised' }))
}

const lackWords = {
  indicator: { zh: '指标', en: 'the indicator' },
  place: { zh: '地方', en: 'the place' },
  period: { zh: '时间', en: 'the period' },
  unit: { zh: '能换算成指标单位的单位', en: 'a unit that the indicator can take' },
  parent: { zh: '上级目标', en: 'the goal above' },
} as const

/** What would have to be chosen before a proposal can be taken. */
export function lacking(
  { row, choice }: { readonly row: ProposalRow; readonly choice: StatementChoice | ClauseChoice },
  world: DeskWorld,
  lang: Lang,
): DecisionFault[] {
  const found = 'parent' in choice ? lacksOfClause(choice) : lacksOfStatement(choice, world)
  if (found.length === 0) return []
  const lacks = found.map((lack) => lackWords[lack][lang]).join(lang === 'zh' ? '、' : ', ')
  return [{ proposal: row.proposalId, code: 'proposal.lacks', detail: { lacks } }]
}

/** @throws ListedProblem when there is any fault, under the code of the first; `path` names the proposal. */
export function refuse(faults: readonly DecisionFault[], lang: Lang): void {
  const [first] = faults
  if (!first) return
  const listed = faults.map(({ proposal, code, detail = {} }) => ({
    code,
    path: proposal,
    message: isProblemCode(code) ? problemText(code, lang, detail) : code,
  }))
  throw new ListedProblem(first.code, listed, first.detail ?? {})
}
