import { type KeyboardEvent, type Ref, useEffect, useState } from 'react'
import { useWords } from '../../net/language.tsx'
import type { CellNotesProps } from './cell-notes.tsx'
import { typeCells } from './draft.ts'
import { withExplanation } from './typed-cell.ts'

interface ExplanationFieldProps extends Omit<CellNotesProps, 'findings'> {
  readonly field?: Ref<HTMLTextAreaElement>
  readonly onLeave?: () => void
}

/** Why a figure is as it is; kept when the person goes on. */
export function ExplanationField({ entry, row, cell, column, field, onLeave }: ExplanationFieldProps) {
  const { say } = useWords()
  const stands = cell.explanation ?? ''
  const [text, setText] = useState(stands)
  useEffect(() => setText(stands), [stands])
  const keep = () => {
    if (text.trim() === stands) return
    const place = { place: row.place.code, filer: row.filer, column, edition: cell.edition }
    entry.change((draft) => typeCells(draft, [withExplanation(cell, place, text.trim())]))
  }
  const leaveByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && !(event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing)) return
    event.preventDefault()
    keep()
    onLeave?.()
  }
  return (
    <label className="explanation">
      <span>{cell.home ? say('entry.knownDoubt') : say('entry.explanation')}</span>
      <textarea
        ref={field}
        rows={3}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={leaveByKey}
        data-testid="explanation"
      />
    </label>
  )
}
