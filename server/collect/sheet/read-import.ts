import type { OpenWorkbook } from '../../http/sheet/open-workbook.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import type { SheetPart } from '../../http/sheet/workbook-parts.ts'
import { MARKER_PAGE } from '../return-layout.ts'
import { createColumnMatcher } from './column-match.ts'
import { createFaultList } from './fault-list.ts'
import { findHeader, HEADER_ROWS_AT_MOST } from './header-block.ts'
import { readHeaderPath } from './header-words.ts'
import type { ImportTask, ReadImport, ReadSheet, ReadTotal } from './import-task.ts'
import { createPlaceIndex } from './place-index.ts'
import { fingerprintOf, type PlanWords, planSheet, type SheetPlan, type SheetTop, shownColumn } from './sheet-plan.ts'
import { createSheetReader } from './sheet-reader.ts'
import { createValueList } from './value-list.ts'

const topRows = HEADER_ROWS_AT_MOST + 60
const totalsAtMost = 200
/** Cells of a top that is kept for the second look. */
const keptCells = 20_000

/** A workbook with the tops of its sheets, each read once unless it is very wide. */
export interface OpenImport {
  readonly workbook: OpenWorkbook
  readonly topOf: (part: SheetPart) => Promise<SheetTop>
}

export function openImport(workbook: OpenWorkbook): OpenImport {
  const tops = new Map<SheetPart, SheetTop>()
  const topOf = async (part: SheetPart): Promise<SheetTop> => {
    const top = tops.get(part) ?? (await readTop(workbook, part))
    if (top.cells.length <= keptCells) tops.set(part, top)
    return top
  }
  return { workbook, topOf }
}

/** Reads a whole workbook for a task: each sheet's top is looked at first, then its rows are read once, as they stream by. */
export async function readImport({ workbook, topOf }: OpenImport, task: ImportTask): Promise<ReadImport> {
  const words: PlanWords = {
    task,
    places: createPlaceIndex(task.places),
    match: createColumnMatcher(task.columns),
  }
  const gathering = { faults: createFaultList(), values: createValueList() }
  const sheets: ReadSheet[] = []
  const totals: ReadTotal[] = []
  let blanks = 0
  const planned: { part: SheetPart; top: SheetTop; plan: SheetPlan | undefined }[] = []
  for (const part of workbook.sheets.filter(({ name }) => name !== MARKER_PAGE)) {
    const top = await topOf(part)
    planned.push({ part, top, plan: planSheet(top, words) })
  }
  const settled = settlePeriods(
    planned.map(({ plan }) => plan),
    task.period,
  )
  for (const [index, { part, top }] of planned.entries()) {
    const plan = settled[index]
    if (!plan?.isUsed) {
      sheets.push(unused(top, plan))
      if (planned[index]!.plan?.isUsed)
        gathering.faults.add({
          code: 'import.sheetPeriod',
          severity: 'warning',
          sheet: top.name,
          text: plan!.period!,
          detail: { period: task.period! },
        })
      continue
    }
    const reader = createSheetReader(plan, words, { ...gathering, sheet: sheets.length })
    await workbook.readSheet(part, (row) => reader.take(row))
    const done = reader.finish()
    sheets.push(done.sheet)
    totals.push(...done.totals)
    blanks += done.blanks
  }
  if (!sheets.some(({ isUsed }) => isUsed))
    gathering.faults.add({ code: 'header.notFound', severity: 'error', sheet: sheets[0]?.name })
  const inOrder = [...totals.filter(({ agrees }) => !agrees), ...totals.filter(({ agrees }) => agrees)]
  return {
    sheets,
    values: gathering.values,
    blanks,
    totals: inOrder.slice(0, totalsAtMost),
    ...gathering.faults.list(),
  }
}

/**
 * Where one sheet is of the chosen period, those of other periods are not meant, unless a person says so: then each keeps
 * its own.
 */
function settlePeriods(
  plans: readonly (SheetPlan | undefined)[],
  chosen: string | null,
): readonly (SheetPlan | undefined)[] {
  const isOther = (plan: SheetPlan | undefined) =>
    chosen !== null &&
    plan?.isUsed &&
    plan.period !== null &&
    plan.period !== chosen &&
    plan.period.length === chosen.length
  if (!plans.some((plan) => plan?.isUsed && plan.period === chosen)) return plans
  return plans.map((plan) =>
    plan && isOther(plan) ? { ...plan, isUsed: plan.choice.isUsed === true, keepsPeriod: true } : plan,
  )
}

/** What a workbook's tops say. */
export interface WorkbookTops {
  /** For guessing what it is about: header paths, and each text alone. */
  readonly texts: readonly (readonly string[])[]
  /** Fingerprints of its headers. */
  readonly prints: readonly string[]
}

export async function readTexts({ workbook, topOf }: OpenImport): Promise<WorkbookTops> {
  const texts = new Map<string, readonly string[]>()
  const prints: string[] = []
  for (const part of workbook.sheets) {
    const top = await topOf(part)
    const header = findHeader(top.cells, top.merges)
    if (header) prints.push(fingerprintOf(header))
    const paths = [...(header?.paths.values() ?? [])].map((path) => readHeaderPath(path, 2000).parts)
    const single = top.cells.filter(({ kind }) => kind === 'text').map(({ text }) => readHeaderPath([text], 2000).parts)
    for (const parts of [...paths, ...single]) texts.set(parts.join('/'), parts)
  }
  return { texts: [...texts.values()].filter((parts) => parts.length > 0).slice(0, 600), prints }
}

async function readTop(workbook: OpenWorkbook, part: SheetPart): Promise<SheetTop> {
  const cells: SheetCell[] = []
  const merges = await workbook.readSheet(part, (row) => {
    cells.push(...row.cells)
    return row.row < topRows
  })
  return { name: part.name, isVisible: part.visibility === 'visible', cells, merges }
}

function unused(top: SheetTop, plan: ReturnType<typeof planSheet>): ReadSheet {
  return {
    name: top.name,
    isUsed: false,
    fingerprint: plan?.fingerprint ?? '',
    mapping: plan?.mapping ?? 'recognised',
    title: plan?.header.lines[0] ?? top.cells[0]?.text.slice(0, 80) ?? null,
    header: plan ? { from: plan.header.from, to: plan.header.to } : null,
    period: plan?.period ?? null,
    columns: (plan?.columns ?? []).map(shownColumn),
    placeRows: 0,
    totalRows: 0,
    openRows: [],
    openRowCount: 0,
  }
}
