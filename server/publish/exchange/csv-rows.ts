import type { DataValueOut } from '@gangju/contract/exchange'

const head = [
  'dataelement',
  'period',
  'orgunit',
  'categoryoptioncombo',
  'attributeoptioncombo',
  'value',
  'storedby',
  'lastupdated',
  'comment',
  'followup',
  'deleted',
]

/** The columns of DHIS2, one figure a line. */
export function listRows(values: readonly DataValueOut[]): readonly (readonly string[])[] {
  return [
    head,
    ...values.map(
      ({ dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo, value, lastUpdated, comment }) => [
        dataElement,
        period,
        orgUnit,
        categoryOptionCombo,
        attributeOptionCombo,
        value,
        '',
        lastUpdated,
        comment ?? '',
        'false',
        '',
      ],
    ),
  ]
}

/** A line for each place and period, a column for each indicator, as they first come; it can be handed in again. */
export function tableRows(values: readonly DataValueOut[]): readonly (readonly string[])[] {
  const elements = [...new Set(values.map(({ dataElement }) => dataElement))]
  const lines = new Map<string, Map<string, string>>()
  for (const { orgUnit, period, dataElement, value } of values) {
    const key = `${orgUnit} ${period}`
    const line = lines.get(key) ?? new Map([['orgunit', orgUnit] as const, ['period', period] as const])
    lines.set(key, line.set(dataElement, value))
  }
  const columns = ['orgunit', 'period', ...elements]
  return [columns, ...Array.from(lines.values(), (line) => columns.map((column) => line.get(column) ?? ''))]
}
