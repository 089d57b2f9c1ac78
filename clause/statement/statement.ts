import type { Comparator, Span, Spelling } from '../mention/mention.ts'

export type Measure = 'level' | 'count' | 'growth' | 'share' | 'ratio' | 'rank' | 'duration' | 'change' | 'multiple'
export type Modality = 'target' | 'actual'
/** firm: 确保; stretch: 力争, 争取; expected: 预期, 预计目标. */
export type Commitment = 'firm' | 'stretch' | 'expected'

/** Why a reading may be wrong; each is shown beside the proposal. */
export type Doubt =
  | 'placeCarried'
  | 'placeUnknown'
  | 'yearCarried'
  | 'yearUnknown'
  | 'indicatorUnknown'
  | 'indicatorGuessed'
  | 'modalityGuessed'
  | 'misread'
  | 'threshold'
  | 'secondReader'

/** One quantified statement of a text. */
export interface Statement extends Span {
  /** The smallest part of the text that carries the whole statement. */
  readonly quote: string
  readonly quoteOffset: number
  /** The administrative place or zone the figure is about, as named: 江门市. Null when the text names none. */
  readonly place: string | null
  /** Who or what the figure is said of when that is not the place itself: a firm, a park, a body. */
  readonly subject: string | null
  /** The indicator by its full name in the dictionary, or by the words of the text. */
  readonly indicator: string
  /** The code of the dictionary's entry, when the dictionary knows it. */
  readonly indicatorCode: string | null
  /** In `unit` as printed; a decrease is negative. */
  readonly value: number
  readonly valueMax: number | null
  /** The value digit by digit, with its sign. */
  readonly exact: string
  readonly exactMax: string | null
  readonly unit: string
  readonly comparator: Comparator
  readonly measure: Measure
  readonly modality: Modality
  readonly commitment: Commitment | null
  /** The deadline of a target, the year of a fact. */
  readonly year: number | null
  /** The same as a period id where the text is finer than a year: 2026-Q3, 2026-S1, 2026-10. Else the year. */
  readonly period: string | null
  /** What a growth, a change or a multiple is measured from: 'sameTimeLastYear' or a year. */
  readonly base: string | null
  /** The class of a rank or a share: 全国百强区, 全省. */
  readonly scope: string | null
  readonly spellings: readonly Spelling[]
  /** 0…1; what accept-all above a threshold goes by. */
  readonly confidence: number
  readonly doubts: readonly Doubt[]
}
