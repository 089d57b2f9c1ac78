import { lastMonth, type Period, parsePeriod } from '../period/index.ts'
import { checkColumn } from './check-column.ts'
import { type Finding, isExplanation } from './check-finding.ts'
import { figureKey, type KnownFigures } from './check-known.ts'
import { type CheckPlan, type PlannedRule, planChecks } from './check-plan.ts'
import { checkBetween } from './check-row.ts'
import type { FormCheck } from './check-rule.ts'
import { checkOverTime } from './check-time.ts'
import type { CheckedCell, CheckedRow, RowFinding } from './checked-row.ts'
import type { FormEntry } from './form.ts'

/** A return as the checks see it: plain data, the same in the browser, of a workbook and on the wire. */
export interface CheckInput {
  readonly form: Pick<FormEntry, 'columns' | 'checks'>
  /** Its id. */
  readonly period: string
  /** A place and indicator at most once, in any order; indicators that the form has no column for are passed over. */
  readonly cells: readonly CheckedCell[]
  readonly known: KnownFigures
  /** `whole`: a place that answered anything answers all that is required and not in the net yet. `part`: no more is asked. */
  readonly extent: 'whole' | 'part'
  /** Class of each place by its code, for rules that hold for some classes only. */
  readonly classes?: ReadonlyMap<string, string> | undefined
}

/**
 * All that is wrong or odd with the figures of a return [CK1]: each cell by itself, the cells of a row together, each
 * against what is known. Work grows with the number of cells.
 *
 * @returns by place, then column, hard ones first: the order of the cells makes no difference.
 * @throws Problem `formula.malformed`, `number.malformed` when a rule of the form cannot be read.
 */
export function checkReturn({ form, period, cells, known, extent, classes }: CheckInput): readonly Finding[] {
  const plan = planChecks(form)
  const rows = new Map<string, Map<string, CheckedCell>>()
  for (const cell of cells) {
    if (!plan.columns.has(cell.indicator)) continue
    const row = rows.get(cell.place)
    if (row) row.set(cell.indicator, cell)
    else rows.set(cell.place, new Map([[cell.indicator, cell]]))
  }
  const asked = parsePeriod(period)
  return [...rows.keys()].toSorted().flatMap((place) => {
    const row = { place, period: asked, cells: rows.get(place)! }
    return checkPlace(
      plan,
      { ...row, known: (indicator) => known.get(figureKey(place, indicator)) },
      { extent, classes },
    )
  })
}

function checkPlace(
  plan: CheckPlan,
  row: Omit<CheckedRow, 'figure'>,
  { extent, classes }: Pick<CheckInput, 'extent' | 'classes'>,
): readonly Finding[] {
  const { cells, place, period } = row
  const findings: Finding[] = []
  const add = (found: RowFinding, { rule, severity }: Partial<PlannedRule>) =>
    findings.push({
      check: rule?.code ?? null,
      severity: severity ?? 'hard',
      explained: isExplanation(cells.get(found.indicator)?.explanation ?? null),
      place,
      beside: [],
      words: rule?.words ?? null,
      ...found,
    })
  const isAnswered = [...cells.values()].some(({ missing }) => missing !== 'notReported')
  const asksAll = extent === 'whole' && isAnswered
  const unfit = new Set<string>()
  for (const column of plan.columns.values()) {
    for (const found of checkColumn(column, cells.get(column.column.indicator), { asksAll, row })) {
      if (found.code === 'value.tooFine' || found.code === 'value.notWhole') unfit.add(found.indicator)
      add(found, {})
    }
  }
  const figure = (indicator: string) => (unfit.has(indicator) ? null : (cells.get(indicator)?.value ?? null))
  for (const planned of plan.rules) {
    if (!isAsked(planned.rule, period, classes?.get(place))) continue
    for (const found of checkRule(planned, { ...row, figure }, plan)) add(found, planned)
  }
  return inColumnOrder(findings, plan)
}

function checkRule(planned: PlannedRule, row: CheckedRow, plan: CheckPlan): readonly RowFinding[] {
  return [...checkBetween(planned, row), ...checkOverTime(planned, row, plan)]
}

function isAsked({ when }: FormCheck, period: Period, placeClass: string | undefined): boolean {
  const { months, classes } = when ?? {}
  if (months !== undefined && !months.includes(lastMonth(period))) return false
  return classes === undefined || (placeClass !== undefined && classes.includes(placeClass))
}

/** A cell is told the same thing once, whichever rule said it. */
function inColumnOrder(findings: readonly Finding[], { columns }: CheckPlan): readonly Finding[] {
  const seen = new Set<string>()
  const once = findings.filter(({ code, indicator, check }) => {
    const key = code.startsWith('check.') ? `${code} ${indicator} ${check}` : `${code} ${indicator}`
    return seen.has(key) ? false : seen.add(key)
  })
  const rank = ({ severity }: Finding) => (severity === 'hard' ? 0 : 1)
  const position = ({ indicator }: Finding) => columns.get(indicator)?.position ?? columns.size
  return once.toSorted((a, b) => position(a) - position(b) || rank(a) - rank(b))
}
