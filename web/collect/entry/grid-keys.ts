import { type GridSize, type GridState, nextInOrder, type Spot, within } from './grid-state.ts'

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What a key asks of the grid. */
export type GridWish =
  | { readonly kind: 'go'; readonly to: Spot; readonly how: 'alone' | 'extending' }
  | { readonly kind: 'open' | 'cancel' | 'empty' | 'fillDown' | 'undo' | 'redo' | 'selectAll' | 'send' | 'explain' }
  | { readonly kind: 'finding'; readonly step: 1 | -1 }

const steps: Readonly<Record<string, Spot>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  PageUp: { row: -15, column: 0 },
  PageDown: { row: 15, column: 0 },
}

const withCtrl: Readonly<Record<string, Exclude<GridWish['kind'], 'go' | 'finding'>>> = {
  z: 'undo',
  y: 'redo',
  d: 'fillDown',
  a: 'selectAll',
  s: 'send',
}

/** Reads a key as a spreadsheet does; undefined where it belongs to the text or to the browser. */
export function readKey(pressed: PressedKey, state: GridState, size: GridSize): GridWish | undefined {
  const { key, shiftKey, altKey } = pressed
  if (altKey) return undefined
  if (pressed.ctrlKey || pressed.metaKey) return readControlled(pressed, state, size)
  if (key === 'F2') return { kind: 'open' }
  if (key === 'F4') return { kind: 'explain' }
  if (key === 'F8') return { kind: 'finding', step: shiftKey ? -1 : 1 }
  if (key === 'Escape') return { kind: 'cancel' }
  const step = shiftKey ? -1 : 1
  if (key === 'Tab') return { kind: 'go', to: nextInOrder(state.focus, step, size), how: 'alone' }
  if (key === 'Enter') return go(state.focus, { row: step, column: 0 }, size)
  if (state.editing?.by === 'opened') return undefined
  if (key === 'Home' || key === 'End') {
    const column = key === 'Home' ? 0 : size.columns - 1
    return { kind: 'go', to: { row: state.focus.row, column }, how: howOf(pressed) }
  }
  const move = steps[key]
  if (move) return { ...go(state.focus, move, size), how: howOf(pressed) }
  if ((key === 'Delete' || key === 'Backspace') && !state.editing) return { kind: 'empty' }
  return undefined
}

function readControlled(pressed: PressedKey, state: GridState, size: GridSize): GridWish | undefined {
  const { key, shiftKey } = pressed
  const wish = withCtrl[key.toLowerCase()]
  if (wish && (!state.editing || wish === 'send')) return { kind: wish === 'undo' && shiftKey ? 'redo' : wish }
  if (state.editing) return undefined
  const ends: Readonly<Record<string, Spot>> = {
    Home: { row: 0, column: 0 },
    End: { row: size.rows - 1, column: size.columns - 1 },
    ArrowUp: { row: 0, column: state.focus.column },
    ArrowDown: { row: size.rows - 1, column: state.focus.column },
    ArrowLeft: { row: state.focus.row, column: 0 },
    ArrowRight: { row: state.focus.row, column: size.columns - 1 },
  }
  const to = ends[key]
  return to && { kind: 'go', to, how: howOf(pressed) }
}

const howOf = ({ shiftKey }: PressedKey) => (shiftKey ? 'extending' : 'alone')

const go = (from: Spot, step: Spot, size: GridSize) =>
  ({
    kind: 'go',
    to: within({ row: from.row + step.row, column: from.column + step.column }, size),
    how: 'alone',
  }) as const
