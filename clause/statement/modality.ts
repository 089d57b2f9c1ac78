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
    clauseMood(dictionary, text, around.clause, start, mood.carried === 'actual') ??
    (isMoved(text, around, start) ? 'actual' : null) ??
    lastGoverning(dictionary, text, around.part, around.clause) ??
    (EXPECTS.test(text.slice(around.sentence, Math.min(around.part, around.sentence + 30)))
      ? null
      : lastGoverning(dictionary, text, around.sentence, Math.min(around.part, around.sentence + 30)))
  if (said) return { modality: said, guessed: false }
  if (mood.yearAhead) return { modality: 'target', guessed: mood.frame !== 'target' }
  if (mood.carried) return { modality: mood.carried, guessed: false }
  if (mood.frame)
    return { modality: mood.frame, guessed: !mood.told && !isPlanned(dictionary, text, around, start, mood.frame) }
  const weak = mood.fallback === 'target' ? AGAINST.test(text.slice(around.sentence, start)) : null
  return {
    modality:
      (weak ?? findLastCue(dictionary, 'weakActual', text, around.sentence, start) !== null)
        ? 'actual'
        : (mood.fallback ?? 'actual'),
    guessed: true,
  }
}

/** In a text of tasks only a comparison tells of what was. */
const AGAINST = /同比|比上年|较上年|比去年|较去年|实有|共有|位居|位列/
/** 预计 tells of what follows it up to the next ；. */
const EXPECTS = /^[^力确争要将划标]{0,28}预计(?![到至])/
const MOVED = /(?:由|从)(?:20\d\d年|去年|上年|年初|20\d\d年[末底]|“?十[一二三四五]五”?末)的?[^，。；]{0,20}$/

/** 由2020年的138家增至262家, 由上年的下降6.7%转为增长4.1%: both ends of it have come about. */
function isMoved(text: string, around: Surroundings, start: number): boolean {
  return (
    MOVED.test(text.slice(around.clause, start)) &&
    /增至|升至|降至|转为/.test(text.slice(around.clause, around.clauseEnd))
  )
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

/** The clause's own governing words, in a paragraph not of the past the weaker ones among them: 推动, 安排. */
function clauseMood(dictionary: Dictionary, text: string, from: number, to: number, isPast: boolean): Modality | null {
  return (
    lastGoverning(dictionary, text, from, to) ??
    (!isPast && lastWord(dictionary, 'clauseTarget', text, from, to) ? 'target' : null)
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
  if (SPEED.test(cue.word) && /^(?:了|约|近|超)?\d/.test(text.slice(cue.end, cue.end + 2))) return true
  for (let at = Math.max(0, cue.at - 3); at <= cue.at; at++) {
    const noun = cueAt(dictionary, 'noun', text, at)
    if (noun && noun.end > cue.at && noun.end - noun.at > cue.end - cue.at) return true
  }
  return false
}

/** 增速加快2.9个百分点 tells of a move. */
const SPEED = /^(?:加快|提速)$/

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
  if (isSworn(text, around)) return 'firm'
  if (!found) return isExpectedList(text, around) ? 'expected' : null
  if (found.at >= around.clause) return found.commitment
  if (found.commitment === 'expected')
    return isExpectedList(text, around) || isExpectedOn(text, around, found.at) ? 'expected' : null
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

/** 预计产量135万吨，综合产值超过140亿元: what is said of the same thing in the clause after it is expected too. */
function isExpectedOn(text: string, around: Surroundings, at: number): boolean {
  if (!text.startsWith('预计', at)) return false
  const said = text
    .slice(at, around.clause + 8)
    .split('，')
    .slice(1)
  return said.every((own) => !FRESH_START.test(own) && !/^(?:已|目前|现|其中|力争|将|要)/.test(own))
}

/** 增长5.5%，这是底线、必须确保. */
function isSworn(text: string, around: Surroundings): boolean {
  return /^，(?:这是|作为)?(?:底线|硬任务|硬指标|必须|务必)[^，。；]{0,8}(?:确保|完成|守住|实现)?[，。；]/.test(
    text.slice(around.clauseEnd, around.clauseEnd + 20),
  )
}
