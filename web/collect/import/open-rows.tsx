import type { ImportSheet } from '@gangju/contract/sheets'
import { useState } from 'react'
import { useWords } from '../../net/language.tsx'
import { PlaceSearch } from '../../net/place-search.tsx'
import { useSlice } from '../../net/slice.tsx'
import { Popover } from '../../ui/popover.tsx'
import { type MappingDraft, type RowChoice, sheetDraft, withRow } from './mapping-draft.ts'

export interface OpenRowsProps {
  readonly sheet: ImportSheet
  readonly draft: MappingDraft
  readonly isOpen: boolean
  readonly onChange: (draft: MappingDraft) => void
}

/** Rows whose place could not be told: pick it, or leave the row out. */
export function OpenRows({ sheet, draft, isOpen, onChange }: OpenRowsProps) {
  const { say } = useWords()
  const chosen = sheetDraft(draft, sheet.name).rows
  return (
    <details className="open-rows" open data-testid="open-rows">
      <summary>
        <b>{say('import.openRows', { count: sheet.openRowCount })}</b> {say('import.openRowsHint')}
      </summary>
      <ul className="plain">
        {sheet.openRows.map((row) => (
          <OpenRowLine
            key={row.row}
            row={row}
            choice={chosen.get(row.row)}
            isOpen={isOpen}
            onChoose={(place) => onChange(withRow(draft, sheet.name, { row: row.row, place }))}
          />
        ))}
      </ul>
    </details>
  )
}

interface OpenRowLineProps {
  readonly row: ImportSheet['openRows'][number]
  readonly choice: RowChoice | undefined
  readonly isOpen: boolean
  readonly onChoose: (place: string | null) => void
}

function OpenRowLine({ row, choice, isOpen, onChoose }: OpenRowLineProps) {
  const { say } = useWords()
  const slice = useSlice()
  const [found, setFound] = useState<{ readonly code: string; readonly name: string } | null>(null)
  const pressed = (place: string | null) => choice !== undefined && choice.place === place
  return (
    <li data-testid="open-row" data-row={row.row}>
      <span className="unit">{say('import.row', { row: row.row })}</span> <b>{row.text}</b>{' '}
      {row.candidates.map((place) => (
        <button
          type="button"
          key={place.code}
          className="pick"
          aria-pressed={pressed(place.code)}
          disabled={!isOpen}
          onClick={() => onChoose(place.code)}
          data-testid="row-place"
          data-place={place.code}
        >
          {place.name}
        </button>
      ))}
      {isOpen ? (
        <Popover
          label={found && pressed(found.code) ? found.name : `⌕ ${say('import.others')}`}
          name={`${say('import.row', { row: row.row })} ${say('import.others')}`}
        >
          {(close) => (
            <PlaceSearch
              from={slice.place}
              root={slice.place}
              onPick={(place) => {
                close()
                setFound(place)
                onChoose(place.code)
              }}
            />
          )}
        </Popover>
      ) : null}
      <button
        type="button"
        className="pick"
        aria-pressed={pressed(null)}
        disabled={!isOpen}
        onClick={() => onChoose(null)}
        data-testid="row-skip"
      >
        {say('import.skipRow')}
      </button>
    </li>
  )
}
