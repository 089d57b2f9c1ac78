import type { StreamRow } from '../../http/sheet/row-stream.ts'
import type { SheetCell } from '../../http/sheet/workbook.ts'
import { barePlaceName, type SheetPlace } from './place-index.ts'
import { type RowLabel, readRowLabel } from './row-label.ts'
import { type PlanWords, rowKey, type SheetPlan } from './sheet-plan.ts'

/** `of` a total: `whole`, `part`, or the code of the place whose rows it sums. */
export type RowPlace =
  | { readonly kind: 'place'; readonly place: SheetPlace; readonly above: readonly string[] }
  | { readonly kind: 'total'; readonly label: string; readonly of: string }
  | {
      readonly kind: 'open'
      readonly text: string
      readonly cell: SheetCell | undefined
      readonly candidates: readonly string[]
      readonly isSeveral: boolean
    }
  | { readonly kind: 'foot' }
  | { readonly kind: 'nothing' }

const labelsAtMost = 20_000
const likenessRows = 200
const plain: RowLabel = { kind: 'plain' }

const cellAt = (cells: readonly SheetCell[], column: number) => cells.find((cell) => cell.column === column)

/** Which place each row is about: by code, by name, by the town beside it, in the cell above or on the line above. */
export function createRowPlaces(plan: SheetPlan, { task, places }: PlanWords) {
  const columnOf = (use: string) => plan.columns.find((column) => column.use === use)?.number
  const [codeAt, nameAt, townAt, indicatorAt] = [
    columnOf('code'),
    columnOf('place'),
    columnOf('town'),
    columnOf('indicator'),
  ]
  const labelColumns = [codeAt, townAt, nameAt, indicatorAt].filter((column) => column !== undefined)
  const hasPlaceColumn = codeAt !== undefined || nameAt !== undefined
  const acrossOnly = plan.columns.some(({ use, place }) => use === 'figure' && place !== null)
  const byCode = new Map(task.places.map((place) => [place.code, place]))
  const ofSheet = placeOfSheet()
  let town: string | undefined

  /** A sheet without a column of places: the one that its name or title names, else the one that files. */
  function placeOfSheet(): SheetPlace | undefined {
    const asked = [plan.name, ...plan.header.lines.flatMap((line) => [line, ...line.split(/[\s:：]+/)])]
    for (const text of asked) {
      const found = places.find({ name: text })
      if (found.kind === 'place' && found.place.isAsked) return found.place
    }
    return task.ownPlace === null ? undefined : byCode.get(task.ownPlace)
  }

  const aboveOf = new Map<string | null, readonly string[]>()
  const above = (place: SheetPlace): readonly string[] => {
    const before = aboveOf.get(place.parentCode)
    if (before) return before
    const codes: string[] = []
    for (let code = place.parentCode; code !== null && codes.length < 4; code = byCode.get(code)?.parentCode ?? null)
      codes.push(code)
    aboveOf.set(place.parentCode, codes)
    return codes
  }
  const known = (place: SheetPlace): RowPlace =>
    place.isAsked ? { kind: 'place', place, above: above(place) } : { kind: 'total', label: place.name, of: place.code }

  const textAt = ({ cells }: StreamRow, column: number | undefined) =>
    column === undefined ? undefined : cellAt(cells, column)?.text.trim() || undefined
  /** What a line says beside a place's name; names said again and again are read once. */
  const knownLabels = new Map<string, RowLabel>()
  const labelOf = (texts: readonly string[]): RowLabel => {
    for (const text of texts) {
      if (/^\d{6,12}$/.test(text)) continue
      let label = knownLabels.get(text)
      if (!label) {
        label = readRowLabel([text])
        if (knownLabels.size < labelsAtMost) knownLabels.set(text, label)
      }
      if (label.kind !== 'plain') return label
    }
    return plain
  }
  let opened = 0
  /** For as many rows as are shown: each is compared with every place. */
  const alike = (name: string | undefined): readonly SheetPlace[] => {
    opened += 1
    return opened > likenessRows ? [] : places.alike(barePlaceName(name ?? ''))
  }
  const hasChosen = Object.keys(plan.choice.places ?? {}).length > 0

  return {
    /** Of a code. */
    at: (code: string) => byCode.get(code),
    /** A line of a town's name alone heads the villages under it; that of a village is a village without figures. */
    takesHeading(text: string): boolean {
      const found = places.find({ name: text })
      if (found.kind === 'place' && found.place.isAsked) return false
      if (found.kind === 'place') town = text
      return true
    },
    read(row: StreamRow): RowPlace {
      const labels = labelColumns.flatMap((column) => textAt(row, column) ?? [])
      const first = row.cells[0]
      const label = labelOf(labels.length > 0 ? labels : first?.kind === 'text' ? [first.text] : [])
      if (label.kind === 'foot') return { kind: 'foot' }
      const townHere = textAt(row, townAt)
      if (townHere !== undefined && labelOf([townHere]).kind === 'plain') town = townHere
      if (label.kind === 'total') {
        const text = labels.find((one) => readRowLabel([one]).kind === 'total') ?? labels[0] ?? ''
        if (label.of !== 'named') return { kind: 'total', label: text, of: label.of }
        const found = places.find({ name: label.name })
        return { kind: 'total', label: text, of: found.kind === 'place' ? found.place.code : 'part' }
      }
      if (!hasPlaceColumn) {
        if (ofSheet) return known(ofSheet)
        // Each figure's column names its place.
        if (acrossOnly)
          return {
            kind: 'place',
            place: { code: '', name: labels[0] ?? '', parentCode: null, isAsked: true },
            above: [],
          }
        return labels.length === 0
          ? { kind: 'nothing' }
          : { kind: 'open', text: labels.join(' '), cell: first, candidates: [], isSeveral: false }
      }
      const [code, name] = [textAt(row, codeAt), textAt(row, nameAt)]
      if (code === undefined && name === undefined) {
        // A town's own line in a sheet of villages.
        const own = townHere === undefined ? undefined : places.find({ name: townHere })
        if (own?.kind === 'place') return known(own.place)
        return first
          ? { kind: 'open', text: labels.join(' ') || '（空）', cell: first, candidates: [], isSeveral: false }
          : { kind: 'nothing' }
      }
      const chosen = hasChosen ? plan.choice.places?.[rowKey([townHere ?? '', name ?? code ?? ''].join(''))] : undefined
      if (chosen === null) return { kind: 'nothing' }
      if (chosen !== undefined && byCode.has(chosen)) return known(byCode.get(chosen)!)
      const found = places.find({ code, town, name })
      if (found.kind === 'place') return known(found.place)
      const likely = found.kind === 'several' ? found.places : alike(name)
      const cell = cellAt(row.cells, nameAt ?? codeAt ?? 0) ?? first
      const text = [townHere ?? '', name ?? code ?? ''].join('')
      return {
        kind: 'open',
        text,
        cell,
        candidates: likely.map((place) => place.code),
        isSeveral: found.kind === 'several',
      }
    },
  }
}

export type RowPlaces = ReturnType<typeof createRowPlaces>
