import { type DueReturn, type FileReport, fileSubmission, type ReturnForm } from '@gangju/contract/returns'
import { useState } from 'react'
import { useWrite } from '../net/ask.ts'
import { Refused } from '../net/asked.tsx'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import { DropField } from '../ui/drop-field.tsx'
import { Panel } from '../ui/panel.tsx'
import { FailureState, Progress } from '../ui/states.tsx'
import { FaultList } from './fault-list.tsx'
import { UploadVerdict } from './upload-verdict.tsx'

export interface UploadPanelProps {
  readonly due: DueReturn
  /** For the names of its columns. */
  readonly form: ReturnForm | undefined
  readonly onClose: () => void
}

/** A file is read first and stored only after the reader has seen what was found in it. */
export function UploadPanel({ due, form, onClose }: UploadPanelProps) {
  const { say } = useWords()
  const [file, setFile] = useState<File | null>(null)
  const check = useWrite(fileSubmission)
  const filing = useWrite(fileSubmission)
  const query = { form: due.form, place: due.place.code, period: due.period }
  const isXlsx = file === null || file.name.toLowerCase().endsWith('.xlsx')
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    filing.reset()
    check.reset()
    if (chosen.name.toLowerCase().endsWith('.xlsx'))
      check.mutate({ input: { query: { ...query, dryRun: 'true' } }, file: chosen })
  }
  const report: FileReport | undefined = check.data
  const keep = (submit: 'true' | 'false') =>
    file &&
    filing.mutate({
      input: { query: { ...query, submit, ...(report?.draft && { over: report.draft.seal }) } },
      file,
    })
  const words = { form: due.formName, place: due.place.name, period: due.period }
  return (
    <Panel
      title={say('upload.title', words)}
      aside={
        <button type="button" className="quiet" onClick={onClose} aria-label={say('ui.close')}>
          ✕
        </button>
      }
      className="upload"
      testId="upload-panel"
    >
      {filing.data ? (
        <p className="verdict clean" data-testid="upload-done" data-submission={filing.data.submission?.id}>
          {say(filing.data.submission?.state === 'draft' ? 'upload.kept' : 'upload.done')}
          {filing.data.submission ? (
            <StepLink to={`/submissions/${filing.data.submission.id}`}>{say('upload.seeSubmission')}</StepLink>
          ) : null}{' '}
          {filing.data.submission?.state === 'draft' ? (
            <StepLink
              to={`/returns/${due.form}/fill`}
              change={{ place: due.place.code, period: due.period }}
              data-testid="upload-explain"
            >
              {say('upload.explain')}
            </StepLink>
          ) : null}
        </p>
      ) : (
        <DropField
          label={report ? say('upload.another') : say('upload.choose')}
          hint={say('upload.hint')}
          accept=".xlsx"
          onFile={choose}
          testId="upload-input"
        />
      )}
      {isXlsx ? null : <FailureState title={say('upload.wrongType')} />}
      {check.isPending && file ? <Progress label={say('upload.reading', { file: file.name })} /> : null}
      {check.error ? <Refused error={check.error} /> : null}
      {filing.isPending ? <Progress label={say('upload.filing')} /> : null}
      {filing.error ? <Refused error={filing.error} /> : null}
      {report && !filing.data && isXlsx ? (
        <>
          <UploadVerdict
            report={report}
            isBusy={filing.isPending}
            onKeep={() => keep('false')}
            onSubmit={() => keep('true')}
          />
          {report.faults.length > 0 ? <FaultList report={report} form={form} /> : null}
        </>
      ) : null}
    </Panel>
  )
}
