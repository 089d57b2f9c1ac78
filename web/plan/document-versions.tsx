import { downloadOriginal } from '@gangju/contract/documents'
import { momentText } from '../net/clock-text.ts'
import { DownloadButton } from '../net/download.tsx'
import { useWords } from '../net/language.tsx'
import { StepLink } from '../net/slice.tsx'
import type { DocumentReply } from './document-dialog.tsx'

/** Every version as it came, the newest first. */
export function DocumentVersions({ document }: { readonly document: DocumentReply }) {
  const { say } = useWords()
  const { code, versions } = document
  return (
    <ol className="timeline" data-testid="versions">
      {versions
        .toSorted((a, b) => b.version - a.version)
        .map(({ version, title, dated, recordedAt, recordedBy, characters, fileName }) => (
          <li key={version} className={version === document.version ? undefined : 'past'}>
            <StepLink to={`/documents/${code}`} change={{ version: String(version), at: undefined, length: undefined }}>
              {say('about.version', { version })}
            </StepLink>{' '}
            {title} {dated ?? ''}
            <small>
              {say('about.characters', { count: characters })} · {recordedBy} <time>{momentText(recordedAt)}</time>
            </small>
            {fileName ? (
              <DownloadButton route={downloadOriginal} input={{ params: { document: code }, query: { version } }}>
                {fileName}
              </DownloadButton>
            ) : null}
          </li>
        ))}
    </ol>
  )
}
