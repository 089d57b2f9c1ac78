/** Small for capital letters and half-width for full-width, unit by unit; 0 for what is left out. Made once, when needed. */
let foldedUnits: Uint16Array | undefined

/**
 * A text as it is searched: half-width for full-width, small for capital letters, no blanks and no line breaks: what was
 * broken over two lines is found too [DL7].
 */
export function foldText(text: string): string {
  return fold(text)
}

/** Unit for unit, so that every hit has its place in the text: `at`, where given, is told where each unit stood. */
function fold(text: string, at?: Uint32Array): string {
  foldedUnits ??= Uint16Array.from({ length: 0x10000 }, (_, unit) => foldUnit(unit))
  const units = new Uint16Array(text.length)
  let length = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = foldedUnits[text.charCodeAt(index)]!
    if (unit === 0) continue
    if (at) at[length] = index
    units[length] = unit
    length += 1
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le')
}

function foldUnit(unit: number): number {
  if (unit <= 0x20 || unit === 0x3000 || unit === 0xa0 || unit === 0xfeff) return 0
  const half = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit
  const small = String.fromCharCode(half).toLowerCase()
  return small.length === 1 ? small.charCodeAt(0) : half
}

/** The words of a question, each folded; blanks part them. */
export function foldWords(question: string): string[] {
  const words = question.split(/\s+/u).map(foldText)
  return [...new Set(words.filter((word) => word !== ''))]
}

export interface Excerpt {
  readonly text: string
  /** [start, length] within the excerpt, in order and apart. */
  readonly ranges: [number, number][]
  /** Of the first hit, in the text that was searched. */
  readonly offset: number
  readonly length: number
}

const before = 30
const longest = 160

/** The neighbourhood of the first hit with every hit in it marked. */
export function excerptOf(text: string, words: readonly string[]): Excerpt {
  const hits = findHits(text, words)
  const first = hits[0] ?? ([0, 0] as const)
  const start = Math.max(0, first[0] - before)
  const end = Math.min(text.length, start + longest)
  const ranges = hits
    .filter(([from, length]) => from >= start && from + length <= end)
    .map(([from, length]): [number, number] => [from - start, length])
  return { text: text.slice(start, end).replace(/\s/gu, ' '), ranges, offset: first[0], length: first[1] }
}

function findHits(text: string, words: readonly string[]): [number, number][] {
  const at = new Uint32Array(text.length)
  const folded = fold(text, at)
  const found: [number, number][] = []
  for (const word of words) {
    for (let index = folded.indexOf(word); index >= 0; index = folded.indexOf(word, index + word.length)) {
      const from = at[index]!
      found.push([from, at[index + word.length - 1]! + 1 - from])
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1])
  const apart: [number, number][] = []
  for (const hit of found) {
    const last = apart.at(-1)
    if (!last || hit[0] >= last[0] + last[1]) apart.push(hit)
  }
  return apart
}
