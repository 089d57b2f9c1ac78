/** A text as it is searched, with the place of each of its units in the text as it stands. */
export interface FoldedText {
  readonly text: string
  readonly at: readonly number[]
}

/**
 * Half-width for full-width, small for capital letters, no blanks and no line breaks: what was broken over two lines is found
 * too. Unit for unit, so that every hit has its place in the text [DL7].
 */
export function foldText(text: string): FoldedText {
  const units: string[] = []
  const at: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const unit = foldUnit(text[index]!)
    if (unit === '') continue
    units.push(unit)
    at.push(index)
  }
  return { text: units.join(''), at }
}

function foldUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase()
  if (code <= 0x20 || code === 0x3000 || code === 0xa0 || code === 0xfeff) return ''
  const small = unit.toLowerCase()
  return small.length === 1 ? small : unit
}

/** The words of a question, each folded; blanks part them. */
export function foldWords(question: string): string[] {
  const words = question.split(/\s+/u).map((word) => foldText(word).text)
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
  const folded = foldText(text)
  const found: [number, number][] = []
  for (const word of words) {
    for (let index = folded.text.indexOf(word); index >= 0; index = folded.text.indexOf(word, index + word.length)) {
      const from = folded.at[index]!
      found.push([from, folded.at[index + word.length - 1]! + 1 - from])
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
