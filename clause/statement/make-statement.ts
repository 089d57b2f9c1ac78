import { UnitSet } from '../dictionary/unit-set.ts'
import type { Figure } from './figure-words.ts'
import type { Frame } from './frame.ts'
import type { ReadModality } from './modality.ts'
import type { FoundPlace } from './place-of.ts'
import type { PlacedMention } from './reading.ts'
import type { Scene } from './scene.ts'
import type { Surroundings } from './span.ts'
import type { Commitment, Doubt, Statement } from './statement.ts'
import type { FoundTime } from './time-of.ts'

/** What was found out around a figure. */
export interface Findings {
  readonly around: Surroundings
  readonly frame: Frame
  readonly place: FoundPlace
  readonly time: FoundTime
  readonly mood: ReadModality
  readonly commitment: Commitment | null
}

/** Puts a statement together: its span, its quote, its sign, its period, and how sure all of it is [CS13]. */
export function makeStatement(scene: Scene, own: PlacedMention, figure: Figure, findings: Findings): Statement {
  const { mention } = own
  const { time, place, mood } = findings
  const sign = figure.negative && mention.value > 0 ? -1 : 1
  const year = settleYear(scene, findings)
  const doubts = findDoubts(own, figure, findings, year)
  const quoteOffset = scene.reading.offsets[findings.around.clause] ?? mention.offset
  const quoteEnd = (scene.reading.offsets[Math.max(findings.around.clauseEnd, own.end) - 1] ?? mention.offset) + 1
  const from = Math.min(quoteOffset, mention.start)
  return {
    text: mention.text,
    offset: mention.offset,
    quote: scene.input.slice(from, Math.max(quoteEnd, mention.end)),
    quoteOffset: from,
    place: place.name,
    subject: place.zone ?? null,
    indicator: figure.indicator,
    indicatorCode: figure.known?.code ?? null,
    value: sign * mention.value,
    valueMax: mention.valueMax === null ? null : sign * mention.valueMax,
    exact: sign < 0 ? `-${mention.exact}` : mention.exact,
    exactMax: mention.exactMax === null ? null : sign < 0 ? `-${mention.exactMax}` : mention.exactMax,
    unit: mention.unit,
    comparator: mention.comparator,
    measure: figure.measure,
    modality: mood.modality,
    commitment: findings.commitment,
    year,
    period: year === null ? null : time.period?.startsWith(`${year}`) ? time.period : `${year}`,
    base: time.base ?? (figure.measure === 'growth' && mood.modality === 'actual' ? 'sameTimeLastYear' : null),
    scope: figure.scope,
    spellings: mention.spellings,
    confidence: confidenceOf(doubts),
    doubts,
  }
}

function confidenceOf(doubts: readonly Doubt[]): number {
  let cost = 0
  for (const doubt of doubts) cost += COSTS[doubt]
  return Math.max(0.1, Math.round((1 - cost) * 100) / 100)
}

const COSTS: Readonly<Record<Doubt, number>> = {
  placeCarried: 0.03,
  placeUnknown: 0.25,
  yearCarried: 0.03,
  yearUnknown: 0.2,
  indicatorUnknown: 0.08,
  indicatorGuessed: 0.25,
  modalityGuessed: 0.08,
  misread: 0.3,
  threshold: 0.2,
  secondReader: 0.5,
}

/** A target does not lie in the past of its text, a fact not in its future: then the document's own year holds. */
function settleYear(scene: Scene, { time, mood, frame }: Findings): number | null {
  const { date, kind } = scene
  if (!time.known && !time.near) return null
  if (date.year === null || time.near) return time.year
  if (mood.modality === 'target' && time.year < date.year) return date.year
  if (mood.modality === 'actual' && time.year > date.year) return date.year
  if (mood.modality === 'actual' && kind === 'workReport' && frame.time === null && (date.month ?? 12) <= 3)
    return date.year - 1
  return time.year
}

const MISREAD = new UnitSet('OolI\n')
const DIGITS = new UnitSet('0123456789')

function findDoubts(own: PlacedMention, figure: Figure, { place, time, mood }: Findings, year: number | null): Doubt[] {
  const doubts: Doubt[] = []
  if (place.name === null) doubts.push('placeUnknown')
  else if (place.carried) doubts.push('placeCarried')
  if (year === null) doubts.push('yearUnknown')
  else if (!time.near) doubts.push('yearCarried')
  if (figure.guessed) doubts.push('indicatorGuessed')
  else if (!figure.known) doubts.push('indicatorUnknown')
  if (mood.guessed) doubts.push('modalityGuessed')
  if (MISREAD.isIn(own.mention.text)) doubts.push('misread')
  if (own.mention.dimension === 'amount' && !DIGITS.isIn(own.mention.text)) doubts.push('threshold')
  return doubts
}
