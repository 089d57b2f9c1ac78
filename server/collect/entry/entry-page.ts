import type { EntryCell, EntryPage, EntryReturn } from '@gangju/contract/entry'
import { closingDay, type FormEntry } from '@gangju/net/form'
import { lastDay, previousPeriod, yearBefore } from '@gangju/net/period'
import { officeDay } from '../../http/office-time.ts'
import type { Actor, Lang, Scope } from '../../http/serve.ts'
import { knownOnWire, loadKnown } from '../check/known.ts'
import { indicatorIdsOf, ownIndicatorIds } from '../return-form.ts'
import { levelsOf, listReach, type Reach } from '../review/reach.store.ts'
import { type Lateness, listLateness } from './closing.store.ts'
import { type FilledCell, listFilledCells, listNames } from './entry-cell.store.ts'
import { type FiledPlace, type Filer, listFiledPlaces } from './filer.store.ts'
import { type ChainLink, listChains, newestOf, reasonOf } from './return-chain.store.ts'
import {
  type EntryFigures,
  entryOf,
  homesOf,
  loadEntryFigures,
  type ReturnWords,
  visibleEntry,
} from './return-ground.ts'
import { startingCells } from './starting-cells.ts'

export interface PageWords extends ReturnWords {
  readonly actor: Pick<Actor, 'personId'>
  readonly now: Date
  readonly lang: Lang
}

/** Returns of filers of one county, as they are filled in: some ten statements, however many there are [EN10]. */
export async function readReturns(
  { db, trx, place, rectangle }: Scope,
  filers: readonly Filer[],
  words: PageWords,
): Promise<Omit<EntryPage, 'next'>> {
  const { catalog, form, period, actor, now, lang } = words
  const countyId = filers[0]?.countyId ?? place.countyId
  const filerIds = filers.map(({ placeId }) => placeId)
  const day = officeDay(now)
  const chains = await listChains(db, { countyId, placeIds: filerIds, formId: form.formId, period: period.id })
  const newest = new Map(filerIds.map((id) => [id, newestOf(chains.get(id) ?? [])]))
  // One return shows its own version; a grid of many the one in force.
  const own = filers.length === 1 ? newest.get(filerIds[0]!)?.formVersion : undefined
  const version = own ?? form.entry.version
  const entry = visibleEntry(catalog, entryOf(words, version), rectangle)
  const isWhole = entry.columns.length === entryOf(words, version).columns.length
  const rows = await listFiledPlaces(db, { filerIds, form, day: lastDay(period) })
  const placeIds = rows.map(({ placeId }) => placeId)
  const figures = await loadEntryFigures(db, words, { entry, countyId, placeIds, isLongAgo: true })
  const filed = await listFilledCells(
    db,
    countyId,
    [...newest.values()].flatMap((link) => [link?.submissionId ?? [], followedBy(link)].flat()),
  )
  const lateness = await listLateness(db, { placeIds: filerIds, formId: form.formId, period: period.id, day })
  const reach = await listReach(db, { personId: actor.personId, placeIds: filerIds, day })
  const ground = await loadKnown({ db, trx }, { catalog, form: { ...form, entry }, countyId, places: rows, period })
  const cells = cellsByRow(words, { entry, rows, newest, filed, figures })
  const mended = mendedCells(filed, newest)
  const names = await listNames(db, [...new Set([...cells.values()].flatMap(({ editedBy }) => editedBy ?? []))])
  return {
    form: entry as EntryPage['form'],
    place: { code: place.code, name: place.name, level: place.level },
    period: period.id,
    returns: filers.map((filer) =>
      returnOnWire(words, {
        filer,
        link: newest.get(filer.placeId),
        reason: reasonOf(chains.get(filer.placeId) ?? [], newest.get(filer.placeId)),
        reach,
        figures,
        rows,
        version,
        lateness,
        isWhole,
      }),
    ),
    rows: rows.map((row) => ({
      place: { code: row.code, name: row.name, level: row.level },
      filer: filers.find(({ placeId }) => placeId === row.filerId)!.code,
      cells: rowOnWire(words, { entry, row, mended, cells, figures, names, lang }),
    })),
    known: knownOnWire(ground.known).map((one) => ({ ...one, series: [...one.series] })),
    classes: Array.from(ground.classes, ([code, name]) => ({ place: code, class: name })),
  }
}

interface Cells {
  readonly entry: FormEntry
  readonly rows: readonly FiledPlace[]
  readonly newest: ReadonlyMap<number, ChainLink | undefined>
  readonly filed: readonly (FilledCell & { readonly submissionId: string })[]
  readonly figures: EntryFigures
}

function cellsByRow(
  words: ReturnWords,
  { entry, rows, newest, filed, figures }: Cells,
): ReadonlyMap<string, FilledCell> {
  const bySubmission = new Map<string, FilledCell[]>()
  for (const cell of filed) {
    const list = bySubmission.get(cell.submissionId)
    if (list) list.push(cell)
    else bySubmission.set(cell.submissionId, [cell])
  }
  const byFiler = new Map<number, number[]>()
  for (const { filerId, placeId } of rows) byFiler.set(filerId, [...(byFiler.get(filerId) ?? []), placeId])
  const all = [...byFiler].flatMap(([filerId, placeIds]) => {
    const link = newest.get(filerId)
    const own = link ? (bySubmission.get(link.submissionId) ?? []) : []
    return startingCells(words, { newest: link, filed: own, entry, placeIds, figures })
  })
  return new Map(all.map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell]))
}

