import { alignSequences, type Effort } from './align.ts'
import type { ClauseChange } from './outline.ts'

type Edit = ClauseChange['edits'][number]

const words = /\d[\d.,]{0,30}[%％‰]?|[A-Za-z]{1,40}|\s{1,20}|[\ud800-\udbff][\udc00-\udfff]|[^]/g

/** Characters on both sides together beyond which only the common ends are looked for. */
const longest = 200_000

/**
 * What to take out of `before` and put in to get `after`, by whole numerals, Latin words and Chinese characters [CT22].
 *
 * The parts that are not `added` make up `before`, those that are not `removed` make up `after`, exactly. When effort is spent
 * the whole middle is replaced.
 */
export function editWords(before: string, after: string, effort: Effort): Edit[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  if (before.length + after.length > longest) return replaceMiddle(before, after)
  const a = before.match(words) ?? []
  const b = after.match(words) ?? []
  const edits: Edit[] = []
  let i = 0
  let j = 0
  for (const [nextI, nextJ] of [...dropSpecks(alignSequences(a, b, effort), a), [a.length, b.length] as const]) {
    push(edits, 'removed', a.slice(i, nextI).join(''))
    push(edits, 'added', b.slice(j, nextJ).join(''))
    push(edits, 'same', a[nextI] ?? '')
    i = nextI + 1
    j = nextJ + 1
  }
  return edits
}

function replaceMiddle(before: string, after: string): Edit[] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++
  let tail = 0
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  const edits: Edit[] = []
  push(edits, 'same', before.slice(0, head))
  push(edits, 'removed', before.slice(head, before.length - tail))
  push(edits, 'added', after.slice(head, after.length - tail))
  push(edits, 'same', before.slice(before.length - tail))
  return edits
}

/** A single character that stays by chance between two changes reads worse than one longer change. */
function dropSpecks(
  pairs: readonly (readonly [number, number])[],
  a: readonly string[],
): readonly (readonly [number, number])[] {
  return pairs.filter(([i, j], at) => {
    const [beforeI, beforeJ] = pairs[at - 1] ?? [-1, -1]
    const [afterI, afterJ] = pairs[at + 1] ?? [-1, -1]
    const first = at === 0 || at === pairs.length - 1
    const touches = (beforeI === i - 1 && beforeJ === j - 1) || (afterI === i + 1 && afterJ === j + 1)
    return first || touches || !/^[一-鿿]$/.test(a[i]!)
  })
}

function push(edits: Edit[], kind: Edit['kind'], text: string): void {
  if (text === '') return
  const last = edits.at(-1)
  if (last?.kind === kind) edits[edits.length - 1] = { kind, text: last.text + text }
  else edits.push({ kind, text })
}
