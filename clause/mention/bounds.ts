import { buildTrie, findLongest, findLongestBackwards, type Trie } from '../dictionary/trie.ts'
import { UnitSet } from '../dictionary/unit-set.ts'
import type { Comparator } from './mention.ts'
import { skipBlanks } from './shadow.ts'

/** A bounding word that touches a figure, and where it begins or ends. */
export interface Bound {
  readonly at: number
  readonly comparator: Comparator
}

const before: Readonly<Record<'ge' | 'gt' | 'le' | 'lt' | 'approx', string>> = {
  ge: '不少于 不低于 不小于 不短于 不下于 不得少于 不得低于 不能少于 不能低于 大于等于 大于或等于 高于或等于 至少 最少 最低 起码 ≥ >= ⩾ 少说',
  gt: '超过 超出 超 突破 逾 要过 将过 已过 破 高于 多于 大于 迈上 迈过 跨过 跨越 越过 站上 跃上 跨上 登上 冲破 > ＞ 首破 首超 已超 远超',
  le: '不超过 不超出 不超 不高于 不多于 不大于 不得超过 不得高于 不能超过 未超过 小于等于 小于或等于 低于或等于 至多 最多 最高 最高不超过 控制在 ≤ <= ⩽ 上限为',
  lt: '不足 不到 不满 未满 未达 未达到 低于 少于 小于 < 短于',
  approx: '约 大约 约为 约占 约有 约达 近 将近 接近 大概 大致 ≈ 左右 约合 约计 临近',
}
/** Words between a bounding word and its figure. */
const between = buildTrie(
  '了 到 达 达到 有 为 在 到了 过 引进 建成 完成 新增 培育 新建 打造 建设 召开 开展 组织 实现 落实 安排 配备 引入 举办 推动 争取'
    .split(' ')
    .map((word) => [turned(word), true] as const),
)
/** Words that end like a bounding word and bound nothing. */
const strangers = buildTrie(
  '附近 最近 邻近 靠近 就近 赶超 反超 打破 侦破 攻破 爆破 新近 相近 远近 亲近 合约 节约 集约 公约 签约 契约 条约 预约'
    .split(' ')
    .map((word) => [turned(word), true] as const),
)
const leading = compile(before, turned)
const following = compile(
  {
    ge: '以上 及以上 (含)以上 (含以上) (及以上) 往上 开外 关口 大关 台阶 新台阶 门槛',
    gt: '',
    le: '以内 之内 内 以下 及以下 (含)以下 封顶 (以内)',
    lt: '',
    approx: '左右 上下 许 (左右)',
  },
  (word) => word,
)

function compile(words: Readonly<Record<string, string>>, turn: (word: string) => string): Trie<Comparator> {
  return buildTrie(
    Object.entries(words).flatMap(([comparator, list]) =>
      list
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => [turn(word), comparator as Comparator] as const),
    ),
  )
}

function turned(word: string): string {
  return Array.from(word).toReversed().join('')
}

/** Longest stretch before a figure in which a bounding word is looked for. */
const REACH = 10

/** The bounding word that ends where a figure begins: 不少于, 超, 约 [CM7]. */
export function findBoundBefore(shadow: string, at: number): Bound | undefined {
  let end = at
  while (end > 0 && at - end < 3 && ' *\n'.includes(shadow[end - 1] as string)) end--
  const direct = boundEndingAt(shadow, end)
  if (direct !== undefined) return direct
  const gap = findLongestBackwards(between, shadow, end)
  return (gap === undefined ? undefined : boundEndingAt(shadow, gap.end)) ?? boundApart(shadow, end)
}

function boundEndingAt(shadow: string, end: number): Bound | undefined {
  const hit = findLongestBackwards(leading, shadow, end)
  if (hit === undefined) return undefined
  const stranger = findLongestBackwards(strangers, shadow, end)
  return stranger !== undefined && stranger.end < hit.end ? undefined : { at: hit.end, comparator: hit.entry }
}

const clauseEnds = new UnitSet(',，。；;、:：0123456789\n')

/** 至少建成并投用3个, 约占全国的三分之一: the bounding word governs its clause up to the figure. */
function boundApart(shadow: string, end: number): Bound | undefined {
  let from = end
  while (from > 0 && end - from < REACH && !clauseEnds.has(shadow.charCodeAt(from - 1))) from--
  const clause = shadow.slice(from, end)
  if (clause.includes('至少')) return { at: end, comparator: 'ge' }
  if (!clause.endsWith('的')) return undefined
  if (/[不未]超过/.test(clause)) return { at: end, comparator: 'le' }
  if (/不[少低]于/.test(clause)) return { at: end, comparator: 'ge' }
  if (clause.includes('约占')) return { at: end, comparator: 'approx' }
  return /超过|占超/.test(clause) ? { at: end, comparator: 'gt' } : undefined
}

/** The bounding word that begins where a figure ends: 以上, 以内, 左右 [CM7]. */
export function findBoundAfter(shadow: string, at: number): Bound | undefined {
  const from = skipBlanks(shadow, at, 2)
  const hit = findLongest(following, shadow, from)
  if (hit === undefined) return undefined
  const word = shadow.slice(from, hit.end)
  if (word === '内' && /[陆部外容河地涵蒙]/.test(shadow[hit.end] ?? '')) return undefined
  if (word === '许') {
    return /[,，。；;、)(\n]/.test(shadow[hit.end] ?? '\n') ? { at: hit.end, comparator: hit.entry } : undefined
  }
  return { at: hit.end, comparator: hit.entry }
}
