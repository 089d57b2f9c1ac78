import { isProblemCode, problemText } from '@gangju/contract/problems'
import { Problem } from '@gangju/net/problem'
import { codesOf, countsOf, type Formula, findFormulaCycle, formulaUnit, parseFormula } from '@gangju/net/rollup'
import type { Lang } from '../../http/serve.ts'
import type { Catalog, CatalogIndicator } from '../../net/catalog.ts'

export interface ProposedDefinition {
  /** The code that is defined. */
  readonly code: string
  readonly text: string
  readonly unit: string
}

/** What is to be said of a definition before anybody computes with it. */
export interface JudgedDefinition {
  readonly formula: Formula | null
  readonly unit: string | null
  readonly per: string | null
  readonly fault: Problem | null
  readonly position: number
  readonly cycle: readonly string[] | null
  readonly parts: readonly CatalogIndicator[]
}

/** Reads the formula, works out its unit and follows its parts to the end [FG10, FG11]. Nothing here looks at a figure. */
export function judgeDefinition(catalog: Catalog, { code, text, unit: wanted }: ProposedDefinition): JudgedDefinition {
  const nothing = { formula: null, unit: null, per: null, position: 0, cycle: null, parts: [] }
  let formula: Formula
  try {
    formula = parseFormula(text)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ...nothing, fault: error, position: Number(error.detail['position'] ?? 0) }
  }
  const find = (one: string) => catalog.indicators.find((indicator) => indicator.code === one)
  const parts = codesOf(formula).flatMap((one) => find(one) ?? [])
  const cycle = findFormulaCycle(code, (one) => (one === code ? formula : find(one)?.formula))
  if (cycle) return { ...nothing, parts, cycle, fault: new Problem('formula.cycle', { path: cycle.join(' → ') }) }
  const uncountable = countsOf(formula).find((count) => find(count.code) && !isCountable(find(count.code)!))
  if (uncountable) {
    const { code: left, position } = uncountable
    return { ...nothing, parts, position, fault: new Problem('formula.countOf', { left, position }) }
  }
  const { unit, per, fault } = formulaUnit(formula, (one) => find(one)?.entry.unit, wanted)
  return {
    formula,
    unit,
    per,
    cycle: null,
    parts,
    position: fault?.position ?? 0,
    fault: fault && new Problem(fault.code, { left: fault.left, right: fault.right, position: fault.position }),
  }
}

/** Counted are places by what they report themselves. */
const isCountable = ({ entry }: CatalogIndicator) =>
  entry.formula === null && !entry.publishedOnly && entry.collectedAt !== null

export function faultWords({ fault, position }: JudgedDefinition, lang: Lang) {
  if (fault === null) return null
  const { code, detail } = fault
  return { code, position, message: isProblemCode(code) ? problemText(code, lang, detail) : code }
}

/** Why a part may have no figure where the whole is asked for. */
export function partWords({ code, entry }: CatalogIndicator, lang: Lang) {
  const isSummed = entry.formula !== null || entry.aggregation.overPlaces !== 'none'
  const note = isSummed
    ? null
    : lang === 'zh'
      ? '不能由下级相加，上级只有公布数'
      : 'Not summed over places: above them only what is published'
  return {
    code,
    name: lang === 'zh' ? entry.name : entry.nameEn,
    unit: entry.unit,
    collectedAt: entry.collectedAt,
    summed: isSummed,
    note,
  }
}
