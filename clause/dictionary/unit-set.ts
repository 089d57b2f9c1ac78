/** A set of UTF-16 units, one bit each: told in one step whatever their number. */
export class UnitSet {
  readonly #bits = new Uint32Array(2048)

  constructor(units: Iterable<string> = []) {
    for (const unit of units) this.add(unit.charCodeAt(0))
  }

  add(code: number): void {
    this.#bits[code >> 5] = (this.#bits[code >> 5] as number) | (1 << (code & 31))
  }

  /** Whether a text holds one of them. */
  isIn(text: string): boolean {
    for (let at = 0; at < text.length; at++) if (this.has(text.charCodeAt(at))) return true
    return false
  }

  /** False for NaN, as `charCodeAt` gives beyond the ends of a text. */
  has(code: number): boolean {
    return (((this.#bits[code >> 5] as number) >>> (code & 31)) & 1) === 1
  }
}
