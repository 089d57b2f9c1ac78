import type { Proposal, StatementChoice } from '@gangju/contract/desk'
import { type Say, sayCode } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { plainDigits } from '../ui/figure-text.ts'

/** The figure of a choice as it would be taken: ≥ 450 亿元, 10–12 %. */
export function figureWords({ comparator, value, valueMax, unit }: StatementChoice, language: Language): string {
  if (comparator === 'range' && valueMax !== null) return `${plainDigits(value)}–${plainDigits(valueMax)} ${unit}`
  const bound = comparator === 'eq' ? '' : `${sayCode(language, 'comparator', comparator)} `
  return `${bound}${plainDigits(value)} ${unit}`
}

/** What a proposal is about, in a few words. */
export function subjectWords(proposal: Proposal): string {
  if (proposal.kind === 'clause') return proposal.choice.name
  return proposal.indicatorName ?? proposal.reading.indicator
}

/** What keeps a proposal from being taken without a look: gaps, doubts and figures that differ. */
export const isDoubtful = ({ lacks, doubts, conflicts, confidence }: Proposal): boolean =>
  lacks.length > 0 || doubts.length > 0 || conflicts > 0 || confidence < 0.7

export type ChoiceField = 'becomes' | 'indicator' | 'place' | 'period' | 'value' | 'unit' | 'parent'

const fieldOfDoubt: Readonly<Record<string, ChoiceField>> = {
  placeCarried: 'place',
  placeUnknown: 'place',
  yearCarried: 'period',
  yearUnknown: 'period',
  indicatorUnknown: 'indicator',
  indicatorGuessed: 'indicator',
  modalityGuessed: 'becomes',
}

/** Doubts and gaps of one field, in words. */
export function faultsOf({ doubts, lacks }: Proposal, field: ChoiceField, language: Language) {
  return {
    lacks: lacks.filter((lack) => lack === field).map((lack) => sayCode(language, 'lack', lack)),
    doubts: [...new Set(doubts)]
      .filter((doubt) => (fieldOfDoubt[doubt] ?? 'value') === field)
      .map((doubt) => sayCode(language, 'doubt', doubt)),
  }
}

export const percent = (share: number) => Math.round(share * 100)

/** Who decided on a proposal, and how. */
export function decidedWords(proposal: Proposal, time: string, { say, language }: { say: Say; language: Language }) {
  const state = sayCode(language, 'deskState', proposal.state)
  return say('desk.decided', { state, name: proposal.decidedBy ?? '', time })
}
