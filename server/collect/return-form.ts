import type { ReturnForm } from '@gangju/contract/returns'
import type { FormEntry } from '@gangju/net/form'
import { firstDay, type Period, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { RectangleLists } from '../http/call.ts'
import type { Catalog, CatalogForm } from '../net/catalog.ts'

const kindOf = { M: 'month', Q: 'quarter', S: 'half', Y: 'year' } as const
const kindNames = { month: '月 (month)', quarter: '季 (quarter)', half: '半年 (half-year)', year: '年 (year)' } as const

/** @throws Problem `period.wrongKind`, `period.future`: of another kind than the form's, or not begun on the day. */
export function readReturnPeriod(form: FormEntry, periodId: string, today: string): Period {
  const period = parsePeriod(periodId)
  const kind = kindOf[form.period]
  if (period.kind !== kind) throw new Problem('period.wrongKind', { kind: kindNames[kind] })
  if (firstDay(period) > today) throw new Problem('period.future', { period: period.id })
  return period
}

/** The ids of the indicators that a form asks for, by their codes. */
export function indicatorIdsOf(catalog: Catalog, form: FormEntry): ReadonlyMap<string, number> {
  return new Map(form.columns.map(({ indicator }) => [indicator, catalog.indicator(indicator).indicatorId]))
}

/** Those that the form is the home of: what other forms collect is only shown. */
export function ownIndicatorIds(catalog: Catalog, form: FormEntry): readonly number[] {
  return form.columns.filter(({ known }) => !known).map(({ indicator }) => catalog.indicator(indicator).indicatorId)
}

/**
 * Whoever handles a return handles all of it: with some of its indicators out of reach, only some would be stored.
 *
 * @throws Problem `grant.missing`.
 */
export function expectWholeForm(catalog: Catalog, { entry }: CatalogForm, { indicators }: RectangleLists): void {
  if (indicators === '*') return
  const granted = new Set(indicators)
  for (const indicatorId of indicatorIdsOf(catalog, entry).values()) {
    if (!granted.has(indicatorId)) throw new Problem('grant.missing')
  }
}

export function columnsOnWire({ columns, sections }: FormEntry): ReturnForm['columns'] {
  return columns.map(({ indicator, header, headerEn, heads, section, unit, required }) => {
    const words = sections.find(({ code }) => code === section)
    return {
      indicator,
      header,
      headerEn,
      ...(heads ? { heads: [...heads] } : {}),
      section: words?.name ?? section,
      sectionEn: words?.nameEn ?? section,
      unit,
      required,
    }
  })
}

export function formOnWire(form: FormEntry): ReturnForm {
  const { code, name, nameEn, collects, filedBy, review } = form
  return { code, name, nameEn, collects, files: filedBy, review: [...review], columns: columnsOnWire(form) }
}
