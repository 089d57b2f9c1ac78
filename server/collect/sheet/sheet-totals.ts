import type { ReadTotal } from './import-task.ts'
import { addSheetNumbers, equalSheetNumbers, formatSheetNumber, type SheetNumber, zeroInSheet } from './sheet-number.ts'

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

/** By column, counted from 1. */
type Sums = (SheetNumber | undefined)[]

const heldAtMost = 500
const listedAtMost = 400

/**
 * Compares the totals that a sheet states with the sums of its rows; totals are never stored [XL6]. They may stand above
 * their parts or below. A row without a known place is a total too when all its figures are sums, at least two of them.
 */
export function createTotals(sheet: string) {
  const all: Sums = []
  const byName = new Map<string, { readonly sums: Sums; readonly above: readonly string[] }>()
  let since: Sums = []
  let rows = 0
  let rowsSince = 0
  let waitingPart: Stated | undefined
  const wholes: Stated[] = []
  const named: (Stated & { readonly key: string })[] = []
  const unknown: (Stated & { readonly row: number; readonly before: Sums })[] = []
  const totals: ReadTotal[] = []

  const compare = ({ label, figures }: Stated, sums: Sums): void => {
    for (const { column, at, indicator, isAdditive, value } of figures) {
      const computed = sums[column]
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
    for (const [column, value] of since.entries()) if (value) addTo(all, column, value)
    since = []
    rowsSince = 0
  }
  /** Sums of what a name's parts name in turn: a county's of its towns'. */
  const rollUp = (): ReadonlyMap<string, Sums> => {
    const rolled = new Map<string, Sums>()
    for (const [name, { sums, above }] of byName) {
      for (const each of [name, ...above]) {
        const whole = rolled.get(each) ?? []
        rolled.set(each, whole)
        for (const [column, value] of sums.entries()) if (value) addTo(whole, column, value)
      }
    }
    return rolled
  }
  const isSum = (figures: readonly RowFigure[], sums: Sums): boolean => {
    const additive = figures.filter((one) => one.isAdditive)
    return (
      additive.length >= 2 &&
      additive.every(({ column, value }) => equalSheetNumbers(value, sums[column] ?? zeroInSheet))
    )
  }

  return {
    /** A row whose place is known; `above` names what it lies in. */
    addRow(figures: readonly RowFigure[], above: readonly string[]): void {
      rows += 1
      rowsSince += 1
      const [name] = above
      let own = name === undefined ? undefined : byName.get(name)
      if (name !== undefined && !own) {
        own = { sums: [], above: above.slice(1) }
        byName.set(name, own)
      }
      for (const { column, value } of figures) {
        addTo(since, column, value)
        if (own) addTo(own.sums, column, value)
      }
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
      if (unknown.length < heldAtMost) unknown.push({ ...stated, row, before: [...since] })
    },
    /** @returns the rows that turned out to be sums. */
    finish(): { readonly totals: readonly ReadTotal[]; readonly sumRows: ReadonlySet<number> } {
      closePart()
      closeSince()
      const rolled = rollUp()
      for (const stated of wholes) compare(stated, all)
      for (const stated of named) compare(stated, rolled.get(stated.key) ?? [])
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

function addTo(sums: Sums, column: number, value: SheetNumber): void {
  const known = sums[column]
  sums[column] = known ? addSheetNumbers(known, value) : value
}
