import { useWords } from '../net/language.tsx'

export interface ReadCounts {
  readonly open: number
  readonly accepted: number
  readonly rejected: number
}

/** How much of a document has been read: accepted, rejected and the rest, as a thin bar with the number that is left. */
export function ReadMeter({ counts }: { readonly counts: ReadCounts }) {
  const { say } = useWords()
  const total = Math.max(1, counts.open + counts.accepted + counts.rejected)
  const width = (count: number) => ({ width: `${(100 * count) / total}%` })
  return (
    <span className="read-meter" title={say('library.progress', { ...counts })}>
      <span className="read-bar" aria-hidden="true">
        <i className="accepted" style={width(counts.accepted)} />
        <i className="rejected" style={width(counts.rejected)} />
      </span>
      <small data-testid="unread">{say('library.unread', { count: counts.open })}</small>
    </span>
  )
}
