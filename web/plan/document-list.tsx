import { type DocumentItem, DocumentKind } from '@gangju/contract/documents'
import { useMemo, useState } from 'react'
import { type Say, sayCode, useWords } from '../net/language.tsx'
import type { Language } from '../net/preferences.ts'
import { StepLink } from '../net/slice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { DemoBadge } from '../ui/demo-badge.tsx'
import type { TableColumn } from '../ui/table-column.ts'
import { ReadMeter } from './read-meter.tsx'

/** Every document with what is still to be read in it. */
export function DocumentList({ documents }: { readonly documents: readonly DocumentItem[] }) {
  const { say, language } = useWords()
  const [kind, setKind] = useState<DocumentKind | undefined>(undefined)
  const columns = useMemo(() => documentColumns(say, language), [say, language])
  const kinds = (
    <select
      aria-label={say('library.kind')}
      value={kind ?? ''}
      onChange={(event) => setKind(DocumentKind.safeParse(event.target.value).data)}
    >
      <option value="">{say('library.anyKind')}</option>
      {DocumentKind.options.map((option) => (
        <option key={option} value={option}>
          {sayCode(language, 'documentKind', option)}
        </option>
      ))}
    </select>
  )
  return (
    <DataTable
      columns={columns}
      rows={kind === undefined ? documents : documents.filter((one) => one.kind === kind)}
      rowKey={({ code }) => code}
      label={say('library.title')}
      tools={kinds}
      testId="document-table"
    />
  )
}

function documentColumns(say: Say, language: Language): readonly TableColumn<DocumentItem>[] {
  const plain = (key: string, label: string, text: (row: DocumentItem) => string): TableColumn<DocumentItem> => ({
    key,
    header: label,
    label,
    cell: text,
    text,
    sortKey: text,
  })
  return [
    {
      key: 'title',
      header: say('library.document'),
      label: say('library.document'),
      cell: ({ code, title, demo, version }) => (
        <span className="wrapped">
          <StepLink to={`/documents/${code}`} data-testid="document" data-code={code}>
            {title}
          </StepLink>
          {version > 1 ? <small> {say('library.version', { version })}</small> : null} <DemoBadge demo={demo} />
        </span>
      ),
      text: ({ title }) => title,
      sortKey: ({ title }) => title,
    },
    {
      key: 'read',
      header: say('library.reading'),
      label: say('library.reading'),
      cell: ({ proposals }) => <ReadMeter counts={proposals} />,
      text: ({ proposals }) => String(proposals.open),
      sortKey: ({ proposals }) => proposals.open,
    },
    plain('kind', say('library.kind'), ({ kind }) => sayCode(language, 'documentKind', kind)),
    plain('place', say('column.place'), ({ place }) => place.name),
    plain('issuer', say('library.issuer'), ({ issuer }) => issuer ?? ''),
    plain('number', say('library.number'), ({ number }) => number ?? ''),
    plain('dated', say('library.dated'), ({ dated }) => dated ?? ''),
  ]
}
