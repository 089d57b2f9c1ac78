import { Finding } from '@gangju/contract/findings'
import type { FileReport } from '@gangju/contract/returns'
import { useWords } from '../net/language.tsx'

export interface UploadVerdictProps {
  readonly report: FileReport
  readonly isBusy: boolean
  readonly onKeep: () => void
  readonly onSubmit: () => void
}

/** Whether the file may be handed in, and what was tidied in it. */
export function UploadVerdict({ report, isBusy, onKeep, onSubmit }: UploadVerdictProps) {
  const { say } = useWords()
  const errors = errorCount(report)
  const warnings = report.faultCount - errors
  const unexplained = report.faults.filter(isUnexplained).length
  return (
    <div className={errors > 0 ? 'verdict faulty' : 'verdict clean'} data-testid="upload-verdict" data-faults={errors}>
      <p>
        <b>{errors > 0 ? say('upload.faults', { count: errors }) : say('upload.clean', report)}</b>
        {warnings > 0 ? <span> · {say('upload.warnings', { count: warnings })}</span> : null}
      </p>
      {report.draft ? (
        <p className="replaced" data-testid="upload-replaces">
          {say('upload.replaces', { count: report.draft.cells })}
          {report.draft.byOthers > 0
            ? say('upload.replacesOthers', { count: report.draft.byOthers, people: report.draft.people.join('、') })
            : null}
        </p>
      ) : null}
      {report.normalised.length > 0 ? (
        <details>
          <summary>{say('upload.normalised', { count: report.normalised.length })}</summary>
          <ul className="plain tidied">
            {report.normalised.map(({ cell, from, to }) => (
              <li key={cell}>
                <mark>{cell}</mark> <s>{from}</s> → <b>{to}</b>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {errors === 0 ? (
        <p className="buttons">
          <button
            type="button"
            className="main"
            disabled={isBusy || unexplained > 0}
            onClick={onSubmit}
            data-testid="upload-submit"
          >
            {say('upload.submit')}
          </button>
          <button type="button" disabled={isBusy} onClick={onKeep} data-testid="upload-keep">
            {say('upload.draft')}
          </button>
          {unexplained > 0 ? (
            <small data-testid="upload-unexplained">{say('upload.unexplained', { count: unexplained })}</small>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}

/** Something unusual that asks for an explanation before it is handed in [CK3]; a draft may do without. */
const isUnexplained = ({ code, severity, explained }: FileReport['faults'][number]) =>
  severity === 'warning' && !explained && Finding.shape.code.safeParse(code).success

/** Faults that keep the file out; those beyond the listed ones count as such. */
function errorCount({ faults, faultCount }: FileReport): number {
  return faultCount - faults.filter(({ severity }) => severity === 'warning').length
}
