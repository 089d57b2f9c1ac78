import { endRelation, listDocuments, relateDocument } from '@gangju/contract/documents'
import { useAsk, useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { sayCode, useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { CodeField } from './code-field.tsx'
import type { DocumentReply } from './document-dialog.tsx'

const kinds = ['implements', 'replaces', 'supports'] as const

/** What a document implements, replaces or supports, and what does so to it. */
export function DocumentRelations({ document }: { readonly document: DocumentReply }) {
  const { say, language } = useWords()
  const { code, relations, mayWrite } = document
  const ending = useWrite(endRelation)
  return (
    <>
      {relations.length === 0 ? <p className="nothing">{say('about.noRelations')}</p> : null}
      <ul className="plain" data-testid="relations">
        {relations.map(({ id, kind, direction, document: other, title }) => (
          <li key={id}>
            <span className="tag">{sayCode(language, 'relation', `${direction}.${kind}`)}</span>{' '}
            {other === null ? title : <StepLink to={`/documents/${other}`}>{title}</StepLink>}
            {mayWrite && direction === 'from' ? (
              <button
                type="button"
                className="quiet"
                disabled={ending.isPending}
                onClick={() => ending.mutate({ input: { params: { document: code, relation: id } } })}
              >
                {say('about.end')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {ending.error ? <Refused error={ending.error} /> : null}
      {mayWrite ? <RelationForm document={document} /> : null}
    </>
  )
}

function RelationForm({ document: { code, place } }: { readonly document: DocumentReply }) {
  const { say } = useWords()
  const { data } = useAsk(listDocuments, { query: { place: place.code, limit: 500 } })
  const relating = useWrite(relateDocument)
  const others = (data?.items ?? []).filter((one) => one.code !== code)
  const send = (form: FormData) => {
    const title = String(form.get('other') ?? '').trim()
    const kind = kinds.find((one) => one === form.get('kind')) ?? 'implements'
    if (!title) return
    const known = others.find((one) => one.title === title)?.code ?? null
    relating.mutate({
      input: { params: { document: code }, body: { kind, document: known, title: known ? null : title } },
    })
  }
  return (
    <form
      className="relation-form"
      onSubmit={(event) => {
        event.preventDefault()
        send(new FormData(event.currentTarget))
      }}
    >
      <CodeField label={say('about.relate')} name="kind" options={kinds} group="relation.from" />
      <label className="field">
        {say('about.otherTitle')}
        <input name="other" list="other-documents" maxLength={200} required />
      </label>
      <datalist id="other-documents">
        {others.map((one) => (
          <option key={one.code} value={one.title} />
        ))}
      </datalist>
      <button type="submit" disabled={relating.isPending} data-testid="relate">
        {say('about.relate')}
      </button>
      {relating.error ? <Refused error={relating.error} /> : null}
    </form>
  )
}
