import type { FormDraft } from '@gangju/contract/forms'
import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { Field } from '../../ui/field.tsx'
import type { DesignPartProps } from './design-basics.tsx'

/** The leave to burden others, the legal basis and the notes. The leave counts once number, body and day are there. */
export function DesignAdmission({ design, onChange }: DesignPartProps) {
  const { say } = useWords()
  const [typed, setTyped] = useState({
    number: design.admission?.number ?? '',
    body: design.admission?.body ?? '',
    on: design.admission?.on ?? '',
    expires: design.admission?.expires ?? '',
  })
  const put = (change: Partial<FormDraft>) => onChange({ ...design, ...change })
  const type = (change: Partial<typeof typed>) => {
    const next = { ...typed, ...change }
    setTyped(next)
    const { number, body, on, expires } = next
    const isWhole = number.trim() !== '' && body.trim() !== '' && on !== ''
    put({ admission: isWhole ? { number, body, on, expires: expires === '' ? null : expires } : undefined })
  }
  return (
    <>
      <Field
        label={say('forms.admissionBody')}
        value={typed.body}
        onChange={(event) => type({ body: event.target.value })}
      />
      <Field
        label={say('forms.admissionNumber')}
        value={typed.number}
        onChange={(event) => type({ number: event.target.value })}
      />
      <Field
        label={say('forms.admissionOn')}
        type="date"
        value={typed.on}
        onChange={(event) => type({ on: event.target.value })}
      />
      <Field
        label={say('forms.expires')}
        type="date"
        value={typed.expires}
        onChange={(event) => type({ expires: event.target.value })}
      />
      <Field
        label={say('forms.legalBasis')}
        value={design.legalBasis ?? ''}
        onChange={(event) => put({ legalBasis: event.target.value || undefined })}
      />
      <label className="field wide">
        {say('forms.notes')}
        <textarea
          rows={2}
          value={design.notes ?? ''}
          onChange={(event) => put({ notes: event.target.value || undefined })}
        />
      </label>
    </>
  )
}
