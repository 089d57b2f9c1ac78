import { archiveForm, type FormItem, getForm } from '@gangju/contract/forms'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useAsk, useWrite } from '../../net/ask.ts'
import { Asked, Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { StepLink, useSearch } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Designer } from './designer.tsx'
import { FormFacts } from './form-facts.tsx'
import { PaperPreview } from './paper-preview.tsx'
import './form.css'

/** One form: as it looks on paper, what is asked and checked, its versions; edited in place by its office. */
export function FormPage() {
  const { say, language } = useWords()
  const { form: code } = useParams({ from: '/forms/$form' })
  const asked = useSearch()['version']
  const version = asked === undefined ? undefined : Number(asked)
  const [isEdited, setEdited] = useState(false)
  const query = useAsk(getForm, { params: { form: code }, query: version === undefined ? {} : { version } })
  return (
    <Asked query={query} rows={10}>
      {(form) => {
        const name = language === 'zh' ? form.entry.name : form.entry.nameEn
        if (isEdited) {
          return (
            <Designer
              name={say('forms.designOf', { name })}
              start={form.entry}
              editing={{ code, version: form.version }}
              onDone={() => setEdited(false)}
            />
          )
        }
        return (
          <div className="form-page">
            <PageHead title={name} name={name} paper="A4 landscape">
              <FormTools form={form} onEdit={() => setEdited(true)} />
            </PageHead>
            <Panel title={say('forms.preview')}>
              <PaperPreview form={form.entry} />
            </Panel>
            <FormFacts form={form} />
            <Panel title={say('forms.version')} testId="form-versions">
              <ul className="plain">
                {form.versions.toReversed().map((one) => (
                  <li key={one.version} aria-current={one.version === form.entry.version}>
                    <StepLink change={{ version: one.version === form.version ? undefined : String(one.version) }}>
                      {say('forms.versionNumber', { version: one.version })}
                    </StepLink>{' '}
                    <small>{one.recordedAt.slice(0, 10)}</small>
                  </li>
                ))}
              </ul>
            </Panel>
          </div>
        )
      }}
    </Asked>
  )
}

function FormTools({ form, onEdit }: { readonly form: FormItem; readonly onEdit: () => void }) {
  const { say } = useWords()
  const archive = useWrite(archiveForm)
  const isArchived = form.archivedAt !== null
  const change = () =>
    archive.mutate({
      input: { params: { form: form.code }, body: { from: form.version, archived: !isArchived } },
    })
  return (
    <>
      {form.mayEdit && !isArchived ? (
        <button type="button" onClick={onEdit} data-testid="form-edit">
          {say('forms.edit')}
        </button>
      ) : null}
      <StepLink to="/form-design" change={{ copy: form.code }} className="button" data-testid="form-copy">
        {say('forms.copy')}
      </StepLink>
      {form.mayEdit ? (
        <button type="button" onClick={change} disabled={archive.isPending} data-testid="form-archive">
          {say(isArchived ? 'forms.restore' : 'forms.archive')}
        </button>
      ) : null}
      {archive.error ? <Refused error={archive.error} /> : null}
    </>
  )
}
