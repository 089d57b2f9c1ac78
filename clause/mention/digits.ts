import { UnitSet } from '../dictionary/unit-set.ts'
import type { Numeral } from './numeral.ts'
import { isDigit, isHan, isLetter } from './shadow.ts'

/** Letters that scanned pages show for 0 and 1. */
const misreadSigns = new UnitSet('OoIl')

/** Longest run of digits that is still read as a figure: beyond any amount in a text, below any cost. */
const LIMIT = 18

/**
 * ASCII digits at `at`, with a decimal point, groups of three after commas or single blanks, and the misreadings of scanned
 * pages: O for 0 and l for 1 between digits, a line broken inside the digits [CM3]. Always takes the whole run; `exact` is
 * empty when the run is no figure.
 */
export function readDigits(shadow: string, at: number): Numeral | undefined {
  let { end, digits } = runOfDigits(shadow, at)
  if (end === at) return undefined
  if (digits.length <= 3 && digits[0] !== '0' && shadow[at - 1] !== '第') {
    const grouped = groupsOfThree(shadow, at, end)
    digits += grouped.digits
    end = grouped.end
  }
  const joined = brokenLine(shadow, at, end)
  if (joined !== undefined) {
    digits += joined.digits
    end = joined.end
  }
  let exact = digits
  if (shadow.startsWith(' . ', end) && isDigit(shadow.charCodeAt(end + 3)) && followsWord(shadow, at)) {
    const fraction = runOfDigits(shadow, end + 3)
    exact = `${digits}.${fraction.digits}`
    end = fraction.end
  }
  const broken = brokenFraction(shadow, at, end)
  if (broken !== undefined) {
    exact = `${digits}.${broken.digits}`
    end = broken.end
  } else if (shadow[end] === '.' && isDigit(shadow.charCodeAt(end + 1))) {
    const fraction = runOfDigits(shadow, end + 1)
    exact = `${digits}.${fraction.digits}`
    end = fraction.end
    if (shadow[end] === '.' && isDigit(shadow.charCodeAt(end + 1))) {
      end = endOfDottedRun(shadow, end)
      exact = ''
    }
  }
  if (exact.length > LIMIT || (exact.startsWith('0') && isDigit(exact.charCodeAt(1)))) exact = ''
  return { start: at, end, coreEnd: end, exact, exactMax: null, scale: '', above: false, bare: false, ascii: true }
}

interface Run {
  readonly digits: string
  readonly end: number
}

function runOfDigits(shadow: string, at: number): Run {
  let end = at
  while (end < shadow.length && isDigit(shadow.charCodeAt(end))) end++
  if (!mayBeMisread(shadow, at, end)) return { digits: shadow.slice(at, Math.min(end, at + LIMIT + 1)), end }
  const from = end
  while (end < shadow.length && end - from < LIMIT && /[0-9OoIl]/.test(shadow[end] as string)) end++
  if (isLetter(shadow.charCodeAt(end))) return { digits: shadow.slice(at, from), end: from }
  return { digits: asDigits(shadow.slice(at, end)), end }
}

/** A misread digit stands inside or after a run, and no other letter touches it. */
function mayBeMisread(shadow: string, at: number, end: number): boolean {
  if (end > at) return misreadSigns.has(shadow.charCodeAt(end)) && end - at < LIMIT
  return shadow[end] === 'l' && isDigit(shadow.charCodeAt(end + 1)) && !isLetter(shadow.charCodeAt(at - 1))
}

function groupsOfThree(shadow: string, start: number, at: number): Run {
  let end = at
  let digits = ''
  const separator = shadow[at]
  if (separator === ' ' && at - start === 1) {
    const spaced = spacedDigits(shadow, start, at)
    if (spaced !== undefined) return spaced
    const torn = tornDigits(shadow, start, at)
    if (torn !== undefined) return torn
  }
  if (
    separator !== ',' &&
    separator !== ' ' &&
    ((separator !== '\n' && separator !== '，') || !followsWord(shadow, start))
  ) {
    return { digits, end }
  }
  while (shadow[end] === separator && threeDigits(shadow, end + 1)) {
    if (digits.length < LIMIT) digits += asDigits(shadow.slice(end + 1, end + 4))
    end += 4
  }
  return { digits, end }
}

