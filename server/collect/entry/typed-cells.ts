import type { CellChange } from '@gangju/contract/entry'
import type { FormColumn, FormEntry } from '@gangju/net/form'
import { equalDecimals, formatDecimal, normalizeDecimal, parseDecimal, readTypedFigure } from '@gangju/net/quantity'
import { type Lang, ListedProblem } from '../../http/serve.ts'
import type { ReturnFault, ReturnPlace } from '../fault.ts'
import { faultText } from '../fault-text.ts'
import type { CellWrite } from './entry-cell.store.ts'

/** What another form says of a known cell; undefined for columns of the form's own. */
export type HomeFigure = { readonly formName: string; readonly value: string | null; readonly missing: string | null }

export interface TypingGround {
  readonly entry: FormEntry
  readonly places: readonly ReturnPlace[]
  readonly indicatorIds: ReadonlyMap<string, number>
  readonly homeOf: (placeId: number, indicator: string) => HomeFigure | undefined
  readonly lang: Lang
}

/** A cell to be written, with the codes that it came by. */
export interface TypedCell extends CellWrite {
  readonly place: string
  readonly indicator: string
}

/**
 * Reads cells as they were typed [EN5]. One that cannot be read keeps all of them out, each named by its place in the list.
 *
 * @throws ListedProblem `entry.unreadable`
 */
export function readTypedCells(changes: readonly CellChange[], ground: TypingGround): readonly TypedCell[] {
  const places = new Map(ground.places.map((place) => [place.code, place]))
  const columns = new Map(ground.entry.columns.map((column) => [column.indicator, column]))
  const seen = new Set<string>()
  const faults: ReturnFault[] = []
  const cells: TypedCell[] = []
  for (const [index, change] of changes.entries()) {
    const place = places.get(change.place)
    const column = columns.get(change.indicator)
    const fault = (unreadable: Unreadable) =>
      faults.push({
        severity: 'error',
        path: `cells.${index}`,
        placeCode: change.place,
        placeName: place?.name,
        indicator: change.indicator,
        text: place ? (change.text ?? change.value ?? undefined) : change.place,
        ...unreadable,
      })
    const key = `${change.place} ${change.indicator}`
    if (!place) fault({ code: 'place.unknown' })
    else if (!column) fault({ code: 'indicator.notAsked' })
    else if (seen.has(key)) fault({ code: 'value.conflict' })
    else {
      seen.add(key)
      const figure = readColumn(change, { column, place, ground })
      if ('code' in figure) fault(figure)
      else {
        const ids = { placeId: place.placeId, indicatorId: ground.indicatorIds.get(change.indicator)! }
        // Where nobody typed yet there is no explanation to take away.
        const explanation = (change.edition === 0 ? change.explanation || null : change.explanation) ?? null
        const words = { place: change.place, indicator: change.indicator, explanation }
        cells.push({ ...ids, ...words, ...figure, seen: change.edition })
      }
    }
  }
  if (faults.length > 0) {
    const listed = faults.map((fault) => ({
      code: fault.code,
      path: fault.path,
      message: faultText(fault, ground.lang),
    }))
    throw new ListedProblem('entry.unreadable', listed, { count: faults.length }, faults.length)
  }
  return cells
}

interface Typed {
  readonly column: FormColumn
  readonly place: ReturnPlace
  readonly ground: TypingGround
}

function readColumn(change: CellChange, { column, place, ground }: Typed): Figure | Unreadable {
  const figure = readChange(change, column)
  if ('code' in figure || !column.known) return figure
  const home = ground.homeOf(place.placeId, change.indicator)
  return confirms(figure, home) ? figure : { code: 'entry.known', detail: { home: home?.formName ?? '—' } }
}

type Figure = Pick<CellWrite, 'value' | 'missing' | 'spelled'>
type Unreadable = Pick<ReturnFault, 'code' | 'detail'>

const emptied: Figure = { value: null, missing: 'notReported', spelled: null }

function readChange(change: CellChange, { unit, required }: FormColumn): Figure | Unreadable {
  const { text, value = null, notApplicable } = change
  if (notApplicable) {
    if ((text ?? '') !== '' || value !== null) return { code: 'value.contradiction' }
    return required ? { code: 'cell.required' } : { ...emptied, missing: 'notApplicable' }
  }
  if (value !== null) {
    return text === undefined ? { value: plain(value), missing: null, spelled: null } : { code: 'value.contradiction' }
  }
  const typed = readTypedFigure(text ?? '', unit)
  if (typed.kind === 'blank') return emptied
  if (typed.kind === 'number') {
    return { value: formatDecimal(normalizeDecimal(typed.value)), missing: null, spelled: typed.spelled }
  }
  const { code, suggestion } = typed
  return { code, detail: { unit, ...(suggestion === undefined ? {} : { suggestion }) } }
}

const plain = (value: string): string => formatDecimal(normalizeDecimal(parseDecimal(value)))

/** A known cell is left to its home: the same figure, or nothing. */
function confirms({ value, missing }: Figure, home: HomeFigure | undefined): boolean {
  if (missing === 'notReported') return true
  if (!home) return false
  if (value === null || home.value === null) return value === home.value && missing === home.missing
  return equalDecimals(parseDecimal(value), parseDecimal(home.value))
}
