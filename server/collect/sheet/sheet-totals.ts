import { ColumnSums } from './column-sums.ts'
import type { ReadTotal } from './import-task.ts'
import { equalSheetNumbers, formatSheetNumber, type SheetNumber, zeroInSheet } from './sheet-number.ts'

/** One figure of a row, by the column it stands in. */
export interface RowFigure {
  readonly column: number
  readonly at: string
  readonly indicator: string
  readonly isAdditive: boolean
  readonly value: SheetNumber
}

interface Stated {
  readonly label: string
  readonly figures: readonly RowFigure[]
}

const heldAtMost = 500
const listedAtMost = 400

/**
 * Compares the totals that a sheet states with the sums of its rows; totals are never stored [XL6]. They may stand above
 * their parts or below. A row without a known place is a total too when all its figures are sums, at least two of them.
 */
export function createTotals(sheet: string) {
  const all = new ColumnSums()
  const byName = new Map<string, { readonly sums: ColumnSums; readonly above: readonly string[] }>()
  let since = new ColumnSums()
  /** Of what the present row lies in. */
  let own: ColumnSums | undefined
  let rows = 0
  let rowsSince = 0
  let waitingPart: Stated | undefined
  const wholes: Stated[] = []
  const named: (Stated & { readonly key: string })[] = []
  const unknown: (Stated & { readonly row: number; readonly before: ColumnSums })[] = []
  const totals: ReadTotal[] = []

  const compare = ({ label, figures }: Stated, sums: ColumnSums | undefined): void => {
    for (const { column, at, indicator, isAdditive, value } of figures) {
      const computed = sums?.at(column)
      if (!isAdditive || computed === undefined || totals.length >= listedAtMost) continue
      totals.push({
        sheet,
        cell: at,
        label,
        indicator,
        stated: formatSheetNumber(value),
        computed: formatSheetNumber(computed),
        agrees: equalSheetNumbers(value, computed),
      })
    }
  }
  const closePart = () => {
    if (waitingPart && rowsSince > 0) compare(waitingPart, since)
    if (rowsSince > 0) waitingPart = undefined
  }
  const closeSince = () => {
    all.addAll(since)
    since = new ColumnSums()
    rowsSince = 0
  }
  /** Sums of what a name's parts name in turn: a county's of its towns'. */
  const rollUp = (): ReadonlyMap<string, ColumnSums> => {
    const rolled = new Map<string, ColumnSums>()
    for (const [name, { sums, above }] of byName) {
      for (const each of [name, ...above]) {
        const whole = rolled.get(each) ?? new ColumnSums()
        rolled.set(each, whole)
        whole.addAll(sums)
      }
    }
    return rolled
  }
  const isSum = (figures: readonly RowFigure[], sums: ColumnSums): boolean => {
    const additive = figures.filter((one) => one.isAdditive)
    return (
      additive.length >= 2 &&
      additive.every(({ column, value }) => equalSheetNumbers(value, sums.at(column) ?? zeroInSheet))
    )
  }

  return {
    /** A row whose place is known; `above` names what it lies in. Its figures are added behind it. */
    openRow(above: readonly string[]): void {
      rows += 1
      rowsSince += 1
      const [name] = above
      if (name === undefined) {
        own = undefined
        return
      }
      let known = byName.get(name)
      if (!known) {
        known = { sums: new ColumnSums(), above: above.slice(1) }
        byName.set(name, known)
      }
      own = known.sums
    },
    addShort(column: number, coefficient: number, scale: number): void {
      since.addShort(column, coefficient, scale)
      own?.addShort(column, coefficient, scale)
    },
    add(column: number, value: SheetNumber): void {
      since.add(column, value)
      own?.add(column, value)
    },
    addPart(stated: Stated): void {
      const isBelow = rowsSince > 0 && waitingPart === undefined
      if (isBelow) compare(stated, since)
      else closePart()
      if (!isBelow) waitingPart = stated
      closeSince()
    },
    addWhole(stated: Stated): void {
      wholes.push(stated)
    },
    /** Of what is called so: a town above its villages. */
    addNamed(key: string, stated: Stated): void {
      named.push({ ...stated, key })
    },
    /** A row of nobody's: whether it was a sum shows at the end. */
    addUnknown(row: number, stated: Stated): void {
      if (unknown.length < heldAtMost) unknown.push({ ...stated, row, before: since.copy() })
    },
    /** @returns the rows that turned out to be sums. */
    finish(): { readonly totals: readonly ReadTotal[]; readonly sumRows: ReadonlySet<number> } {
      closePart()
      closeSince()
      const rolled = rollUp()
      for (const stated of wholes) compare(stated, all)
      for (const stated of named) compare(stated, rolled.get(stated.key))
      const sumRows = new Set<number>()
      for (const stated of unknown) {
        const sums = [all, stated.before, ...rolled.values()].find((one) => rows > 1 && isSum(stated.figures, one))
        if (!sums) continue
        sumRows.add(stated.row)
        compare(stated, sums)
      }
      return { totals, sumRows }
    },
  }
}

export type Totals = ReturnType<typeof createTotals>
