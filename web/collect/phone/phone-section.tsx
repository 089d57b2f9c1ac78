import { useEffect, useRef, useState } from 'react'
import { typeCells } from '../entry/draft.ts'
import { readTyped } from '../entry/typed-cell.ts'
import type { Entry } from '../entry/use-entry.ts'
import { Keypad } from './keypad.tsx'
import { PhoneField } from './phone-field.tsx'

export interface PhoneSectionProps {
  readonly entry: Entry
  /** Row of the place. */
  readonly at: number
  readonly section: string
  /** Indicator to begin with, where a finding led here. */
  readonly wanted: string | null
}

/** The fields of one section, and the keypad for the one that is being filled. */
export function PhoneSection({ entry, at, section, wanted }: PhoneSectionProps) {
  const [open, setOpen] = useState<{ column: number; text: string } | null>(null)
  const row = entry.rows[at]
  const { columns } = entry.page.form
  const fields = columns.flatMap((column, index) => (column.section === section ? [index] : []))
  const typeable = fields.filter((index) => row?.cells[index] && entry.isEditable(row, row.cells[index]))
  const commit = () => {
    const column = open && columns[open.column]
    const cell = open && row?.cells[open.column]
    if (!row || !column || !cell || open.text.trim() === cell.text) return
    const typed = readTyped(open.text, { place: row.place.code, filer: row.filer, column, edition: cell.edition })
    entry.change((draft) => typeCells(draft, [typed]))
  }
  const begin = (column: number) => {
    commit()
    setOpen({ column, text: row?.cells[column]?.text ?? '' })
  }
  const latest = useRef(commit)
  latest.current = commit
  useEffect(() => {
    // A phone that puts the page away may not bring it back: what is on the keypad is kept first.
    const keep = () => latest.current()
    document.addEventListener('visibilitychange', keep)
    return () => {
      document.removeEventListener('visibilitychange', keep)
      keep()
    }
  }, [])
  useEffect(() => {
    if (wanted) document.querySelector(`[data-field="${wanted}"]`)?.scrollIntoView({ block: 'center' })
  }, [wanted])
  const indicator = open === null ? undefined : columns[open.column]?.indicator
  useEffect(() => {
    if (indicator) document.querySelector(`[data-field="${indicator}"]`)?.scrollIntoView({ block: 'center' })
  }, [indicator])
  if (!row) return null
  const next = typeable.find((index) => open !== null && index > open.column)
  const opened = open && columns[open.column]
  return (
    <>
      <ol className={open ? 'phone-fields above-keypad' : 'phone-fields'}>
        {fields.map((index) => {
          const cell = row.cells[index]
          const column = columns[index]
          return cell && column ? (
            <PhoneField
              key={column.indicator}
              entry={entry}
              row={row}
              cell={cell}
              column={column}
              findings={(entry.rowFindings[at] ?? []).filter((finding) => finding.column === index)}
              typing={open?.column === index ? open.text : null}
              onOpen={typeable.includes(index) ? () => begin(index) : null}
            />
          ) : null
        })}
      </ol>
      {open && opened ? (
        <Keypad
          text={open.text}
          unit={opened.unit}
          last={row.cells[open.column]?.lastPeriod ?? null}
          onText={(text) => setOpen({ column: open.column, text })}
          onNext={next === undefined ? null : () => begin(next)}
          onClose={() => {
            commit()
            setOpen(null)
          }}
        />
      ) : null}
    </>
  )
}
