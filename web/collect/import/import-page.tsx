import { importSheet, readImport } from '@gangju/contract/sheets'
import { useState } from 'react'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Asked, Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { usePlaceName } from '../../net/place-name.ts'
import { StepLink, useGo, useSearch, useSlice } from '../../net/slice.tsx'
import { DropField } from '../../ui/drop-field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailureState, Progress } from '../../ui/states.tsx'
import { ImportView } from './import-view.tsx'

/** 导入自己的表: any workbook, read first, stored after the reader has agreed to how it was read. */
export function ImportPage() {
  const { say } = useWords()
  const { import: id } = useSearch()
  return (
    <div className="importing">
      <PageHead title={say('import.title')} name={say('import.title')}>
        <StepLink to="/returns">{say('review.back')}</StepLink>
      </PageHead>
      <ImportUpload isAgain={id !== undefined} />
      {id ? <OpenImport key={id} id={id} /> : null}
    </div>
  )
}

function ImportUpload({ isAgain }: { readonly isAgain: boolean }) {
  const { say } = useWords()
  const { place, period } = useSlice()
  const { form } = useSearch()
  const name = usePlaceName(place)
  const go = useGo()
  const [file, setFile] = useState<File | null>(null)
  const upload = useWrite(importSheet, (found) => go({ change: { import: found.id } }))
  const isXlsx = file === null || file.name.toLowerCase().endsWith('.xlsx')
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    upload.reset()
    if (chosen.name.toLowerCase().endsWith('.xlsx'))
      upload.mutate({ input: { query: { place, period, form } }, file: chosen })
  }
  const isFolded = isAgain && !upload.isPending && !upload.error && isXlsx
  return (
    <Panel
      title={say('import.into', { place: name, period })}
      className={isFolded ? 'folded' : ''}
      testId="import-upload"
    >
      <DropField
        label={isAgain ? say('import.another') : say('import.choose')}
        hint={say('import.hint')}
        accept=".xlsx"
        onFile={choose}
        testId="import-file"
      />
      {isXlsx ? null : <FailureState title={say('upload.wrongType')} />}
      {upload.isPending && file ? <Progress label={say('import.reading', { file: file.name })} /> : null}
      {upload.error ? <Refused error={upload.error} /> : null}
    </Panel>
  )
}

function OpenImport({ id }: { readonly id: string }) {
  const query = useAsk(readImport, { params: { id } })
  return (
    <Asked query={query} rows={12}>
      {(found) => <ImportView found={found} />}
    </Asked>
  )
}
