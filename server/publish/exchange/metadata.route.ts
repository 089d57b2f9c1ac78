import { readExchangeMetadata } from '@gangju/contract/exchange'
import { codeUid } from '@gangju/net/exchange'
import { type Routes, serve } from '../../http/serve.ts'
import type { CatalogForm, CatalogIndicator } from '../../net/catalog.ts'

const periodTypes = { M: 'Monthly', Q: 'Quarterly', S: 'SixMonthly', Y: 'Yearly' } as const
const overTime = { sum: 'SUM', mean: 'AVERAGE', min: 'MIN', max: 'MAX', last: 'LAST', none: 'NONE' } as const
const longestName = 230
const longestShortName = 50

/** What is collected, as a DHIS2 site can load it before it feeds or moves [EX7]. Formulas stay here: their parts go. */
export const exchangeMetadataRoutes: Routes = (app) => {
  serve(app, readExchangeMetadata, async ({ catalog, within }) => {
    const { rectangle } = await within({})
    const isGranted = ({ indicatorId }: CatalogIndicator) =>
      rectangle.indicators === '*' || rectangle.indicators.includes(indicatorId)
    const forms = catalog.forms.filter(({ archivedAt }) => archivedAt === null)
    const ownColumns = ({ entry }: CatalogForm) =>
      entry.columns
        .filter(({ known }) => !known)
        .map(({ indicator }) => catalog.indicator(indicator))
        .filter(isGranted)
    const elements = new Map(forms.flatMap(ownColumns).map((indicator) => [indicator.code, indicator]))
    return {
      dataElements: Array.from(elements.values(), elementOf),
      dataSets: forms
        .filter((form) => ownColumns(form).length > 0)
        .map((form) => ({
          ...named('dataSet', form.entry.code, form.entry.name),
          periodType: periodTypes[form.entry.period],
          dataSetElements: ownColumns(form).map(({ code }) => ({
            dataElement: { id: codeUid('dataElement', code), code },
          })),
          openFuturePeriods: 0 as const,
        })),
    }
  })
}

function elementOf({ code, entry }: CatalogIndicator) {
  const { overPeriods, overPlaces } = entry.aggregation
  return {
    ...named('dataElement', code, entry.name, entry.shortName),
    domainType: 'AGGREGATE' as const,
    valueType: 'NUMBER' as const,
    aggregationType: aggregationOf(overPeriods, overPlaces),
    zeroIsSignificant: true as const,
    description: `${entry.definition} (${entry.unit})`,
  }
}

/** DHIS2 has one word for both ways: over time, and over places summed or averaged. */
function aggregationOf(overPeriods: keyof typeof overTime, overPlaces: string): string {
  const word = overPlaces === 'none' ? 'NONE' : overTime[overPeriods]
  if (overPlaces === 'mean') return word === 'LAST' ? 'LAST_AVERAGE_ORG_UNIT' : 'AVERAGE'
  if (overPlaces === 'min' || overPlaces === 'max') return overTime[overPlaces]
  return word === 'AVERAGE' ? 'AVERAGE_SUM_ORG_UNIT' : word
}

const named = (kind: 'dataElement' | 'dataSet', code: string, name: string, shortName = name) => ({
  id: codeUid(kind, code),
  code,
  name: name.slice(0, longestName),
  shortName: shortName.slice(0, longestShortName),
})
