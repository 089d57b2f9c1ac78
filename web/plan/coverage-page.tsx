import { CoverageGap, type CoverageRow, downloadCoverage, readCoverage } from '@gangju/contract/planning'
import { useMemo, useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { Asked } from '../net/asked.tsx'
import { DownloadButton } from '../net/download.tsx'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import type { Language } from '../net/preferences.ts'
import { useSearch, useSlice } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { CoverageBars } from './coverage-bars.tsx'
import { OneDocument } from './one-document.tsx'
import { WordsLink } from './words-link.tsx'

/** 覆盖情况: what the targets and measures of documents still lack, as shares and one by one. */
export function CoveragePage() {
  const { say, language } = useWords()
  const { place } = useSlice()
  const document = useSearch()['document']
  const [gap, setGap] = useState<CoverageGap | undefined>(undefined)
  const asked = { place, ...(document === undefined ? {} : { document }) }
  const query = useAsk(readCoverage, { query: asked })
  const columns = useMemo(() => coverageColumns(say, language), [say, language])
  return (
    <div className="coverage">
      <PageHead title={say('coverage.title')} name={say('coverage.title')}>
        <DownloadButton route={downloadCoverage} input={{ query: asked }} testId="coverage-export">
          {say('coverage.export')}
        </DownloadButton>
      </PageHead>
      <OneDocument document={document} />
      <Asked query={query} rows={8}>
        {({ rows, shares, covered, total }) =>
          total === 0 ? (
            <EmptyState title={say('coverage.none')}>{say('library.noneHint')}</EmptyState>
          ) : (
            <>
              <p className="lead" data-testid="coverage-sentence">
                {say('coverage.sentence', { total, covered })}
              </p>
              <CoverageBars shares={shares} chosen={gap} onChoose={setGap} />
              <Panel title={say('coverage.rows')} testId="coverage-rows">
                <DataTable
                  columns={columns}
                  rows={gap === undefined ? rows : rows.filter(({ gaps }) => gaps.includes(gap))}
                  rowKey={({ document: code, kind, offset, words }) => `${code}${kind}${offset}${words}`}
                  label={say('coverage.rows')}
                  testId="coverage-table"
                />
              </Panel>
            </>
          )
        }
      </Asked>
    </div>
  )
}

function coverageColumns(say: Say, language: Language): readonly TableColumn<CoverageRow>[] {
  const gapsOf = ({ gaps }: CoverageRow) =>
    gaps.length === 0
      ? say('coverage.complete')
      : CoverageGap.options
          .filter((gap) => gaps.includes(gap))
          .map((gap) => sayCode(language, 'gap', gap))
          .join('、')
  const plain = (key: string, label: string, text: (row: CoverageRow) => string): TableColumn<CoverageRow> => ({
    key,
    header: label,
    label,
    cell: text,
    text,
    sortKey: text,
  })
  return [
    {
      key: 'words',
      header: say('coverage.words'),
      label: say('coverage.words'),
      cell: (row) => <WordsLink source={row}>{row.words}</WordsLink>,
      text: ({ words }) => words,
      sortKey: ({ words }) => words,
    },
    plain('kind', say('library.kind'), ({ kind }) => sayCode(language, 'planKind', kind)),
    plain('gaps', say('coverage.gaps'), gapsOf),
    plain('indicator', say('column.indicator'), ({ indicatorName }) => indicatorName ?? ''),
    plain('place', say('column.place'), ({ place }) => place?.name ?? ''),
    plain('bodies', say('coverage.bodies'), ({ bodies }) => bodies.join('、')),
    plain('heading', say('coverage.heading'), ({ heading }) => heading),
    plain('document', say('library.document'), ({ documentTitle }) => documentTitle),
  ]
}
