import { addDocument, type DocumentItem, DocumentKind } from '@gangju/contract/documents'
import { useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { sayCode, useWords } from '../net/language.tsx'
import { usePlaceName } from '../net/place-name.ts'
import { StepLink, useSlice } from '../net/slice.tsx'
import { DropField } from '../ui/drop-field.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Progress } from '../ui/states.tsx'

export interface UploadDocumentProps {
  /** Documents that this one may be a new version of. */
  readonly known: readonly DocumentItem[]
  readonly onClose: () => void
}

/** A file with what the reader knows of it; it is read at once, and its figures wait at the reading desk. */
export function UploadDocument({ known, onClose }: UploadDocumentProps) {
  const { say, language } = useWords()
  const { place } = useSlice()
  const placeName = usePlaceName(place)
  const [file, setFile] = useState<File | undefined>(undefined)
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({})
  const sending = useWrite(addDocument)
  const set = (name: string) => (event: { readonly target: { readonly value: string } }) =>
    setFields((former) => ({ ...former, [name]: event.target.value.trim() }))
  const revised = known.find(({ code }) => code === fields['revises'])
  const send = () => {
    if (!file) return
    const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    const kind = DocumentKind.safeParse(filled['kind']).data
    sending.mutate({ input: { query: { place: revised?.place.code ?? place, ...filled, kind } }, file })
  }
  return (
    <Panel
      title={say('library.add')}
      aside={
        <button type="button" className="quiet" onClick={onClose} aria-label={say('ui.close')}>
          ✕
        </button>
      }
      className="upload"
      testId="upload-document"
    >
      {sending.data ? (
        <p className="verdict clean" data-testid="document-added" data-code={sending.data.code}>
          {say('library.done', { clauses: sending.data.clauses, statements: sending.data.statements })}{' '}
          <StepLink to={`/documents/${sending.data.code}`}>{say('library.open')}</StepLink>
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          <DropField
            label={file?.name ?? say('library.choose')}
            hint={say('library.hint')}
            accept=".txt,.md,.docx,.pdf,.html,.htm"
            onFile={setFile}
            testId="document-file"
          />
          <div className="fields">
            <Field label={say('library.name')} onBlur={set('title')} maxLength={200} testId="document-title" />
            <label className="field">
              {say('library.kind')}
              <select onChange={set('kind')} defaultValue="" data-testid="document-kind">
                <option value="" />
                {DocumentKind.options.map((option) => (
                  <option key={option} value={option}>
                    {sayCode(language, 'documentKind', option)}
                  </option>
                ))}
              </select>
            </label>
            <Field label={say('library.issuer')} onBlur={set('issuer')} maxLength={100} />
            <Field label={say('library.number')} onBlur={set('number')} maxLength={60} />
            <Field
              label={say('library.dated')}
              onBlur={set('dated')}
              placeholder={say('library.datedHint')}
              testId="document-dated"
            />
            <label className="field">
              {say('library.revises')}
              <select onChange={set('revises')} defaultValue="" data-testid="document-revises">
                <option value="">{say('library.revisesNone')}</option>
                {known
                  .filter(({ mayWrite }) => mayWrite)
                  .map(({ code, title }) => (
                    <option key={code} value={code}>
                      {title}
                    </option>
                  ))}
              </select>
            </label>
          </div>
          <p className="buttons upload-send">
            <span className="note">{say('library.at', { place: revised?.place.name ?? placeName })}</span>
            <button type="submit" className="main" disabled={!file || sending.isPending} data-testid="document-send">
              {say('library.send')}
            </button>
          </p>
          {sending.isPending && file ? <Progress label={say('library.sending', { file: file.name })} /> : null}
          {sending.error ? <Refused error={sending.error} /> : null}
        </form>
      )}
    </Panel>
  )
}
