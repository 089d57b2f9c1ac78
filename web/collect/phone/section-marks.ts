import type { FormColumn } from '@gangju/net/form'
import { isUnsettled } from '@gangju/net/form'
import { isGivenBack, type ShownRow } from '../entry/sheet.ts'
import type { PlacedFinding } from '../entry/sheet-memory.ts'

/** What waits in a section, the gravest: somebody else's change, a cell given back, a figure that cannot stand. */
export type SectionMark = 'conflict' | 'returned' | 'hard'

const signs: Readonly<Record<SectionMark, string>> = { conflict: '⇄', returned: '↩', hard: '!' }

export interface MarkedSection {
  readonly mark: SectionMark
  readonly sign: string
  readonly count: number
  /** The first such indicator. */
  readonly indicator: string
}

/** What the sections of a place have to be opened for, by section. */
export function sectionMarks(
  { cells }: ShownRow,
  columns: readonly FormColumn[],
  findings: readonly PlacedFinding[],
): ReadonlyMap<string, MarkedSection> {
  const marks = new Map<string, MarkedSection>()
  for (const mark of ['conflict', 'returned', 'hard'] as const) {
    for (const [at, { section, indicator }] of columns.entries()) {
      const cell = cells[at]
      const held = marks.get(section)
      if (!cell || (held && held.mark !== mark)) continue
      const isMarked = {
        conflict: cell.state === 'conflict',
        returned: isGivenBack(cell),
        hard: cell.state === 'fault' || findings.some((one) => one.column === at && isGrave(one)),
      }[mark]
      if (isMarked) {
        marks.set(section, {
          mark,
          sign: signs[mark],
          count: (held?.count ?? 0) + 1,
          indicator: held?.indicator ?? indicator,
        })
      }
    }
  }
  return marks
}

const isGrave = (finding: PlacedFinding) =>
  finding.severity === 'hard' && finding.code !== 'cell.required' && isUnsettled(finding)