/** 3 0 0亿元: a page that was scanned with every sign apart. */
function spacedDigits(shadow: string, start: number, at: number): Run | undefined {
  if (!followsWord(shadow, start)) return undefined
  let end = at
  let digits = ''
  while (shadow[end] === ' ' && isDigit(shadow.charCodeAt(end + 1)) && !isDigit(shadow.charCodeAt(end + 2))) {
    if (digits.length < LIMIT) digits += shadow[end + 1]
    end += 2
  }
  const fraction = shadow[end] === '.' && isDigit(shadow.charCodeAt(end + 1))
  return digits.length >= (fraction ? 1 : 2) ? { digits, end } : undefined
}

/** 问题4 72个: a figure that a scan tore in two, between two words without a blank. */
function tornDigits(shadow: string, start: number, at: number): Run | undefined {
  if (!isHan(shadow.charCodeAt(start - 1)) || '表图件第注'.includes(shadow[start - 1] as string)) return undefined
  let end = at + 1
  while (end - at < 4 && isDigit(shadow.charCodeAt(end))) end++
  return end - at === 3 && isHan(shadow.charCodeAt(end)) && shadow[end] !== '年'
    ? { digits: shadow.slice(at + 1, end), end }
    : undefined
}

function threeDigits(shadow: string, at: number): boolean {
  if (!isDigit(shadow.charCodeAt(at))) return false
  for (let i = at + 1; i < at + 3; i++) if (!/[0-9OoIl]/.test(shadow[i] ?? '')) return false
  return !isDigit(shadow.charCodeAt(at + 3)) && !isLetter(shadow.charCodeAt(at + 3))
}

function asDigits(misread: string): string {
  return misread.replace(/[Oo]/g, '0').replace(/[Il]/g, '1')
}

/** Whether words stand on the same line right before: then a numeral cannot be the marker of an enumeration. */
function followsWord(shadow: string, at: number): boolean {
  return isHan(shadow.charCodeAt(shadow[at - 1] === ' ' ? at - 2 : at - 1))
}

/** Digits that go on in the next line: only after a word on the same line, and only when words follow them at once. */
function brokenLine(shadow: string, at: number, end: number): Run | undefined {
  if (shadow[end] !== '\n' || !followsWord(shadow, at) || !isDigit(shadow.charCodeAt(end + 1))) return undefined
  let stop = end + 1
  while (stop - end < 8 && isDigit(shadow.charCodeAt(stop))) stop++
  const code = shadow.charCodeAt(stop)
  if (!isHan(code) && code !== 37 && shadow[stop] !== '.') return undefined
  if (shadow[stop] === '.' && !isDigit(shadow.charCodeAt(stop + 1))) return undefined
  return { digits: shadow.slice(end + 1, stop), end: stop }
}

/** 98. at the end of a line and 7% at the head of the next: only after a word, and only when a word or a per cent sign follows. */
function brokenFraction(shadow: string, at: number, end: number): Run | undefined {
  if (shadow[end] !== '.' || shadow[end + 1] !== '\n' || !followsWord(shadow, at)) return undefined
  let stop = end + 2
  while (stop - end < 6 && isDigit(shadow.charCodeAt(stop))) stop++
  const code = shadow.charCodeAt(stop)
  return stop > end + 2 && (isHan(code) || code === 37) ? { digits: shadow.slice(end + 2, stop), end: stop } : undefined
}

function endOfDottedRun(shadow: string, at: number): number {
  let end = at
  while (end < shadow.length && (shadow[end] === '.' || isDigit(shadow.charCodeAt(end)))) end++
  return end
}
