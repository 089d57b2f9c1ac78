import type { Frame } from './frame.ts'
import type { Scene } from './scene.ts'
import type { Surroundings } from './span.ts'
import type { Modality } from './statement.ts'
import type { TimeMention } from './time-scan.ts'
import { firstFrom } from './within.ts'

/** The time of a figure and how near its words stand. */
export interface FoundTime {
  readonly year: number
  /** False when nothing tells the year: then it is the document's own or 0. */
  readonly known: boolean
  /** In the figure's own sentence. */
  readonly near: boolean
  readonly period: string | null
  /** What a growth is measured from. */
  readonly base: string | null
}

const LOOK_BACK = 12

/** The time named last before a figure in its sentence, else in its paragraph, its heading, else the document's [CS5]. */
export function findTime(
  scene: Scene,
  frame: Frame,
  around: Surroundings,
  start: number,
  mood: Modality | null = null,
): FoundTime {
  const { times, reading, date } = scene
  let base: string | null = null
  let near: TimeMention | null = null
  let paragraph: TimeMention | null = null
  for (let index = lastBefore(times, start), looked = 0; index >= 0 && looked < LOOK_BACK; index--, looked++) {
    const time = times[index] as TimeMention
    if (time.end > start) continue
    if (time.at < Math.max(frame.start, around.line)) break
    if (time.kind === 'base') {
      if (time.at >= around.clause) base = `${time.year}`
      if (isAtEndOfMove(reading.text, time, start))
        return { year: time.year, known: true, near: true, period: null, base: null }
      continue
    }
    if (time.kind === 'since') continue
    if (time.at >= around.sentence) {
      near = time
      break
    }
    if (time.explicit || opensLine(reading.text, time, frame)) paragraph = time
    if (paragraph) break
  }
  if (base === null && /同比|比上年|较上年|比去年|较去年|同口径/.test(reading.text.slice(around.clause, start)))
    base = 'sameTimeLastYear'
  if (near) return { year: near.year, known: true, near: true, period: near.period, base }
  if (paragraph) return { year: paragraph.year, known: true, near: false, period: null, base }
  const set = mood === 'target' ? setBefore(times, lastBefore(times, frame.start), date.year) : null
  if (set && !frame.time && date.titleYear === null)
    return { year: set.year, known: true, near: false, period: null, base }
  if (frame.time) return { year: frame.time.year, known: true, near: false, period: null, base }
  const own = date.titleYear ?? date.year
  return { year: own ?? 0, known: own !== null, near: false, period: null, base }
}

/** A deadline that a paragraph before set for what follows: 到2025年. */
function setBefore(times: readonly TimeMention[], last: number, now: number | null): TimeMention | null {
  for (let index = last; index >= 0 && index > last - LOOK_BACK; index--) {
    const time = times[index] as TimeMention
    if (time.kind === 'set' && time.explicit && now !== null && time.year > now) return time
  }
  return null
}

function opensLine(text: string, time: TimeMention, frame: Frame): boolean {
  return time.at - frame.start < 16 || '。；'.includes(text.charAt(time.at - 1))
}

function lastBefore(times: readonly TimeMention[], start: number): number {
  return firstFrom(times, start) - 1
}

/** 由2020年的138家, 由上年同期下降6.7%: the figure is of the time itself; 2019年的八成 is measured by it. */
function isAtEndOfMove(text: string, time: TimeMention, start: number): boolean {
  const between = text.slice(time.end, start)
  const before = text.charAt(time.at - 1)
  if (
    /^[\d.一二三四五六七八九十]{1,6}(?:成|倍|%)/.test(text.slice(start, start + 8)) &&
    between === '的' &&
    !/[由从]/.test(before)
  )
    return false
  return (
    (/^(?:的|末的?|底的?)?$/.test(between) && /[由从至到增为]/.test(before)) ||
    (/^(?:同期)?的?(?:增长|下降|负增长)$/.test(between) && /[由从]/.test(before))
  )
}
