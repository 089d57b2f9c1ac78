import { type IndicatorItem, listIndicators } from '@gangju/contract/goals'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { ExportButton } from '../net/export-button.tsx'
import { indicatorName } from '../net/indicator-face.ts'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import type { Language } from '../net/preferences.ts'
import { StepLink } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import type { TableColumn } from '../ui/table-column.ts'

/** Every indicator, with how its figures meet over places and over time. */
export function IndicatorCatalogue() {
  const { say } = useWords()
  const query = useAsk(listIndicators, {}, { isLasting: true })
  return (
    <div data-testid="indicator-catalogue">
      <PageHead title={say('indicator.title')} name={say('indicator.title')} paper="A4 landscape">
        <ExportButton table="indicators.xlsx" />
      </PageHead>
      <Asked query={query} rows={18}>
        {({ items }) => <CatalogueTable indicators={items} />}
      </Asked>
    </div>
  )
}

function CatalogueTable({ indicators }: { readonly indicators: readonly IndicatorItem[] }) {
  const { say, language } = useWords()
  const [text, setText] = useState('')
  const rows = useMemo(() => {
    const wanted = text.trim().toLowerCase()
    return indicators.filter(({ code, name, nameEn, department }) =>
      `${code} ${name} ${nameEn} ${department}`.toLowerCase().includes(wanted),
    )
  }, [indicators, text])
  const columns = useMemo(() => catalogueColumns(say, language), [say, language])
  const search = (
    <input
      type="search"
      placeholder={say('indicator.search')}
      aria-label={say('indicator.search')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  )
  return (
    <DataTable
      columns={columns}
      rows={rows}
      rowKey={({ code }) => code}
      label={say('indicator.title')}
      tools={search}
      isTall
    />
  )
}

function catalogueColumns(say: Say, language: Language): readonly TableColumn<IndicatorItem>[] {
  const plain = (key: string, header: string, of: (row: IndicatorItem) => string): TableColumn<IndicatorItem> => ({
    key,
    header,
    label: header,
    cell: of,
    text: of,
    sortKey: of,
  })
  return [
    {
      ...plain('name', say('column.indicator'), (row) => indicatorName(row, language)),
      cell: (row) => (
        <StepLink
          to="/indicator"
          change={{ indicator: row.code }}
          data-testid="indicator-link"
          data-indicator={row.code}
        >
          {indicatorName(row, language)}
        </StepLink>
      ),
    },
    plain('unit', say('column.unit'), ({ displayUnit }) => displayUnit),
    plain('frequency', say('column.frequency'), ({ frequency }) => sayCode(language, 'frequency', frequency)),
    plain('collectedAt', say('indicator.collectedAt'), ({ collectedAt }) =>
      collectedAt ? sayCode(language, 'level', collectedAt) : '',
    ),
    plain('overPeriods', say('indicator.overPeriods'), ({ aggregation }) =>
      sayCode(language, 'combine', aggregation.overPeriods),
    ),
    plain('overPlaces', say('indicator.overPlaces'), ({ aggregation, publishedOnly }) =>
      publishedOnly ? say('indicator.publishedOnly') : sayCode(language, 'combine', aggregation.overPlaces),
    ),
    plain('department', say('column.department'), ({ department }) => department),
  ]
}
