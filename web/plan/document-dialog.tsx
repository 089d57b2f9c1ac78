import type { getDocument } from '@gangju/contract/documents'
import { useWords } from '../net/language.tsx'
import type { RouteReply } from '../net/query.ts'
import { Dialog } from '../ui/dialog.tsx'
import { DocumentRelations } from './document-relations.tsx'
import { DocumentVersions } from './document-versions.tsx'
import { DocumentWordsForm } from './document-words-form.tsx'

export type DocumentReply = RouteReply<typeof getDocument>

export interface DocumentDialogProps {
  readonly document: DocumentReply
  readonly onClose: () => void
}

/** What is known of a document beside its text: its own words, its versions, its relations. */
export function DocumentDialog({ document, onClose }: DocumentDialogProps) {
  const { say } = useWords()
  return (
    <Dialog title={say('about.title')} onClose={onClose} testId="document-dialog">
      <div className="document-dialog">
        <DocumentWordsForm document={document} />
        <h3>{say('about.versions')}</h3>
        <DocumentVersions document={document} />
        <h3>{say('about.relations')}</h3>
        <DocumentRelations document={document} />
      </div>
    </Dialog>
  )
}
