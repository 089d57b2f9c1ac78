import { nameOf, readHeaderPath } from './header-words.ts'
import type { Span } from './period-words.ts'

/** A column of the form as it may be called in somebody's sheet. */
export interface WantedColumn {
  readonly indicator: string
  /** As the form prints it; the first is its header, others are the header under its heads. */
  readonly names: readonly string[]
  /** As the catalogue calls the indicator. */
  readonly synonyms: readonly string[]
  /** Whether its figures are of the year so far; null: of a moment, or not known. */
  readonly span: Span | null
}

export interface ColumnMatch {
  readonly indicator: string
  readonly by: 'name' | 'synonym' | 'alike'
  readonly doubt: boolean
}

export interface FoundColumns {
  readonly match: ColumnMatch | null
  /** Others that it may be, the likeliest first. */
  readonly candidates: readonly string[]
}

const likenessFrom = 0.6
const doubtWithin = 0.08
/** As alike as this it may be named as a candidate. */
const candidateFrom = likenessFrom - 0.2
/** Words that make another figure of the same name: what was planned, how it grew, what share it has. */
const otherFigure =
  /计划|目标|任务|预算数|同期|同比|环比|上年|上月|去年|增速|增长|增幅|增减|比上|占比|比重|完成率|进度|排名|位次|平均|人均/u

interface Named {
  readonly wanted: WantedColumn
  readonly names: readonly string[]
  readonly synonyms: readonly string[]
  /** Of all of them. */
  readonly pairs: readonly Pairs[]
}

const foldedNames = (texts: readonly string[]) => [
  ...new Set(
    texts.flatMap((text) => [nameOf(text), readHeaderPath([text], 2000).parts.join('')]).filter((name) => name !== ''),
  ),
]

/**
 * Matches header texts to the columns of a form: by the form's own name, by the catalogue's names, then by likeness of
 * letter pairs of six tenths and more, which a person has to look at [XL2].
 */
export function createColumnMatcher(columns: readonly WantedColumn[]): (parts: readonly string[]) => FoundColumns {
  const named = columns.map((wanted) => {
    const [names, synonyms] = [foldedNames(wanted.names), foldedNames(wanted.synonyms)]
    return { wanted, names, synonyms, pairs: [...names, ...synonyms].map(pairsOf) }
  })
  return (parts) => {
    const variants = variantsOf(parts)
    if (variants.length === 0) return { match: null, candidates: [] }
    const whole = parts.join('')
    const fitting = named.filter((one) => !meansAnother(whole, one))
    for (const by of ['name', 'synonym'] as const) {
      for (const variant of variants) {
        const found = fitting.filter((one) => (by === 'name' ? one.names : one.synonyms).includes(variant))
        if (found.length === 0) continue
        const [first, ...others] = found.map(({ wanted }) => wanted.indicator)
        return { match: { indicator: first!, by, doubt: others.length > 0 }, candidates: others.slice(0, 5) }
      }
    }
    return likest(fitting, variants)
  }
}

/** 投资, 计划, 本月 may be called by its last part, by all, by all behind the first, by all without the last. */
function variantsOf(parts: readonly string[]): readonly string[] {
  const variants = [parts.join(''), ...parts.map((_, index) => parts.slice(index).join(''))]
  const isTotal = /^(?:合计|小计|总计|总数|计|数量|数值|实绩|实际|完成|完成数|完成额|实际完成|本级)$/.test(
    parts.at(-1) ?? '',
  )
  if (isTotal && parts.length > 1) variants.push(parts.slice(0, -1).join(''), parts.at(-2)!)
  return [...new Set(variants)].filter((text) => text !== '')
}

const meansAnother = (text: string, { names, synonyms }: Named): boolean => {
  const found = otherFigure.exec(text)?.[0]
  return found !== undefined && ![...names, ...synonyms].some((name) => name.includes(found))
}

function likest(named: readonly Named[], variants: readonly string[]): FoundColumns {
  const said = variants.map(pairsOf)
  const scored = named
    .map(({ wanted, pairs }) => ({
      indicator: wanted.indicator,
      likeness: Math.max(...pairs.flatMap((name) => said.map((text) => likenessOf(name, text)))),
    }))
    .filter(({ likeness }) => likeness >= candidateFrom)
    .toSorted((a, b) => b.likeness - a.likeness)
  const [first, second] = scored
  const candidates = scored.map(({ indicator }) => indicator)
  if (!first || first.likeness < likenessFrom) return { match: null, candidates: candidates.slice(0, 5) }
  const isAlone = !second || first.likeness - second.likeness >= doubtWithin
  if (!isAlone) return { match: null, candidates: candidates.slice(0, 5) }
  return { match: { indicator: first.indicator, by: 'alike', doubt: true }, candidates: candidates.slice(1, 6) }
}

/** Pairs of neighbouring letters of a text, and how often each stands there. */
interface Pairs {
  readonly text: string
  readonly list: readonly string[]
  readonly counts: ReadonlyMap<string, number>
}

function pairsOf(text: string): Pairs {
  const letters = text.slice(0, 60)
  const list = Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) => letters.slice(index, index + 2))
  const counts = new Map<string, number>()
  for (const pair of list) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  return { text, list, counts }
}

/** Twice the shared pairs by all pairs (Dice 1945): 0 nothing alike, 1 the same. Too unlike to be a candidate counts as 0. */
function likenessOf(a: Pairs, b: Pairs): number {
  if (a.text === b.text) return 1
  const all = a.list.length + b.list.length
  if (all === 0 || (2 * Math.min(a.list.length, b.list.length)) / all < candidateFrom) return 0
  let shared = 0
  for (const [pair, count] of a.counts) shared += Math.min(count, b.counts.get(pair) ?? 0)
  return (2 * shared) / all
}
