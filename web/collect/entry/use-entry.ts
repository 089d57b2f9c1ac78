import type { EntryPage, EntryReturn } from '@gangju/contract/entry'
import { isUnsettled } from '@gangju/net/form'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Draft, emptyDraft, forgetShown, keyOf } from './draft.ts'
import { draftId } from './draft-store.ts'
import { type SendingPhase, useSendingPhase } from './sending.ts'
import { isAnswered, isGivenBack, type ShownCell, type ShownRow } from './sheet.ts'
import { type CheckedSheet, type PlacedFinding, rememberSheet } from './sheet-memory.ts'
import { useDraft } from './use-draft.ts'

export interface Entry extends CheckedSheet {
  readonly id: string
  readonly page: EntryPage
  readonly draft: Draft
  readonly change: (change: (draft: Draft) => Draft) => void
  readonly phase: SendingPhase
  readonly isEditable: (row: ShownRow, cell: ShownCell) => boolean
  readonly filled: number
  readonly asked: number
}

/** A return with what this device knows of it, its checks, and how it changes. Null until the device was read. */
export function useEntry(page: EntryPage, user: string): Entry | null {
  const id = draftId({ user, form: page.form.code, place: page.place.code, period: page.period })
  const { draft: held, change } = useDraft(id)
  const phase = useSendingPhase(id)
  const draft = held ?? emptyDraft
  const [show] = useState(rememberSheet)
  const { rows, rowFindings } = useMemo(() => show(page, draft), [show, page, draft])
  useEffect(() => {
    const editions = new Map(
      page.rows.flatMap(({ place, cells }) =>
        cells.map(({ indicator, edition }) => [keyOf({ place: place.code, indicator }), edition] as const),
      ),
    )
    change((kept) => forgetShown(kept, editions))
  }, [page, change])
  return useMemo(() => {
    if (!held) return null
    const mayEdit = new Set(page.returns.filter(({ may }) => may.edit).map(({ place }) => place.code))
    return {
      id,
      page,
      draft: held,
      change,
      phase,
      rows,
      rowFindings,
      isEditable: (row, cell) => mayEdit.has(row.filer) && cell.home === null,
      filled: rows.reduce((count, { cells }) => count + cells.filter(isAnswered).length, 0),
      asked: rows.length * page.form.columns.filter(({ known }) => !known).length,
    }
  }, [held, id, page, change, phase, rows, rowFindings])
}

/** Returns that can be handed in: a draft that the server knows, or one that was begun here. */
export function listReady({ page, rows }: Pick<Entry, 'page' | 'rows'>): readonly EntryReturn[] {
  const begun = new Set(rows.flatMap(({ filer, cells }) => (cells.some(isTouched) ? filer : [])))
  return page.returns.filter(({ may, place }) => may.submit || (may.edit && begun.has(place.code)))
}

const isTouched = ({ typed, edition }: ShownCell) => typed !== null || edition > 0

export interface Standing {
  readonly missing: readonly PlacedFinding[]
  readonly hard: readonly PlacedFinding[]
  readonly soft: readonly PlacedFinding[]
}

/** What still stands in the way of handing in. */
export function standingOf({ rowFindings }: Pick<Entry, 'rowFindings'>): Standing {
  const open = rowFindings.flatMap((findings) => findings.filter(isUnsettled))
  const missing = open.filter(({ code }) => code === 'cell.required')
  const rest = open.filter(({ code }) => code !== 'cell.required')
  return {
    missing,
    hard: rest.filter(({ severity }) => severity === 'hard'),
    soft: rest.filter(({ severity }) => severity === 'soft'),
  }
}

/** Cells that were given back and that nobody changed since, by row and column. */
export function listGivenBack({
  rows,
}: Pick<Entry, 'rows'>): readonly { readonly row: number; readonly column: number }[] {
  return rows.flatMap(({ cells }, row) => cells.flatMap((cell, column) => (isGivenBack(cell) ? [{ row, column }] : [])))
}

const POLL_MILLISECONDS = 15_000

/** Reads what others typed meanwhile, as long as somebody looks. */
export function usePolling(refetch: () => unknown): void {
  const latest = useRef(refetch)
  latest.current = refetch
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && navigator.onLine) latest.current()
    }, POLL_MILLISECONDS)
    return () => clearInterval(timer)
  }, [])
}
