import { addSheetNumbers, type SheetNumber } from './sheet-number.ts'

const columnsAtMost = 301
const scaleAtMost = 9
const powers = Array.from({ length: scaleAtMost + 1 }, (_, exponent) => 10 ** exponent)

/** In place of a scale: nothing yet, or a long sum. */
const isBlank = 255
const isLong = 254

/** Exact sums by column, counted from 1: whole coefficients below 2^53 stand in flat lists, longer ones beside them. */
export class ColumnSums {
  private readonly coefficients = new Float64Array(columnsAtMost)
  private readonly scales = new Uint8Array(columnsAtMost).fill(isBlank)
  private readonly longs = new Map<number, SheetNumber>()

  addShort(column: number, coefficient: number, scale: number): void {
    const known = this.scales[column]!
    if (known === scale) {
      const sum = this.coefficients[column]! + coefficient
      if (sum <= Number.MAX_SAFE_INTEGER && sum >= Number.MIN_SAFE_INTEGER) {
        this.coefficients[column] = sum
        return
      }
    }
    if (known === isBlank && scale <= scaleAtMost) {
      this.coefficients[column] = coefficient
      this.scales[column] = scale
      return
    }
    if (known <= scaleAtMost && scale <= scaleAtMost) {
      const most = known > scale ? known : scale
      const left = this.coefficients[column]! * powers[most - known]!
      const right = coefficient * powers[most - scale]!
      const sum = left + right
      if (Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(sum)) {
        this.coefficients[column] = sum
        this.scales[column] = most
        return
      }
    }
    this.addLong(column, { coefficient, scale })
  }

  add(column: number, { coefficient, scale }: SheetNumber): void {
    if (typeof coefficient === 'number') this.addShort(column, coefficient, scale)
    else this.addLong(column, { coefficient, scale })
  }

  private addLong(column: number, value: SheetNumber): void {
    const before = this.at(column)
    this.longs.set(column, before ? addSheetNumbers(before, value) : value)
    this.scales[column] = isLong
  }

  /** Undefined where nothing was added. */
  at(column: number): SheetNumber | undefined {
    const scale = this.scales[column]!
    if (scale === isBlank) return undefined
    return scale === isLong ? this.longs.get(column) : { coefficient: this.coefficients[column]!, scale }
  }

  addAll(other: ColumnSums): void {
    for (let column = 0; column < columnsAtMost; column += 1) {
      const scale = other.scales[column]!
      if (scale === isBlank) continue
      if (scale === isLong) this.add(column, other.longs.get(column)!)
      else this.addShort(column, other.coefficients[column]!, scale)
    }
  }

  copy(): ColumnSums {
    const copy = new ColumnSums()
    copy.addAll(this)
    return copy
  }
}
