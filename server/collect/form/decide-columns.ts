import { columnsOfCheck, type FormColumn } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import { compareDecimals, parseDecimal } from '@gangju/net/quantity'
import { countsOf, parseFormula } from '@gangju/net/rollup'
import { type FormDesign, type FormGround, homeOf } from './form-ground.ts'
import { type FormFault, levelDetail } from './form-words.ts'

/** Columns, the sections and headers they stand under, and the checks between them. */
export function* columnFaults(design: FormDesign, ground: FormGround): Iterable<FormFault> {
  const seen = new Set<string>()
  for (const [at, column] of design.columns.entries()) {
    const path = `columns.${at}`
    yield* figureFaults(column, path, { design, ground })
    if (seen.has(column.indicator))
      yield { code: 'twice', path, detail: { name: column.header, nameEn: column.headerEn } }
    seen.add(column.indicator)
    const { low, high } = column.plausible
    if (low !== null && high !== null && compareDecimals(parseDecimal(low), parseDecimal(high)) > 0) {
      yield { code: 'range', path: `${path}.plausible`, detail: { name: column.header, nameEn: column.headerEn } }
    }
  }
  yield* sectionFaults(design)
  yield* headFaults(design.columns)
  yield* checkFaults(design, seen)
}

/** A column asks for a collected figure of the rows' level in its unit, and asks it where nobody else does [FM11]. */
function* figureFaults(
  column: FormColumn,
  path: string,
  { design, ground }: { design: FormDesign; ground: FormGround },
): Iterable<FormFault> {
  const entry = ground.findIndicator(column.indicator)
  if (!entry) return yield { code: 'unknown', path: `${path}.indicator`, detail: { indicator: column.indicator } }
  const { name, nameEn, unit, collectedAt } = entry
  if (collectedAt === null) return yield { code: 'notCollected', path: `${path}.indicator`, detail: { name, nameEn } }
  if (collectedAt !== design.collects)
    yield { code: 'level', path, detail: { name, nameEn, ...levelDetail(collectedAt) } }
  if (unit !== column.unit) yield { code: 'unit', path: `${path}.unit`, detail: { name, nameEn, unit } }
  const home = homeOf(column.indicator, design, ground.others)
  if (home && !column.known) {
    yield { code: 'askedTwice', path: `${path}.known`, detail: { name, nameEn, form: home.name, formEn: home.nameEn } }
  } else if (!home && column.known) yield { code: 'homeless', path: `${path}.known`, detail: { name, nameEn } }
}

function* sectionFaults({ sections, columns }: FormDesign): Iterable<FormFault> {
  const codes = sections.map(({ code }) => code)
  for (const [at, { code, name }] of sections.entries()) {
    const path = `sections.${at}`
    if (codes.indexOf(code) !== at) yield { code: 'sectionTwice', path, detail: { section: code } }
    const used = columns.flatMap(({ section }, index) => (section === code ? [index] : []))
    if (used.length === 0) yield { code: 'sectionEmpty', path, detail: { section: name } }
    else if (!isUnbroken(used)) yield { code: 'sectionSplit', path, detail: { section: name } }
  }
  for (const [at, { section, header }] of columns.entries()) {
    if (!codes.includes(section)) yield { code: 'section', path: `columns.${at}.section`, detail: { name: header } }
  }
}

/** A header cell covers columns side by side, or it could not be merged on paper. */
function* headFaults(columns: readonly FormColumn[]): Iterable<FormFault> {
  const covered = new Map<string, number[]>()
  for (const [at, { heads = [] }] of columns.entries()) {
    for (let depth = 1; depth <= heads.length; depth += 1) {
      const path = heads
        .slice(0, depth)
        .map(({ name }) => name)
        .join(' / ')
      covered.set(path, [...(covered.get(path) ?? []), at])
    }
  }
  for (const [head, at] of covered) {
    if (!isUnbroken(at)) yield { code: 'headSplit', path: `columns.${at.at(-1)}.heads`, detail: { head } }
  }
}

/** Whether rising positions follow each other without a gap. */
const isUnbroken = (at: readonly number[]): boolean => at.every((one, index) => one === at[0]! + index)

function* checkFaults({ checks }: FormDesign, columns: ReadonlySet<string>): Iterable<FormFault> {
  const seen = new Set<string>()
  for (const [at, check] of checks.entries()) {
    const path = `checks.${at}`
    if (seen.has(check.code)) yield { code: 'checkTwice', path, detail: { check: check.code } }
    seen.add(check.code)
    for (const indicator of readColumns(check) ?? []) {
      if (columns.has(indicator)) continue
      yield { code: 'check', path, detail: { check: check.code, indicator } }
    }
    if (readColumns(check) === undefined) yield { code: 'checkUnread', path, detail: { check: check.code } }
  }
}

/** A row knows its own figures only. */
const asksCount = (check: Parameters<typeof columnsOfCheck>[0]) =>
  check.kind === 'compare' && [check.left, check.right].some((text) => countsOf(parseFormula(text)).length > 0)

/** Undefined where a formula of the check cannot be read. */
function readColumns(check: Parameters<typeof columnsOfCheck>[0]): readonly string[] | undefined {
  try {
    return asksCount(check) ? undefined : columnsOfCheck(check)
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
