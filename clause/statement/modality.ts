import type { Dictionary } from '../dictionary/compile.ts'
import { cueAt, findLastCue } from './cue.ts'
import type { Cue } from './cue-index.ts'
import type { Surroundings } from './span.ts'
import type { Commitment, Modality } from './statement.ts'

/** What is known before the words around a figure are read. */
export interface Mood {
  readonly frame: Modality | null
  /** A heading said so. */
  readonly told: boolean
  /** The year written in the same sentence, and how far the text's own date is from it. */
  readonly ahead: number | null
  /** What the last sentence that said so was about: 会议要求 sets what follows. */
  readonly carried: Modality | null
  /** The sentence speaks of the year that has just begun. */
  readonly yearAhead: boolean
  /** What the text as a whole leans to. */
  readonly fallback: Modality | null
}

export interface ReadModality {
  readonly modality: Modality
  readonly guessed: boolean
}

/** Target or actual: by the nearest governing word, the year, the sentence, the section, the kind of document [CS6]. */
export function readModality(
  dictionary: Dictionary,
  text: string,
  around: Surroundings,
  start: number,
  mood: Mood,
): ReadModality {
  if (mood.ahead !== null && mood.ahead > 0) return { modality: 'target', guessed: false }
  if (mood.ahead !== null && mood.ahead < 0) return { modality: 'actual', guessed: false }
  const said =
    clauseMood(dictionary, text, around.clause, start) ??
    lastGoverning(dictionary, text, around.part, around.clause) ??
    lastGoverning(dictionary, text, around.sentence, Math.min(around.part, around.sentence + 30))
  if (said) return { modality: said, guessed: false }
  if (mood.yearAhead) return { modality: 'target', guessed: mood.frame !== 'target' }
  if (mood.carried) return { modality: mood.carried, guessed: false }
  if (mood.frame)
    return { modality: mood.frame, guessed: !mood.told && !isPlanned(dictionary, text, around, start, mood.frame) }
  return {
    modality: findLastCue(dictionary, 'weakActual', text, around.sentence, start)
      ? 'actual'
      : (mood.fallback ?? 'actual'),
    guessed: true,
  }
}

/** A verb of planning in the clause agrees with a document that plans. */
function isPlanned(
  dictionary: Dictionary,
  text: string,
  around: Surroundings,
  start: number,
  frame: Modality,
): boolean {
  return frame === 'target' && findLastCue(dictionary, 'planVerb', text, around.clause, start) !== null
}

/** The clause's own governing words, the weaker ones among them: 推动, 安排. */
function clauseMood(dictionary: Dictionary, text: string, from: number, to: number): Modality | null {
  return (
    lastGoverning(dictionary, text, from, to) ??
    (lastWord(dictionary, 'clauseTarget', text, from, to) ? 'target' : null)
  )
}

/** Which way the last governing word of a stretch points, null when it holds none. */
export function lastGoverning(dictionary: Dictionary, text: string, from: number, to: number): Modality | null {
  const target = lastWord(dictionary, 'strongTarget', text, from, to)
  const actual = lastWord(dictionary, 'strongActual', text, from, to)
  if (!target && !actual) return null
  return (target?.at ?? -1) > (actual?.at ?? -1) ? 'target' : 'actual'
}

/** The last cue that is not part of a longer word: 要 but not 主要. */
function lastWord(dictionary: Dictionary, kind: string, text: string, from: number, to: number): Cue | null {
  let end = to
  for (let tries = 0; tries < 6; tries++) {
    const cue = findLastCue(dictionary, kind, text, from, end)
    if (!cue) return null
    if (!isInsideNoun(dictionary, text, cue)) return cue
    end = cue.at
  }
  return null
}

function isInsideNoun(dictionary: Dictionary, text: string, cue: Cue): boolean {
  if (
    cue.word === '将' &&
    /^将[^，。；]{2,24}(?:作为|列为|划分为|转化为|纳入|建设成|打造成|转为|融入|列入)/.test(
      text.slice(cue.at, cue.at + 32),
    )
  )
    return true
  for (let at = Math.max(0, cue.at - 3); at <= cue.at; at++) {
    const noun = cueAt(dictionary, 'noun', text, at)
    if (noun && noun.end > cue.at && noun.end - noun.at > cue.end - cue.at) return true
  }
  return false
}

const COMMITMENTS: readonly Commitment[] = ['firm', 'stretch', 'expected']
const FRESH = /^(?:向着|朝着|推动|到20)/
const FRESH_START = /^(?:着力|大力|全力|重点|加快|推动|推进|每|全年|积极|深入|持续|同时|累计)/

/** firm, stretch or expected by the last such word that governs the figure: in its clause, else in its part of the sentence [CS7]. */
export function readCommitment(
  dictionary: Dictionary,
  text: string,
  around: Surroundings,
  start: number,
): Commitment | null {
  let found: { readonly at: number; readonly commitment: Commitment } | null = null
  for (const commitment of COMMITMENTS) {
    const cue = lastWord(dictionary, commitment, text, around.part, start)
    if (cue && (!found || cue.at > found.at)) found = { at: cue.at, commitment }
  }
  if (!found) return isExpectedList(text, around) ? 'expected' : null
  if (found.at >= around.clause) return found.commitment
  if (found.commitment === 'expected') return isExpectedList(text, around) ? 'expected' : null
  const isFresh =
    FRESH_START.test(text.slice(around.clause, start)) && /\d(?![\d年月])/.test(text.slice(found.at, around.clause))
  return isFresh || FRESH.test(text.slice(around.clause, start)) || !governsOn(text, found.at, found.commitment)
    ? null
    : found.commitment
}

/** A word at the head of its clause and with words of its own before its figure governs what follows: 力争全年引进A30个，B3个. */
function governsOn(text: string, at: number, commitment: Commitment): boolean {
  const before = text.slice(Math.max(0, at - 14), at)
  const lead = before.slice(Math.max(...['，', '。', '；', '：', '\n'].map((sign) => before.lastIndexOf(sign))) + 1)
  const isHead =
    lead.length <= 2 || /年|月|季度|将|要$/.test(lead.slice(-6)) || /^[^\n]{0,14}[，。；：]$/.test(before.slice(-1))
  const after = text.slice(at + 2, at + 12)
  return isHead && !/^(?:增长|实现|达到|突破|完成|到)?[约超]?\d+(?!\d*[年月])/.test(after) && commitment !== 'expected'
}

/** 主要预期目标是：A…，B…；C… holds to the end of the sentence. */
function isExpectedList(text: string, around: Surroundings): boolean {
  return /预期目标[是为：]|预期[是为]：/.test(text.slice(around.sentence, around.clause))
}
