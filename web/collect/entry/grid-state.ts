/** A cell by its position. */
export interface Spot {
  readonly row: number
  readonly column: number
}

export interface GridSize {
  readonly rows: number
  readonly columns: number
}

/** A rectangle of cells, edges included. */
export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** One cell changed by one step, so that the step can be taken back. */
export interface WrittenCell extends Spot {
  readonly before: string
  readonly after: string
}

type Written = readonly WrittenCell[]

export interface GridState {
  readonly focus: Spot
  /** The other corner of what is selected. */
  readonly anchor: Spot
  /** `typed`: arrows leave the cell. `opened` by F2: they move within its text. Null when nothing is edited. */
  readonly editing: { readonly text: string; readonly by: 'typed' | 'opened' } | null
  readonly past: readonly Written[]
  readonly future: readonly Written[]
}

export type GridEvent =
  | { readonly kind: 'moved'; readonly to: Spot; readonly how: 'alone' | 'extending' }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'opened'; readonly text: string }
  | { readonly kind: 'left' }
  | { readonly kind: 'wrote'; readonly cells: Written }
  | { readonly kind: 'undone' }
  | { readonly kind: 'redone' }

const KEPT_STEPS = 200
const corner: Spot = { row: 0, column: 0 }

export const firstGridState: GridState = { focus: corner, anchor: corner, editing: null, past: [], future: [] }

export function evolveGrid(state: GridState, event: GridEvent): GridState {
  switch (event.kind) {
    case 'moved':
      return { ...state, focus: event.to, anchor: event.how === 'extending' ? state.anchor : event.to, editing: null }
    case 'typed':
      return { ...state, editing: { text: event.text, by: state.editing?.by ?? 'typed' } }
    case 'opened':
      return { ...state, editing: { text: event.text, by: 'opened' } }
    case 'left':
      return { ...state, editing: null }
    case 'wrote':
      return event.cells.length === 0
        ? { ...state, editing: null }
        : { ...state, editing: null, past: [...state.past, event.cells].slice(-KEPT_STEPS), future: [] }
    case 'undone': {
      const step = state.past.at(-1)
      return step ? { ...state, past: state.past.slice(0, -1), future: [step, ...state.future] } : state
    }
    case 'redone': {
      const [step, ...future] = state.future
      return step ? { ...state, past: [...state.past, step], future } : state
    }
  }
}

export function areaOf({ focus, anchor }: Pick<GridState, 'focus' | 'anchor'>): Area {
  return {
    top: Math.min(focus.row, anchor.row),
    bottom: Math.max(focus.row, anchor.row),
    left: Math.min(focus.column, anchor.column),
    right: Math.max(focus.column, anchor.column),
  }
}

export const spotsOf = ({ top, left, bottom, right }: Area): readonly Spot[] =>
  Array.from({ length: (bottom - top + 1) * (right - left + 1) }, (_, at) => ({
    row: top + Math.floor(at / (right - left + 1)),
    column: left + (at % (right - left + 1)),
  }))

/** A place inside the grid. */
export const within = ({ row, column }: Spot, { rows, columns }: GridSize): Spot => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(0, Math.min(columns - 1, column)),
})

/** Tab goes on in the next row, and back into the one before. */
export function nextInOrder({ row, column }: Spot, step: 1 | -1, size: GridSize): Spot {
  const at = Math.max(0, Math.min(size.rows * size.columns - 1, row * size.columns + column + step))
  return { row: Math.floor(at / size.columns), column: at % size.columns }
}
