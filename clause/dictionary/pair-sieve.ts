import { UnitSet } from './unit-set.ts'

/** Tells by two units of a text whether one of many words may stand there: no for nearly every place where none does. */
export class PairSieve {
  readonly #starts = new UnitSet()
  /** The first two units of every word, as one number of sixteen bits; few others fall on the same. */
  readonly #pairs = new UnitSet()
  /** The words of one unit, whatever stands behind them. */
  readonly #singles = new UnitSet()
  #hasSingles = false

  constructor(words: Iterable<string> = []) {
    for (const word of words) this.add(word)
  }

  add(word: string): void {
    const first = word.charCodeAt(0)
    this.#starts.add(first)
    if (word.length === 1) {
      this.#singles.add(first)
      this.#hasSingles = true
    } else this.#pairs.add(pairOf(first, word.charCodeAt(1)))
  }

  /** Whether a word begins with a unit. */
  mayStart(code: number): boolean {
    return this.#starts.has(code)
  }

  /** Whether a word may stand in `text` at `at`. */
  mayStand(text: string, at: number): boolean {
    const first = text.charCodeAt(at)
    if (this.#pairs.has(pairOf(first, text.charCodeAt(at + 1)))) return this.#starts.has(first)
    return this.#hasSingles && this.#singles.has(first)
  }
}

function pairOf(first: number, second: number): number {
  return (first * 31 + second) & 0xffff
}
