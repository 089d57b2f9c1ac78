import type { Mention } from '../mention/mention.ts'
import { isHan } from '../mention/shadow.ts'
import { findBlankTables } from './blank-table.ts'

/**
 * A text as it is read: blanks, marks of emphasis and the line breaks inside a paragraph left out, punctuation in its
 * Chinese form, and the way back to the input. A line break that ends a paragraph, a heading or a row stays as `\n`,
 * the bar or tab between two cells as `\t` [CS1].
 */
export interface Reading {
  readonly text: string
  /** Index into the input of every unit of `text`, and one more for its end. */
  readonly offsets: Int32Array
  /** Index into `text` of every unit of the input (of the next one kept, where it was left out). */
  readonly places: Int32Array
}

/** A mention where it stands in a reading: numeral in [at, to), with its unit and bounding words in [start, end). */
export interface PlacedMention {
  readonly mention: Mention
  readonly at: number
  readonly to: number
  readonly start: number
  readonly end: number
}

const CHINESE_FORM: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  '(': '（',
  ')': '）',
  '!': '！',
  '?': '？',
}
const TERMINAL = '。！？；：:;!?…|'
const MARKER_STARTS = '一二三四五六七八九十（(第-—▼▲●■◆※#*0123456789'

/** Makes the reading of a text; no line breaks inside the mentions given. Time and space are linear in the length of the text. */
export function makeReading(input: string, mentions: readonly Mention[] = []): Reading {
  const gaps = findBlankTables(input)
  const hard = findHardBreaks(input)
  if (gaps) for (let at = 0; at < input.length; at++) if (gaps[at] && input.charCodeAt(at) === BREAK) hard[at] = 1
  for (const { start, end } of mentions) hard.fill(0, start, end)
  const offsets = new Int32Array(input.length + 1)
  const places = new Int32Array(input.length + 1)
  const parts: string[] = []
  let runStart = 0
  let length = 0
  let last = 0
  for (let at = 0; at < input.length; at++) {
    places[at] = length
    const code = input.charCodeAt(at)
    if (isHan(code)) {
      offsets[length++] = at
      last = code
      continue
    }
    const read = readSign(input, at, hard)
    const sign = read === 0 && gaps?.[at] && length > 0 && last !== BREAK ? TAB : read
    const isKept = sign !== 0 && !(sign === TAB && last === TAB)
    if (isKept) {
      offsets[length++] = at
      last = sign
    }
    if (isKept && sign === code) continue
    if (at > runStart) parts.push(input.slice(runStart, at))
    if (isKept) parts.push(String.fromCharCode(sign))
    runStart = at + 1
  }
  if (runStart < input.length) parts.push(input.slice(runStart))
  offsets[length] = input.length
  places[input.length] = length
  return { text: parts.join(''), offsets: offsets.subarray(0, length + 1), places }
}

/** Mentions in the reading's own indexes; those that fall together with another or are empty there are left out. */
export function placeMentions(reading: Reading, mentions: readonly Mention[]): PlacedMention[] {
  return mentions.map((mention) => ({
    mention,
    at: reading.places[mention.offset] ?? 0,
    to: reading.places[mention.offset + mention.text.length] ?? 0,
    start: reading.places[mention.start] ?? 0,
    end: reading.places[mention.end] ?? 0,
  }))
}

const TAB = 9
const BREAK = 10

/** The unit to keep for the input's unit at `at`, which is no Chinese character; 0 to leave it out. */
function readSign(input: string, at: number, hard: Uint8Array): number {
  const code = input.charCodeAt(at)
  if (code === BREAK) return hard[at] ? BREAK : 0
  if (code === 124 || code === TAB || code === 0xff5c) return TAB
  if (code === 32 || code === 0x3000 || code === 13 || code === 0xa0) return isGap(input, at) ? TAB : 0
  if (code === 42 || code === 96 || code === 0xfeff) return 0
  if (code >= 0xff10 && code <= 0xff5a && code !== 0xff1a && code !== 0xff1b && code !== 0xff1f) return code - 0xfee0
  if (code === 0xff05) return 37
  if (code === 0xff0e) return 46
  if (code === 58 || code === 0xff1a || code === 0x2236) return isBetweenDigits(input, at) ? 58 : 0xff1a
  if (code === 44 && isBetweenDigits(input, at)) return code
  if (code === 46) return isFullStop(input, at) ? 0x3002 : code
  const chinese = code < 128 ? CHINESE_FORM[String.fromCharCode(code)] : undefined
  return chinese === undefined ? code : chinese.charCodeAt(0)
}

/** Two blanks or a full-width one between words of a line set cells apart. */
function isGap(input: string, at: number): boolean {
  const before = input.charCodeAt(at - 1)
  const next = input.charCodeAt(at + 1)
  return before > 32 && before !== 0x3000 && (next === 32 || next === 0x3000) && input.charCodeAt(at + 2) > 13
}

