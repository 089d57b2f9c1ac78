import type { FoundPlace } from './place-of.ts'
import type { PlacedMention } from './reading.ts'
import type { Scene } from './scene.ts'
import type { Surroundings } from './span.ts'
import type { FoundTime } from './time-of.ts'
import { within } from './within.ts'

/** 2024年、2025年分别达到 deals one year to each figure of a row. */
export function yearsOfRow(
  scene: Scene,
  around: Surroundings,
  first: PlacedMention,
  count: number,
): FoundTime[] | null {
  const before = scene.reading.text.slice(around.part, first.start)
  if (!/分别|依次/.test(before)) return null
  const named = within(scene.times, around.part, first.start).filter((time) => time.kind === 'set')
  if (named.length !== count) return null
  return named.map((time) => ({ year: time.year, known: true, near: true, period: time.period, base: null }))
}

const INDUSTRIES = ['第一产业占比', '第二产业占比', '第三产业占比']

/** The names of the three parts of a structure of industries, null for any other row. */
export function readProportionRow(
  text: string,
  mentions: readonly PlacedMention[],
  index: number,
  end: number,
  before: string,
): readonly string[] | null {
  const own = mentions[index] as PlacedMention
  if (own.mention.dimension !== 'proportion' || end - index !== 3) return null
  return /产业/.test(before) || text.charAt(own.end) === ':' ? INDUSTRIES : null
}

/** 2个世界级、7个万亿级集群: the first takes the noun of the second. */
export function borrowNoun(text: string, own: PlacedMention, next: PlacedMention | undefined, post: string): string {
  if (!post.endsWith('、')) return post
  const short = /^[\u4e00-\u9fff]{0,6}级(?=、$)/.exec(post)
  if (!short || !next || next.mention.dimension !== own.mention.dimension) return post
  return short[0] + text.slice(next.end, next.end + 24).replace(/^[^级，。；]{0,6}级/, '')
}

/** The words that hold the list dealt to a row: its own clause, or what comes before it. */
export function beforeRow(pre: string, wider: string): string {
  return /分别|依次/.test(pre) && /[、和与及]/.test(pre.split(/分别|依次/)[0] ?? '') ? pre : wider
}

/** Places that each bear the figure that follows them. */
export interface PlacesTogether {
  readonly places: readonly FoundPlace[]
  /** The words before the figure without the places. */
  readonly words: string
}

/** Every place of 中原区、二七区、金水区各打造2个 bears the figure of its own. */
export function placesTogether(scene: Scene, around: Surroundings, own: PlacedMention): PlacesTogether | null {
  const { text } = scene.reading
  const each = /(?:均|都|各)(?!县|级|类|项|地|市)/.exec(text.slice(around.clause, own.start))
  if (!each || own.start - around.clause > 120) return null
  const limit = around.clause + each.index
  const inside = (from: number) => within(scene.places, from, limit).filter((place) => !place.oblique)
  const clause = inside(around.clause)
  const named = clause.length > 0 ? clause : inside(around.part)
  const listed = named.filter(
    (place, at) => at === 0 || /^[、和与]$/.test(text.slice(named[at - 1]?.end ?? 0, place.at)),
  )
  if (listed.length !== named.length || listed.length < 2) return null
  const last = Math.max(listed.at(-1)?.end ?? 0, around.clause)
  const words = text.slice(last, limit) + text.slice(limit + each[0].length, own.start)
  return { places: listed.map((place) => ({ name: place.name, carried: false })), words }
}

const LEADING = /^(?:[一二三四五六七八九十]是|其中|同时)[，：]?/

/** The place that an item of a list names: 翠屏区、叙州区分别完成. */
export function placeIn(scene: Scene, words: string, around: Surroundings, first: PlacedMention): FoundPlace | null {
  const named = within(scene.places, around.part - 60, first.start).find((place) =>
    words.replace(LEADING, '').startsWith(scene.reading.text.slice(place.at, place.end)),
  )
  return named ? { name: named.name, carried: false } : null
}
