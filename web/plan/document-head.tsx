import { downloadOriginal, getDocument } from '@gangju/contract/documents'
import { useState } from 'react'
import { useAsk } from '../net/ask.ts'
import { DownloadButton } from '../net/download.tsx'
import { sayCode, useWords } from '../net/language.tsx'
import { PageHead } from '../net/page-head.tsx'
import { StepLink } from '../net/slice.tsx'
import { DocumentDialog, type DocumentReply } from './document-dialog.tsx'
import type { DeskReply } from './use-desk.ts'

/** A document's title, what it says of itself in one line, and the ways to its other pages. */
export function DocumentHead({ desk }: { readonly desk: DeskReply }) {
  const { say } = useWords()
  const { code, title, version, versions, demo } = desk
  const [isOpen, setOpen] = useState(false)
  const { data } = useAsk(getDocument, { params: { document: code } })
  return (
    <>
      <PageHead title={title} name={title} demo={demo}>
        <StepLink to="/documents">{say('desk.back')}</StepLink>
        {versions > 1 ? (
          <StepLink to={`/documents/${code}/revision`} data-testid="to-revision">
            {say('desk.revision')}
          </StepLink>
        ) : null}
        <StepLink to="/coverage" change={{ document: code }}>
          {say('library.coverage')}
        </StepLink>
        <StepLink to="/contradictions" change={{ document: code }}>
          {say('library.contradictions')}
        </StepLink>
        <DownloadButton route={downloadOriginal} input={{ params: { document: code }, query: { version } }}>
          {say('about.original')}
        </DownloadButton>
        <button type="button" className="quiet" onClick={() => setOpen(true)} data-testid="about">
          {say('desk.about')}
        </button>
      </PageHead>
      {data ? <AboutLine document={data} version={version} /> : null}
      {isOpen && data ? <DocumentDialog document={data} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function AboutLine({ document, version }: { readonly document: DocumentReply; readonly version: number }) {
  const { say, language } = useWords()
  const { kind, issuer, number, place, versions } = document
  const dated = versions.find((one) => one.version === version)?.dated ?? null
  const parts = [
    sayCode(language, 'documentKind', kind),
    place.name,
    issuer,
    version === document.version ? number : null,
    dated,
    say('library.version', { version }),
  ]
  return <p className="about-line">{parts.filter(Boolean).join(' · ')}</p>
}
