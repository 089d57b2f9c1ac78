import { type CsvRow, parseCsv } from '@gangju/net/exchange'
import type { FormEntry } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import type { IncomingValue } from './incoming-value.ts'

const titles = {
  dataElement: ['dataelement', 'indicator', '指标', '指标代码'],
  period: ['period', '报告期'],
  orgUnit: ['orgunit', 'organisationunit', 'place', '区划代码', '地方'],
  value: ['value', '数值', '值'],
  comment: ['comment', 'explanation', '说明', '备注'],
  categoryOptionCombo: ['categoryoptioncombo', 'catoptcombo'],
  attributeOptionCombo: ['attributeoptioncombo', 'attroptcombo'],
  deleted: ['deleted'],
} as const
type Title = keyof typeof titles
type Found = Readonly<Record<Title, number>>

/** What a table of figures may say of its places beside their codes. */
const placeNames: readonly string[] = ['name', 'orgunitname', 'placename', '名称', '地名', '地方名称']
const mostValues = 100_000

/**
 * The values of a CSV file [EX9]: DHIS2's columns, one figure a line, or a table with a line for each place and period and
 * a column for each indicator, by its code or its title in the form. Titles are English or Chinese, in any order.
 *
 * @throws Problem `csv.malformed`, `csv.columns`, `exchange.tooMany`.
 */
export function incomingOfCsv(text: string, form: FormEntry | undefined): readonly IncomingValue[] {
  const [head, ...rows] = parseCsv(text)
  const cells = head?.cells ?? []
  const at = locate(cells)
  const isTable = !isList(at)
  const needed: readonly Title[] = isTable ? ['period', 'orgUnit'] : ['dataElement', 'period', 'orgUnit', 'value']
  const missing = needed.filter((title) => at[title] < 0)
  if (missing.length > 0) throw new Problem('csv.columns', { missing: missing.join(', ') })
  for (const { line, cells: own } of rows) {
    if (own.length > cells.length) throw new Problem('csv.malformed', { line, column: cells.length + 1 })
  }
  const values = isTable ? tableValues(cells, rows, at, form) : rows.map((row, index) => listedValue(row, index, at))
  if (values.length > mostValues) throw new Problem('exchange.tooMany', { most: mostValues })
  return values
}

function locate(cells: readonly string[]): Found {
  const found = cells.map(plainTitle)
  return Object.fromEntries(
    Object.entries(titles).map(([title, names]) => [
      title,
      found.findIndex((one) => names.some((name) => name === one)),
    ]),
  ) as Found
}

const isList = (at: Found): boolean => at.dataElement >= 0 || at.value >= 0

/** Whether titles are those of a file with one figure a line. */
export const isListOfFigures = (cells: readonly string[]): boolean => isList(locate(cells))

const plainTitle = (cell: string) => cell.normalize('NFKC').trim().toLowerCase().replace(/[ _-]/g, '')

/** Without the apostrophe that keeps a spreadsheet from calculating. */
const textAt = ({ cells }: CsvRow, at: number): string => (cells[at] ?? '').trim().replace(/^'(?=[=+@-])/, '')

function listedValue(row: CsvRow, index: number, at: Found): IncomingValue {
  const cell = (title: Title) => textAt(row, at[title])
  const columns = Object.fromEntries(
    Object.entries(at).flatMap(([title, column]) => (column < 0 ? [] : [[title, column + 1]])),
  )
  return {
    index,
    line: row.line,
    columns,
    dataElement: cell('dataElement'),
    period: cell('period'),
    orgUnit: cell('orgUnit'),
    combos: [cell('categoryOptionCombo'), cell('attributeOptionCombo')],
    text: cell('value'),
    comment: cell('comment'),
    isDeleted: cell('deleted').toLowerCase() === 'true',
  }
}

/** A blank cell of a table says nothing. */
function tableValues(
  head: readonly string[],
  rows: readonly CsvRow[],
  at: Found,
  form: FormEntry | undefined,
): readonly IncomingValue[] {
  const others = new Set<number>(Object.values(at))
  const elements = head.flatMap((cell, column) => {
    const title = cell.trim()
    if (others.has(column) || title === '' || placeNames.includes(plainTitle(cell))) return []
    const named = form?.columns.find(({ header, headerEn }) => header === title || headerEn === title)
    return [{ column, dataElement: named?.indicator ?? title }]
  })
  const values: IncomingValue[] = []
  for (const row of rows) {
    for (const { column, dataElement } of elements) {
      const text = textAt(row, column)
      if (text === '') continue
      values.push({
        index: values.length,
        line: row.line,
        columns: { dataElement: column + 1, value: column + 1, period: at.period + 1, orgUnit: at.orgUnit + 1 },
        dataElement,
        period: textAt(row, at.period),
        orgUnit: textAt(row, at.orgUnit),
        combos: [],
        text,
        comment: '',
        isDeleted: false,
      })
    }
  }
  return values
}
