import { useCallback, useReducer } from 'react'
import { type TypedCell, typeCells } from './draft.ts'
import { formatTable, type PlacedText, parseTable, placeBlock } from './grid-clipboard.ts'
import type { GridWish } from './grid-keys.ts'
import {
  areaOf,
  evolveGrid,
  firstGridState,
  type GridEvent,
  type GridSize,
  type GridState,
  type Spot,
  spotsOf,
  type WrittenCell,
} from './grid-state.ts'
import { sendSoon } from './sending.ts'
import { readTyped } from './typed-cell.ts'
import { type Entry, listGivenBack, standingOf } from './use-entry.ts'

export interface Grid {
  readonly state: GridState
  readonly size: GridSize
  readonly dispatch: (event: GridEvent) => void
  /** Takes what is being typed, if anything. */
  readonly commit: () => void
  readonly obey: (wish: GridWish) => void
  readonly copied: () => string
  readonly paste: (text: string) => void
}

/** A grid over an entry: what is selected and edited, what steps can be taken back, and how cells are written. */
export function useGrid(entry: Entry, onExplain: () => void): Grid {
  const [state, dispatch] = useReducer(evolveGrid, firstGridState)
  const { rows, page } = entry
  const size = { rows: rows.length, columns: page.form.columns.length }

  const apply = useCallback(
    (texts: readonly PlacedText[]): readonly WrittenCell[] => {
      const written: WrittenCell[] = []
      const typed: TypedCell[] = []
      for (const { row: at, column: index, text } of texts) {
        const row = rows[at]
        const cell = row?.cells[index]
        const column = page.form.columns[index]
        if (!row || !cell || !column || !entry.isEditable(row, cell) || cell.text === text.trim()) continue
        const place = { place: row.place.code, filer: row.filer, column, edition: cell.edition }
        typed.push(readTyped(text, place))
        written.push({ row: at, column: index, before: cell.text, after: text.trim() })
      }
      if (typed.length > 0) entry.change((draft) => typeCells(draft, typed))
      return written
    },
    [entry, rows, page.form.columns],
  )
  const write = (texts: readonly PlacedText[]) => dispatch({ kind: 'wrote', cells: apply(texts) })
  const commit = () => {
    if (state.editing) write([{ ...state.focus, text: state.editing.text }])
  }
  const textAt = ({ row, column }: Spot) => rows[row]?.cells[column]?.text ?? ''

  const obey = (wish: GridWish) => {
    switch (wish.kind) {
      case 'go':
        commit()
        return dispatch({ kind: 'moved', to: wish.to, how: wish.how })
      case 'open':
        return dispatch({ kind: 'opened', text: state.editing?.text ?? textAt(state.focus) })
      case 'cancel':
        return dispatch(state.editing ? { kind: 'left' } : { kind: 'moved', to: state.focus, how: 'alone' })
      case 'empty':
        return write(spotsOf(areaOf(state)).map((spot) => ({ ...spot, text: '' })))
      case 'fillDown':
        return write(filledDown(state, textAt))
      case 'undo': {
        const step = state.past.at(-1)
        if (step) apply(step.map(({ before, ...spot }) => ({ ...spot, text: before })))
        return dispatch({ kind: 'undone' })
      }
      case 'redo': {
        const step = state.future[0]
        if (step) apply(step.map(({ after, ...spot }) => ({ ...spot, text: after })))
        return dispatch({ kind: 'redone' })
      }
      case 'selectAll':
        dispatch({ kind: 'moved', to: { row: 0, column: 0 }, how: 'alone' })
        return dispatch({ kind: 'moved', to: { row: size.rows - 1, column: size.columns - 1 }, how: 'extending' })
      case 'send':
        commit()
        return sendSoon(entry.id, 0)
      case 'explain':
        commit()
        return onExplain()
      case 'finding': {
        commit()
        const to = nextFinding(entry, state.focus, wish.step)
        return to && dispatch({ kind: 'moved', to, how: 'alone' })
      }
    }
  }
  return {
    state,
    size,
    dispatch,
    commit,
    obey,
    copied: () => formatTable(copiedRows(entry, state)),
    paste: (text) => write(placeBlock(parseTable(text), areaOf(state), size)),
  }
}

/** The selected rows take what stands in the first; a single row what stands above it. */
function filledDown(state: GridState, textAt: (spot: Spot) => string): readonly PlacedText[] {
  const area = areaOf(state)
  const from = area.top === area.bottom ? area.top - 1 : area.top
  if (from < 0) return []
  return spotsOf({ ...area, top: from + 1 }).map(({ row, column }) => ({
    row,
    column,
    text: textAt({ row: from, column }),
  }))
}

/** Numbers go to the clipboard as plain digits, so that a spreadsheet takes them as numbers. */
function copiedRows({ rows }: Entry, state: GridState): readonly (readonly string[])[] {
  const { top, bottom, left, right } = areaOf(state)
  return rows
    .slice(top, bottom + 1)
    .map(({ cells }) => cells.slice(left, right + 1).map(({ value, home, text }) => home?.value ?? value ?? text))
}

function nextFinding(entry: Entry, focus: Spot, step: 1 | -1): Spot | undefined {
  const { hard, soft, missing } = standingOf(entry)
  const faults = entry.rows.flatMap(({ cells }, row) =>
    cells.flatMap(({ state }, column) => (state === 'fault' || state === 'conflict' ? [{ row, column }] : [])),
  )
  const grave = [...hard, ...soft, ...faults, ...listGivenBack(entry)]
  const spots = (grave.length > 0 ? grave : missing).map(({ row, column }) => ({ row, column }))
  const order = (spot: Spot) => spot.row * 1_000 + spot.column
  const sorted = spots.toSorted((a, b) => order(a) - order(b))
  const here = order(focus)
  return step === 1
    ? (sorted.find((spot) => order(spot) > here) ?? sorted[0])
    : (sorted.findLast((spot) => order(spot) < here) ?? sorted.at(-1))
}
