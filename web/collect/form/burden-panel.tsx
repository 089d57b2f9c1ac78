import { type Burden, downloadBurden, readBurden } from '@gangju/contract/forms'
import { useMemo, useState } from 'react'
import { useAsk } from '../../net/ask.ts'
import { Asked } from '../../net/asked.tsx'
import { DownloadButton } from '../../net/download.tsx'
import { type Say, useWords } from '../../net/language.tsx'
import type { Language } from '../../net/preferences.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Field } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { TableColumn } from '../../ui/table-column.ts'
import { levelText } from './form-text.ts'
import './form.css'

type LevelLine = Burden['levels'][number]

/** 报表负担: cells a year by the level that files, now and at an earlier day. */
export function BurdenPanel({ place }: { readonly place: string }) {
  const { say, language } = useWords()
  const [since, setSince] = useState('')
  const asked = { place, ...(since === '' ? {} : { since }) }
  const query = useAsk(readBurden, { query: asked })
  const columns = useMemo(() => levelColumns(say, language), [say, language])
  return (
    <Panel
      title={say('forms.burden')}
      className="burden"
      testId="burden"
      aside={
        <>
          <Field
            label={say('forms.burdenSince')}
            type="date"
            value={since}
            onChange={(event) => setSince(event.target.value)}
            testId="burden-since"
          />
          <DownloadButton route={downloadBurden} input={{ query: { ...asked, lang: language } }} testId="burden-export">
            {say('forms.burdenExport')}
          </DownloadButton>
        </>
      }
    >
      <Asked query={query} rows={3}>
        {({ levels }) => (
          <DataTable
            columns={columns}
            rows={levels}
            rowKey={({ level }) => level}
            label={say('forms.burden')}
            testId="burden-table"
          />
        )}
      </Asked>
      <p className="hint">{say('forms.burdenRule')}</p>
    </Panel>
  )
}

function levelColumns(say: Say, language: Language): readonly TableColumn<LevelLine>[] {
  const count = (key: string, header: string, of: (line: LevelLine) => number): TableColumn<LevelLine> => ({
    key,
    header,
    label: header,
    cell: (line) => of(line).toLocaleString('en'),
    text: (line) => String(of(line)),
    sortKey: of,
    align: 'end',
  })
  const named = ({ level }: LevelLine) => levelText(language, level)
  return [
    { key: 'level', header: say('forms.level'), label: say('forms.level'), cell: named, text: named },
    count('forms', say('forms.formCount'), ({ now }) => now?.forms ?? 0),
    count('filers', say('forms.places'), ({ now }) => now?.filers ?? 0),
    count('returns', say('forms.returnsAYear'), ({ now }) => now?.returns ?? 0),
    count('cells', say('forms.cells'), ({ now }) => now?.cells ?? 0),
    count('confirmed', say('forms.confirmed'), ({ now }) => now?.confirmed ?? 0),
    count('before', say('forms.before'), ({ before }) => before?.cells ?? 0),
    count('change', say('forms.change'), ({ now, before }) => (now?.cells ?? 0) - (before?.cells ?? 0)),
  ]
}
