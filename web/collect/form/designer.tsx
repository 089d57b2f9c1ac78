import { createForm, type FormDraft, type FormVerdict, reviseForm } from '@gangju/contract/forms'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useWrite } from '../../net/ask.ts'
import { Refused } from '../../net/asked.tsx'
import { useWords } from '../../net/language.tsx'
import { PageHead } from '../../net/page-head.tsx'
import { call } from '../../net/query.ts'
import { useSlice } from '../../net/slice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { lacksOf } from './design.ts'
import { DesignBasics } from './design-basics.tsx'
import { DesignChecks } from './design-checks.tsx'
import { DesignColumnReview } from './design-column-review.tsx'
import { DesignColumns } from './design-columns.tsx'
import { DesignVerdict } from './design-verdict.tsx'
import { PaperPreview } from './paper-preview.tsx'
import './form.css'

export interface DesignerProps {
  readonly name: string
  readonly start: FormDraft & { readonly version?: number }
  /** The form and the version that is edited; null: a new form. */
  readonly editing: { readonly code: string; readonly version: number } | null
  readonly copied?: string
  /** Saved under the code, or given up. */
  readonly onDone: (code?: string) => void
}

/** A form on the drawing board: what is asked, by whom and when, beside the paper and what the server says of it. */
export function Designer({ name, start, editing, copied, onDone }: DesignerProps) {
  const { say } = useWords()
  const { place } = useSlice()
  const [design, setDesign] = useState<FormDraft>(() => draftOf(start))
  const verdict = useVerdict(design, { place, editing })
  const saved = (reply: FormVerdict) => onDone(reply.form?.code)
  const create = useWrite(createForm, saved)
  const revise = useWrite(reviseForm, saved)
  const save = () => {
    if (editing === null) {
      const body = { place, entry: design, ...(copied === undefined ? {} : { copyOf: copied }) }
      return create.mutate({ input: { query: {}, body } })
    }
    revise.mutate({
      input: { params: { form: editing.code }, query: {}, body: { from: editing.version, entry: design } },
    })
  }
  const lacks = lacksOf(design)
  const refusal = create.error ?? revise.error
  const isFaulty = verdict.data?.findings.some(({ severity }) => severity === 'error') ?? true
  return (
    <div className="designer" data-testid="designer">
      <PageHead title={name} name={name} paper="A4 landscape">
        <button
          type="button"
          className="main"
          disabled={lacks.length > 0 || isFaulty || create.isPending || revise.isPending}
          onClick={save}
          data-testid="design-save"
        >
          {say('forms.save', { version: (editing?.version ?? 0) + 1 })}
        </button>
        <button type="button" onClick={() => onDone(editing?.code)} data-testid="design-cancel">
          {say('forms.cancel')}
        </button>
      </PageHead>
      {refusal ? <Refused error={refusal} /> : null}
      {copied === undefined ? null : <p className="hint no-print">{say('forms.copyHint')}</p>}
      <Panel title={say('forms.preview')} className="design-preview">
        <PaperPreview form={design} />
      </Panel>
      <DesignVerdict verdict={verdict.data} error={verdict.error} lacks={lacks} />
      <DesignBasics design={design} isNew={editing === null} onChange={setDesign} />
      <DesignColumns design={design} elsewhere={verdict.data?.elsewhere ?? []} onChange={setDesign} />
      <DesignChecks design={design} onChange={setDesign} />
      <DesignColumnReview design={design} onChange={setDesign} />
    </div>
  )
}

function draftOf(start: DesignerProps['start']): FormDraft {
  const { version: _, ...draft } = start
  return draft
}

/** What the server says of the design as it stands, asked a moment after the last change. */
function useVerdict(design: FormDraft, { place, editing }: { place: string; editing: DesignerProps['editing'] }) {
  const entry = useDeferredValue(design)
  return useQuery<FormVerdict>({
    queryKey: ['lasting', 'form-verdict', place, editing, entry],
    enabled: lacksOf(entry).length === 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      signal.throwIfAborted()
      const query = { dryRun: 'true' as const }
      if (editing === null) return call(createForm, { query, body: { place, entry } }, { signal })
      const params = { form: editing.code }
      return call(reviseForm, { params, query, body: { from: editing.version, entry } }, { signal })
    },
  })
}