function isBetweenDigits(input: string, at: number): boolean {
  return isDigit(input.charCodeAt(at - 1)) && isDigit(input.charCodeAt(at + 1))
}

function isDigit(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 0xff10 && code <= 0xff19)
}

/** A dot that ends a sentence of a scanned page: after a word or a per cent sign, before a blank, a word or the end. */
function isFullStop(input: string, at: number): boolean {
  const before = input.charCodeAt(at - 1)
  const next = input.charCodeAt(at + 1)
  const ends = Number.isNaN(next) || next <= 32 || next > 0x2fff
  return ends && (before > 0x2fff || before === 37) && !isDigit(before)
}

/**
 * Marks the line breaks that end something. A break is soft when its line runs to the width of the page without an end
 * of a sentence and the next line goes on in words.
 */
function findHardBreaks(input: string): Uint8Array {
  const hard = new Uint8Array(input.length)
  const width = findPageWidth(input)
  let start = 0
  for (let at = input.indexOf('\n'); at >= 0; at = input.indexOf('\n', start)) {
    hard[at] = goesOn(input, start, at, width) ? 0 : 1
    start = at + 1
  }
  for (let at = input.indexOf('\n'); at >= 0; at = input.indexOf('\n', at + 1)) {
    if (hard[at]) continue
    for (let next = at + 1; next < input.length && isSpace(input.charCodeAt(next)); next++) {
      hard[next] = 0
      at = next
    }
  }
  return hard
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0x3000
}

/** A line that names who answers stands alone. */
const ANSWERS = /^(?:责任|牵头|配合|主办|承办|协办)(?:单位|部门)/

function goesOn(input: string, start: number, end: number, width: number): boolean {
  if (ANSWERS.test(input.slice(start, start + 8))) return false
  let last = end - 1
  while (last > start && input.charCodeAt(last) <= 32) last--
  const sign = input.charAt(last)
  if (last - start + 1 < width || TERMINAL.includes(sign) || isRow(input, start, end)) return false
  if (sign === '.' && isFullStop(input, last)) return false
  let next = end + 1
  let breaks = 0
  while (next < input.length && input.charCodeAt(next) <= 32 && next - end < 8)
    if (input.charCodeAt(next++) === BREAK) breaks++
  if (next >= input.length || (breaks > 0 && width < PARAGRAPH)) return false
  const code = input.charCodeAt(next)
  if (isRow(input, next, Math.min(input.length, next + PARAGRAPH))) return false
  if (isLabel(input, next)) return false
  if (isDigit(code)) return isFigureStart(input, next)
  return !MARKER_STARTS.includes(input.charAt(next)) || !isMarker(input, next)
}

const PARAGRAPH = 60

/** A short line that ends in a colon leads a list: it goes on nothing. */
function isLabel(input: string, start: number): boolean {
  for (let at = start; at < input.length && at < start + 16; at++) {
    const sign = input.charAt(at)
    if (sign === '：' || sign === ':')
      return input.charCodeAt(at + 1) <= BREAK || Number.isNaN(input.charCodeAt(at + 1))
    if (sign === '\n') return false
  }
  return false
}

/** A line with a bar or a tab early in it is a row of a table. */
function isRow(input: string, start: number, end: number): boolean {
  for (let at = start; at < end && at < start + PARAGRAPH; at++) {
    const code = input.charCodeAt(at)
    if (code === BREAK) return false
    if (code === 124 || code === TAB || code === 0xff5c) return true
  }
  return false
}

/** Lines of a scanned page are all about as long as the page is wide; lines of a file are paragraphs. */
function findPageWidth(input: string): number {
  const counts = new Int32Array(PARAGRAPH + 1)
  let lines = 0
  let start = 0
  while (start <= input.length) {
    let at = input.indexOf('\n', start)
    if (at < 0) at = input.length
    if (at - start > 4) {
      const bucket = Math.min(PARAGRAPH, at - start)
      counts[bucket] = (counts[bucket] ?? 0) + 1
      lines++
    }
    start = at + 1
  }
  if ((counts[PARAGRAPH] ?? 0) > 0 || lines < 3) return PARAGRAPH
  let seen = 0
  for (let length = PARAGRAPH; length > 0; length--) {
    seen += counts[length] ?? 0
    if (seen * 4 >= lines) return Math.max(10, Math.floor(length * 0.72))
  }
  return PARAGRAPH
}

/** Digits at the head of a line go on a figure unless a dot or a comma of an enumeration follows them. */
function isFigureStart(input: string, at: number): boolean {
  let end = at
  while (end - at < 8 && isDigit(input.charCodeAt(end))) end++
  const sign = input.charAt(end)
  if (sign === '、' || sign === '．') return false
  return !(sign === '.' && !isDigit(input.charCodeAt(end + 1)))
}

function isMarker(input: string, at: number): boolean {
  const head = input.slice(at, at + 6)
  return /^(?:[一二三四五六七八九十]{1,3}[、是要]|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百]{1,3}[章节条]|[-—▼▲●■◆※#*])/.test(
    head,
  )
}