interface OneReturn {
  readonly filer: Filer
  readonly link: ChainLink | undefined
  readonly reason: string | null
  readonly reach: readonly Reach[]
  readonly figures: EntryFigures
  readonly rows: readonly FiledPlace[]
  readonly version: number
  readonly lateness: ReadonlyMap<number, Lateness>
  /** Every column may be seen. */
  readonly isWhole: boolean
}

function returnOnWire({ catalog, form, period }: PageWords, one: OneReturn): EntryReturn {
  const { filer, link, reason, reach, figures, rows, version, lateness, isWhole } = one
  const ids = ownIndicatorIds(catalog, form.entry)
  const own = rows.filter(({ filerId }) => filerId === filer.placeId)
  const isInNet = own.some(({ placeId }) => ids.some((id) => figures.get(placeId, id, period.id)))
  const { isClosed = false, leaveUntil = null } = lateness.get(filer.placeId) ?? {}
  const state = link?.state ?? (isInNet ? 'approved' : 'missing')
  const goalPath = catalog.findGoal(form.entry.goal)?.path ?? ''
  const holds = (verb: 'submission.draft' | 'submission.submit') =>
    levelsOf(reach, { placeId: filer.placeId, verb, goalPath }).length > 0
  const isOpen = state !== 'submitted' && (!isClosed || leaveUntil !== null)
  const isShown = isWhole && (link?.formVersion ?? version) === version
  const edit = holds('submission.draft') && isOpen && isShown && (link !== undefined || form.archivedAt === null)
  return {
    place: { code: filer.code, name: filer.name, level: filer.level },
    state,
    submission: link?.submissionId ?? null,
    version: link?.version ?? 0,
    formVersion: link?.formVersion ?? version,
    step: link?.step ?? 0,
    late: link?.late ?? false,
    isCorrection: state === 'draft' && isInNet,
    returnReason: reason,
    closes: closingDay(form.entry, period, catalog.calendar),
    isClosed,
    leaveUntil,
    may: { edit, submit: state === 'draft' && isOpen && isWhole && holds('submission.submit') },
  }
}

interface OneRow {
  readonly entry: FormEntry
  readonly row: FiledPlace
  readonly mended: ReadonlySet<string>
  readonly cells: ReadonlyMap<string, FilledCell>
  readonly figures: EntryFigures
  readonly names: ReadonlyMap<string, string>
  readonly lang: Lang
}

function rowOnWire(
  { catalog, period }: ReturnWords,
  { entry, row, mended, cells, figures, names, lang }: OneRow,
): EntryCell[] {
  const ids = indicatorIdsOf(catalog, entry)
  const homes = homesOf(catalog, entry)
  const [last, lastYear] = [previousPeriod(period).id, yearBefore(period).id]
  return entry.columns.map(({ indicator }) => {
    const indicatorId = ids.get(indicator)!
    const cell = cells.get(`${row.placeId} ${indicatorId}`)
    const figureOf = (id: string) => figures.get(row.placeId, indicatorId, id)
    const home = homes.get(indicator)
    const figure = figureOf(period.id)
    return {
      indicator,
      value: cell?.value ?? null,
      notApplicable: cell?.missing === 'notApplicable',
      spelled: cell?.spelled ?? null,
      explanation: cell?.explanation ?? null,
      edition: cell?.edition ?? 0,
      editedBy: names.get(cell?.editedBy ?? '') ?? null,
      editedAt: cell?.editedAt?.toISOString() ?? null,
      returnedReason: cell?.returnedReason ?? null,
      mended: mended.has(`${row.placeId} ${indicatorId}`),
      before: figure?.value ?? null,
      lastPeriod: figureOf(last)?.value ?? null,
      lastYear: figureOf(lastYear)?.value ?? null,
      home: home
        ? {
            form: home.entry.code,
            formName: lang === 'zh' ? home.entry.name : home.entry.nameEn,
            value: figure?.value ?? null,
            notApplicable: figure?.missing === 'notApplicable',
          }
        : null,
    }
  })
}

/** What a draft follows: its cells are those that the draft began with. */
const followedBy = (link: ChainLink | undefined) => (link?.state === 'draft' && link.follows ? [link.follows] : [])

/** Cells that were given back and have another edition in the draft than in what it follows. */
function mendedCells(filed: Cells['filed'], newest: Cells['newest']): ReadonlySet<string> {
  const keyOf = ({ placeId, indicatorId }: FilledCell) => `${placeId} ${indicatorId}`
  const followed = new Set([...newest.values()].flatMap(followedBy))
  const before = new Map(
    filed.flatMap((cell) => (followed.has(cell.submissionId) ? [[keyOf(cell), cell.edition] as const] : [])),
  )
  const mended = filed.filter((cell) => {
    const edition = before.get(keyOf(cell))
    return cell.returnedReason !== null && edition !== undefined && cell.edition > edition
  })
  return new Set(mended.map(keyOf))
}
