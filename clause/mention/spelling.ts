import { stepInto } from '../dictionary/trie.ts'
import type { Mention, Spelling } from './mention.ts'
import type { Numeral } from './numeral.ts'
import type { Page } from './page.ts'
import { skipBlanks } from './shadow.ts'
import type { ReadUnit } from './unit.ts'

type ReadPlain = (page: Page, at: number) => { readonly numeral: Numeral; readonly unit: ReadUnit } | undefined

const scaleFactor: Readonly<Record<string, number>> = {
  '': 1,
  百: 1e2,
  千: 1e3,
  万: 1e4,
  十万: 1e5,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十亿: 1e9,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
}

/** How far apart two spellings of one figure may lie: 4万亩 for 2667公顷 is rounded. */
const TOLERANCE = 0.06

/** The same figure in brackets right behind in another unit of the same base: 10000公顷(15万亩) [CM9]. */
export function findSpelling(
  page: Page,
  mention: Mention,
  readPlain: ReadPlain,
): { readonly spelling: Spelling; readonly end: number } | undefined {
  const { shadow } = page
  const open = skipBlanks(shadow, mention.end, 2)
  if (shadow[open] !== '(' && shadow[open] !== '[') return undefined
  let at = open + 1
  for (const word of ['约合', '折合', '合计', '约', '合', '即']) if (shadow.startsWith(word, at)) at += word.length
  const other = readPlain(page, skipBlanks(shadow, at, 2))
  if (other === undefined || other.numeral.exactMax !== null) return undefined
  const close = skipBlanks(shadow, other.unit.end, 2)
  if (shadow[close] !== ')' && shadow[close] !== ']') return undefined
  const own = sizeOf(page, mention.value, mention.unit)
  const same = sizeOf(page, Number(other.numeral.exact), other.numeral.scale + other.unit.text)
  if (own === undefined || same === undefined || own.base !== same.base || own.unit === same.unit) return undefined
  if (Math.abs(own.size - same.size) > TOLERANCE * own.size) return undefined
  return {
    end: close + 1,
    spelling: {
      text: page.text.slice(other.numeral.start, other.numeral.coreEnd),
      offset: other.numeral.start,
      value: Number(other.numeral.exact),
      exact: other.numeral.exact,
      unit: other.numeral.scale + other.unit.text,
    },
  }
}

function sizeOf(page: Page, value: number, printed: string): { base: string; unit: string; size: number } | undefined {
  for (let cut = 0; cut <= 2; cut++) {
    const factor = scaleFactor[printed.slice(0, cut)]
    const entry = factor === undefined ? undefined : findExact(page, printed.slice(cut))
    if (factor !== undefined && entry !== undefined) {
      return { base: entry.base ?? entry.text, unit: entry.text, size: value * factor * Number(entry.factor ?? 1) }
    }
  }
  return undefined
}

function findExact(page: Page, word: string) {
  let node: typeof page.words.units | undefined = page.words.units
  for (let i = 0; i < word.length && node !== undefined; i++) node = stepInto(node, word.charCodeAt(i))
  return node?.entry
}
