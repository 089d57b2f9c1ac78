import type { IndicatorItem } from '@gangju/contract/goals'
import type { CatalogIndicator } from '../net/catalog.ts'

/** An indicator as the wire names it. */
export function indicatorItem({ code, entry }: CatalogIndicator): IndicatorItem {
  return {
    code,
    name: entry.name,
    nameEn: entry.nameEn,
    shortName: entry.shortName,
    unit: entry.unit,
    displayUnit: entry.displayUnit.unit,
    displayDivisor: entry.displayUnit.divisor,
    decimals: entry.decimals,
    frequency: entry.frequency,
    collectedAt: entry.collectedAt,
    form: entry.form,
    direction: entry.direction,
    department: entry.department,
    aggregation: entry.aggregation,
    formula: entry.formula,
    plausible: entry.plausible ?? { low: null, high: null },
    definition: entry.definition,
    publishedOnly: entry.publishedOnly,
    goals: entry.goals,
  }
}
