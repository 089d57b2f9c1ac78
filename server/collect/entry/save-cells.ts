import type { CellChange, SavedCell } from '@gangju/contract/entry'
import type { FormEntry } from '@gangju/net/form'
import type { Lang, Scope } from '../../http/serve.ts'
import { indicatorIdsOf } from '../return-form.ts'
import { type CellsOf, listCellsAt, listNames, writeCells } from './entry-cell.store.ts'
import { expectNotClosed, openDraft, readStanding, type Writing } from './open-draft.ts'
import type { Hold, OpenLink } from './return-chain.store.ts'
import {
  entryOf,
  homesOf,
  loadEntryFigures,
  loadReturnGround,
  type ReturnGround,
  type ReturnWords,
  returnKeyOf,
} from './return-ground.ts'
import { type HomeFigure, readTypedCells, type TypedCell } from './typed-cells.ts'

export interface SavedReturn {
  readonly ground: ReturnGround
  readonly draft: OpenLink
  /** After the closing, by leave. */
  readonly late: boolean
  readonly entry: FormEntry
  readonly saved: readonly SavedCell[]
  readonly conflicts: readonly SavedCell[]
}

/**
 * Saves cells of the return of the scope's place, beginning its draft when there is none [EN1–EN6]. A cell whose edition
 * moved is left as it is and reported; the same cell with the same content twice is no conflict.
 *
 * @param hold `update` by whoever hands it in with them.
 * @throws Problem `form.wrongLevel`, `grant.missing`, `submission.openExists`, `return.closed`; ListedProblem `entry.unreadable`.
 */
export async function saveReturnCells(
  scope: Scope,
  words: ReturnWords & Writing & { readonly lang: Lang },
  changes: readonly CellChange[],
  hold: Hold = 'share',
): Promise<SavedReturn> {
  const key = returnKeyOf(scope, words)
  const [ground, standing] = await Promise.all([
    loadReturnGround(scope, words),
    readStanding(scope, key, { now: words.now, hold }),
  ])
  const draft = await openDraft(scope, ground, words, { found: standing, hold })
  const entry = entryOf(ground, draft.formVersion)
  const typed = readTypedCells(changes, {
    entry,
    places: ground.places,
    indicatorIds: indicatorIdsOf(words.catalog, entry),
    homeOf: await loadHomes(scope, ground, entry, changes),
    lang: words.lang,
  })
  const at = { countyId: ground.key.countyId, submissionId: draft.submissionId }
  const { late } = expectNotClosed(standing.lateness)
  return { ground, draft, late, entry, ...(await write(scope, at, typed, words)) }
}

async function loadHomes({ db }: Scope, ground: ReturnGround, entry: FormEntry, changes: readonly CellChange[]) {
  const homes = homesOf(ground.catalog, entry)
  const isAsked = changes.some(({ indicator }) => homes.has(indicator))
  if (!isAsked) return () => undefined
  const placeIds = ground.places.map(({ placeId }) => placeId)
  const query = { entry, countyId: ground.key.countyId, placeIds, isLongAgo: false }
  const figures = await loadEntryFigures(db, ground, query)
  const ids = indicatorIdsOf(ground.catalog, entry)
  return (placeId: number, indicator: string): HomeFigure | undefined => {
    const figure = figures.get(placeId, ids.get(indicator)!, ground.period.id)
    const home = homes.get(indicator)
    return home && figure && { formName: home.entry.name, value: figure.value, missing: figure.missing }
  }
}

async function write({ db, trx }: Scope, at: CellsOf, typed: readonly TypedCell[], { actor, now }: Writing) {
  const keyOf = (cell: { placeId: number; indicatorId: number }) => `${cell.placeId} ${cell.indicatorId}`
  const written = await writeCells(trx, at, typed, { editedBy: actor.personId, editedAt: now })
  const byKey = new Map(written.map((cell) => [keyOf(cell), cell]))
  const left = typed.filter((cell) => !byKey.has(keyOf(cell)))
  const present = new Map((await listCellsAt(db, at, left)).map((cell) => [keyOf(cell), cell]))
  const names = await listNames(db, [...new Set([...present.values()].flatMap(({ editedBy }) => editedBy ?? []))])
  const saved: SavedCell[] = []
  const conflicts: SavedCell[] = []
  for (const cell of typed) {
    const { place, indicator, value, missing, spelled } = cell
    const mine = byKey.get(keyOf(cell))
    const there = present.get(keyOf(cell))
    if (mine) {
      const { edition, explanation } = mine
      const by = { editedBy: actor.name, editedAt: now.toISOString() }
      const notApplicable = missing === 'notApplicable'
      saved.push({ place, indicator, value, notApplicable, spelled, explanation, edition, ...by })
    } else if (there) {
      const isSame =
        there.value === value &&
        there.missing === missing &&
        (cell.explanation === null || cell.explanation === (there.explanation ?? ''))
      const { edition, explanation } = there
      const by = { editedBy: names.get(there.editedBy ?? '') ?? null, editedAt: there.editedAt?.toISOString() ?? null }
      const content = { value: there.value, notApplicable: there.missing === 'notApplicable', spelled: there.spelled }
      const list = isSame ? saved : conflicts
      list.push({ place, indicator, ...content, explanation, edition, ...by })
    }
  }
  return { saved, conflicts }
}
