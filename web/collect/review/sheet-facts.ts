import type { Finding } from '@gangju/contract/findings'
import type { ReviewSheet } from '@gangju/contract/review'
import { approximate, parseDecimal } from '@gangju/net/quantity'

export type SheetRow = ReviewSheet['rows'][number]
export type SheetCell = SheetRow['cells'][number]

export type FindingsOf = (place: string, indicator: string) => readonly Finding[]

const none: readonly Finding[] = []

/** Findings by place and indicator. */
export function findingIndex(findings: readonly Finding[]): FindingsOf {
  const index = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.place} ${finding.indicator}`
    const held = index.get(key)
    if (held) held.push(finding)
    else index.set(key, [finding])
  }
  return (place, indicator) => index.get(`${place} ${indicator}`) ?? none
}

/** Whether the figure moved by more than a share, in percent, since the period before. */
export const isMoved = ({ change }: SheetCell, over: number): boolean =>
  change !== null && Math.abs(approximate(parseDecimal(change))) > over

/** Whether a row holds something to look at: a finding, an explanation, an earlier return or a big change. */
export function isNotable(row: SheetRow, sheet: ReviewSheet, findingsOf: FindingsOf, over: number): boolean {
  return row.cells.some((cell, at) => {
    const column = sheet.columns[at]
    if (cell.explanation || cell.returnedReason || isMoved(cell, over)) return true
    return column !== undefined && findingsOf(row.place.code, column.indicator).length > 0
  })
}

/** Some rows by chance, in their own order. */
export function sampleRows(rows: readonly SheetRow[], count: number): ReadonlySet<string> {
  const left = rows.map(({ place }) => place.code)
  const drawn = new Set<string>()
  while (drawn.size < count && left.length > 0) {
    const [code] = left.splice(Math.floor(Math.random() * left.length), 1)
    if (code !== undefined) drawn.add(code)
  }
  return drawn
}
