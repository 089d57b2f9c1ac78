import { DocumentKind, DocumentWords, editDocument } from '@gangju/contract/documents'
import { useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { Field } from '../ui/field.tsx'
import { CodeField } from './code-field.tsx'
import type { DocumentReply } from './document-dialog.tsx'

/** What a document says of itself, corrected by whoever may write it; its text stays as it is. */
export function DocumentWordsForm({ document }: { readonly document: DocumentReply }) {
  const { say } = useWords()
  const [isBad, setBad] = useState(false)
  const saving = useWrite(editDocument)
  const save = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim() || null
    const names = ['title', 'kind', 'issuer', 'number', 'dated', 'inForceFrom', 'inForceUntil']
    const words = DocumentWords.safeParse(Object.fromEntries(names.map((name) => [name, text(name)])))
    setBad(!words.success)
    if (words.success) saving.mutate({ input: { params: { document: document.code }, body: words.data } })
  }
  const field = (name: 'title' | 'issuer' | 'number' | 'dated' | 'inForceFrom' | 'inForceUntil') => ({
    name,
    defaultValue: document[name] ?? '',
    readOnly: !document.mayWrite,
  })
  const dates = { placeholder: say('library.datedHint') }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save(new FormData(event.currentTarget))
      }}
    >
      <Field label={say('library.documentTitle')} {...field('title')} maxLength={200} required testId="about-title" />
      <div className="form-grid">
        <CodeField
          label={say('library.kind')}
          name="kind"
          options={DocumentKind.options}
          group="documentKind"
          defaultValue={document.kind}
          disabled={!document.mayWrite}
        />
        <Field label={say('library.issuer')} {...field('issuer')} maxLength={100} />
        <Field label={say('library.number')} {...field('number')} maxLength={60} />
        <Field label={say('library.dated')} {...field('dated')} {...dates} />
        <Field label={say('about.inForceFrom')} {...field('inForceFrom')} {...dates} />
        <Field label={say('about.inForceUntil')} {...field('inForceUntil')} {...dates} />
      </div>
      {isBad ? <p className="inline-refusal">{say('about.badDate')}</p> : null}
      {saving.error ? <Refused error={saving.error} /> : null}
      {document.mayWrite ? (
        <p className="buttons">
          <button type="submit" className="main" disabled={saving.isPending} data-testid="about-save">
            {say('about.save')}
          </button>
          {saving.isSuccess ? <span role="status">{say('about.saved')}</span> : null}
        </p>
      ) : null}
    </form>
  )
}
