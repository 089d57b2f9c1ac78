import type { CellChange } from '@gangju/contract/entry'
import { ListedProblem, type Scope } from '../../http/serve.ts'
import type { Catalog } from '../../net/catalog.ts'
import { type FilledCell, listFilledCells } from '../entry/entry-cell.store.ts'
import { openDraft, type Writing } from '../entry/open-draft.ts'
import { loadReturnGround, type ReturnGround } from '../entry/return-ground.ts'
import { saveReturnCells } from '../entry/save-cells.ts'
import { attempt } from './attempt.store.ts'
import type { ImportOptions, ImportTally } from './import-tally.ts'
import type { IncomingReturn, KnownValue } from './sort-values.ts'

export interface Taking extends Writing {
  readonly catalog: Catalog
  readonly lang: 'zh' | 'en'
  readonly tally: ImportTally
  readonly strategy: ImportOptions['importStrategy']
}

type Deed = 'imported' | 'updated' | 'ignored' | 'deleted'

interface Planned {
  readonly value: KnownValue
  readonly deed: Deed
  readonly change: CellChange
}

/** Nothing of a return that came in was to be kept: its draft is not begun either. */
class NothingToKeep extends Error {}

/** Some values cannot stand in their cells. */
class Unreadable extends Error {
  readonly told: readonly { readonly value: KnownValue; readonly code: string; readonly message: string }[]

  constructor(told: Unreadable['told']) {
    super()
    this.told = told
  }
}

/**
 * Puts the values of one return into its draft as if they were typed there; a value that cannot stand there is told and
 * the others are taken [EX5]. The return is kept or left as a whole otherwise.
 */
export async function takeReturn(scope: Scope, one: IncomingReturn, taking: Taking): Promise<void> {
  let left = one.values
  for (;;) {
    try {
      const done = await attempt(scope.trx, () => saveOnce(scope, { ...one, values: left }, taking))
      for (const { deed } of done) taking.tally.count(deed)
      return
    } catch (error) {
      if (error instanceof NothingToKeep) return left.forEach(() => taking.tally.count('ignored'))
      if (!(error instanceof Unreadable)) {
        return left.forEach((value) => taking.tally.refuse(value, error, { object: value.orgUnit }))
      }
      for (const { value, code, message } of error.told) {
        const errorCode = code === 'place.unknown' ? 'E7612' : 'E7619'
        taking.tally.fault(value, { object: value.dataElement, property: 'value', errorCode, code, message })
      }
      const told = new Set(error.told.map(({ value }) => value))
      left = left.filter((value) => !told.has(value))
      if (left.length === 0) return
    }
  }
}

async function saveOnce(scope: Scope, one: IncomingReturn, taking: Taking): Promise<readonly Planned[]> {
  const words = { ...taking, form: one.form, period: one.period }
  const ground = await loadReturnGround(scope, words)
  const draft = await openDraft(scope, ground, taking)
  const present = await listFilledCells(scope.db, ground.key.countyId, [draft.submissionId])
  const planned = planCells(one.values, ground, present, taking)
  const kept = planned.filter(({ deed }) => deed !== 'ignored')
  const changes = kept.map(({ change }) => change)
  if (changes.length === 0) throw new NothingToKeep()
  const { conflicts } = await saveReturnCells(scope, words, changes).catch((error: unknown) => {
    if (!(error instanceof ListedProblem) || error.code !== 'entry.unreadable') throw error
    throw unreadable(
      error,
      kept.map(({ value }) => value),
    )
  })
  // Somebody typed in between: what comes in last stands, as when it is typed after them.
  if (conflicts.length > 0) {
    const editions = new Map(conflicts.map(({ place, indicator, edition }) => [`${place} ${indicator}`, edition]))
    const again = changes.flatMap((change) => {
      const edition = editions.get(`${change.place} ${change.indicator}`)
      return edition === undefined ? [] : [{ ...change, edition }]
    })
    await saveReturnCells(scope, words, again)
  }
  return planned
}

function planCells(
  values: readonly KnownValue[],
  { places, catalog }: ReturnGround,
  present: readonly FilledCell[],
  { strategy }: Taking,
): readonly Planned[] {
  const placeIds = new Map(places.map(({ code, placeId }) => [code, placeId]))
  const cells = new Map(present.map((cell) => [`${cell.placeId} ${cell.indicatorId}`, cell]))
  return values.map((value) => {
    const { place, indicator, text, comment } = value
    const cell = cells.get(`${placeIds.get(place)} ${catalog.indicator(indicator).indicatorId}`)
    const isThere = cell !== undefined && cell.missing !== 'notReported'
    const isDeletion = value.isDeleted || strategy === 'DELETE'
    const at = { place, indicator, edition: cell?.edition ?? 0 }
    const explained = comment === '' ? {} : { explanation: comment }
    const figure = text === '' ? figureOf(cell) : { text }
    const change = isDeletion ? at : { ...at, ...figure, ...explained }
    return { value, change, deed: deedOf({ isThere, isDeletion, strategy }) }
  })
}

/** A comment alone leaves the figure as it is. */
function figureOf(cell: FilledCell | undefined): Pick<CellChange, 'value' | 'notApplicable'> {
  if (cell?.missing === 'notApplicable') return { notApplicable: true }
  return cell?.value ? { value: cell.value } : {}
}

interface Judged {
  readonly isThere: boolean
  readonly isDeletion: boolean
  readonly strategy: Taking['strategy']
}

function deedOf({ isThere, isDeletion, strategy }: Judged): Deed {
  if (isDeletion) return isThere ? 'deleted' : 'ignored'
  if (isThere) return strategy === 'CREATE' ? 'ignored' : 'updated'
  return strategy === 'UPDATE' ? 'ignored' : 'imported'
}

/** Says of each value that a refusal lists, by its place among the changes, why it cannot stand there. */
function unreadable({ errors }: ListedProblem, values: readonly KnownValue[]): Unreadable {
  return new Unreadable(
    errors.flatMap(({ code, message, path }) => {
      const value = values[Number(path?.split('.')[1])]
      return value ? [{ value, code, message }] : []
    }),
  )
}
