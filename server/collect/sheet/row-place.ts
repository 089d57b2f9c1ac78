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
      /** Why it is open. */
      readonly fault: 'row.unknownPlace' | 'row.severalPlaces' | 'row.codeName'
    }
  | { readonly kind: 'foot' }
  | { readonly kind: 'nothing' }

const labelsAtMost = 20_000
const likenessRows = 200
const plain: RowLabel = { kind: 'plain' }

/** Which place each row is about: by code, by name, by the town beside it, in the cell above or on the line above. */
export function createRowPlaces(plan: SheetPlan, { task, places }: PlanWords) {
  const columnOf = (use: string) => plan.columns.find((column) => column.use === use)?.number
  const [codeAt, nameAt, townAt, indicatorAt] = [
    columnOf('code'),
    columnOf('place'),
    columnOf('town'),
    columnOf('indicator'),
  ]
  const periodAt = columnOf('period')
  // 合计 may stand in any of them.
  const labelColumns = [codeAt, townAt, nameAt, indicatorAt, periodAt].filter((column) => column !== undefined)
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

  const textAt = (row: StreamRow, column: number | undefined) =>
    column === undefined ? undefined : row.textAt(column)?.trim() || undefined
  /** What a line says beside a place's name; names said again and again are read once. */
  const knownLabels = new Map<string, RowLabel>()
  const labelIn = (text: string): RowLabel => {
    let label = knownLabels.get(text)
    if (!label) {
      label = /^\d{6,12}$/.test(text) ? plain : readRowLabel([text])
      if (knownLabels.size < labelsAtMost) knownLabels.set(text, label)
    }
    return label
  }
  const labelOf = (texts: readonly string[]): RowLabel => {
    for (const text of texts) {
      const label = labelIn(text)
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

  /** Places that the name beside a code means, when the code's own is not among them. */
  const otherByName = (place: SheetPlace, name: string | undefined): readonly SheetPlace[] | undefined => {
    const found = name === undefined ? undefined : places.find({ town, name })
    if (!found || found.kind === 'none') return undefined
    const meant = found.kind === 'place' ? [found.place] : found.places
    return meant.includes(place) ? undefined : meant.slice(0, 4)
  }

  /** Rows of one place by what is written of it: sheets of many months say it again and again. */
  const knownRows = new Map<string, KnownRow>()
  const find = (row: StreamRow): RowPlace => {
    const labels = labelColumns.flatMap((column) => textAt(row, column) ?? [])
    const first = row.count > 0 ? row.cellIn(0) : undefined
    const label = labelOf(labels.length > 0 ? labels : first?.kind === 'text' ? [first.text] : [])
    if (label.kind === 'foot') return { kind: 'foot' }
    const townHere = textAt(row, townAt)
    if (townHere !== undefined && labelIn(townHere).kind === 'plain') town = townHere
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
        : { kind: 'open', text: labels.join(' '), cell: first, candidates: [], fault: 'row.unknownPlace' }
    }
    const [code, name] = [textAt(row, codeAt), textAt(row, nameAt)]
    if (code === undefined && name === undefined) {
      // A town's own line in a sheet of villages.
      const own = townHere === undefined ? undefined : places.find({ name: townHere })
      if (own?.kind === 'place') return known(own.place)
      return first
        ? { kind: 'open', text: labels.join(' ') || '（空）', cell: first, candidates: [], fault: 'row.unknownPlace' }
        : { kind: 'nothing' }
    }
    const found = places.find({ code, town, name })
    const other = found.kind === 'place' && code !== undefined ? otherByName(found.place, name) : undefined
    if (found.kind === 'place' && code !== undefined && !other) return known(found.place)
    const text = other ? `${code} ${name}` : [townHere ?? '', name ?? code ?? ''].join('')
    const chosen = hasChosen ? plan.choice.places?.[rowKey(text)] : undefined
    if (chosen === null) return { kind: 'nothing' }
    if (chosen !== undefined && byCode.has(chosen)) return known(byCode.get(chosen)!)
    if (found.kind === 'place' && !other) return known(found.place)
    const likely =
      found.kind === 'place' ? [found.place, ...other!] : found.kind === 'several' ? found.places : alike(name)
    const cell = row.cellAt(nameAt ?? codeAt ?? 0) ?? first
    return {
      kind: 'open',
      text,
      cell,
      candidates: likely.map((place) => place.code),
      fault: other ? 'row.codeName' : found.kind === 'several' ? 'row.severalPlaces' : 'row.unknownPlace',
    }
  }

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
      if (!hasPlaceColumn || indicatorAt !== undefined) return find(row)
      const name = nameAt === undefined ? undefined : row.textAt(nameAt)
      const own = townAt === undefined ? undefined : row.textAt(townAt)
      const key = (codeAt === undefined ? undefined : row.textAt(codeAt)) ?? name
      const period = periodAt === undefined ? undefined : row.textAt(periodAt)
      if (key === undefined || (period !== undefined && labelIn(period).kind !== 'plain')) return find(row)
      const before = knownRows.get(key)
      if (before && before.name === name && before.own === own && before.town === town) {
        town = before.townAfter
        return before.place
      }
      const townBefore = town
      const place = find(row)
      if (place.kind === 'place' && knownRows.size < labelsAtMost)
        knownRows.set(key, { name, own, town: townBefore, townAfter: town, place })
      return place
    },
  }
}

/** What was written, which town stood above it before and after, and whose row it is. */
interface KnownRow {
  readonly name: string | undefined
  readonly own: string | undefined
  readonly town: string | undefined
  readonly townAfter: string | undefined
  readonly place: RowPlace
}

export type RowPlaces = ReturnType<typeof createRowPlaces>
