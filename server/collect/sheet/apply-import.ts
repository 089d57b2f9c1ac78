import type { CellChange, SavedCell } from '@gangju/contract/entry'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import type { PlaceLevel } from '@gangju/contract/values'
import { parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import type { Scope } from '../../http/call.ts'
import type { Lang } from '../../http/serve.ts'
import type { Catalog } from '../../net/catalog.ts'
import { handIn } from '../entry/hand-in.ts'
import type { Writing } from '../entry/open-draft.ts'
import { saveReturnCells } from '../entry/save-cells.ts'
import { indicatorIdsOf, readReturnPeriod } from '../return-form.ts'
import type { FilledReturn } from './filled-return.ts'
import type { ImportGround } from './import-ground.ts'
import type { ReadValue } from './import-task.ts'
import type { SeenEdition } from './seen-cell.store.ts'
import { valuesOf } from './value-list.ts'

export interface ApplyWords extends Writing {
  readonly catalog: Catalog
  readonly ground: ImportGround
  readonly lang: Lang
  readonly today: string
  readonly submits: boolean
  readonly scopeOf: (code: string) => Promise<Scope>
  readonly seen: SeenEdition
}

export interface AppliedReturn {
  readonly place: { readonly code: string; readonly name: string; readonly level: PlaceLevel }
  readonly period: string
  readonly submission: string
  readonly state: 'draft' | 'submitted'
  readonly values: number
}

/** A cell that somebody changed after the preview: theirs stands. */
export interface CellConflict {
  readonly place: AppliedReturn['place']
  readonly period: string
  readonly indicator: string
  readonly mine: string | null
  readonly theirs: string | null
  readonly editedBy: string | null
  readonly editedAt: string | null
}

/** A return whose figures are in its draft but which could not be handed in is in both. */
export interface Outcome {
  readonly applied?: AppliedReturn
  readonly refused?: Refused
  readonly conflicts?: readonly CellConflict[]
}

interface Refused {
  readonly place: AppliedReturn['place']
  readonly period: string
  readonly code: string
  readonly message: string
}

/**
 * Puts figures into the draft of one return as if they were typed there; a return that takes none now says why [XL8].
 * A cell that changed after the preview is left as it is and named, and such a return is not handed in [XL12].
 */
export async function applyReturn({ filer, period: id, rows }: FilledReturn, words: ApplyWords): Promise<Outcome> {
  const place = placeOf(filer, words.ground)
  const { catalog, ground, today } = words
  const values = rows.flatMap((row) => valuesOf({ ...row, texts: [] }, { indicators: ground.indicators, sheets: [] }))
  const refused = (error: unknown): Refused => {
    if (!(error instanceof Problem)) throw error
    const message = isProblemCode(error.code) ? problemText(error.code, words.lang, error.detail) : error.code
    return { place, period: id, code: error.code, message }
  }
  let applied: AppliedReturn | undefined
  let conflicts: readonly CellConflict[] = []
  try {
    const period = readReturnPeriod(ground.form.entry, parsePeriod(id).id, today)
    const scope = await words.scopeOf(filer)
    const asked = { ...words, catalog, form: ground.form, period }
    const saved = await save(scope, asked, values, words)
    conflicts = saved.conflicts
    const count = values.length - conflicts.length
    applied = { place, period: id, submission: saved.submission, state: 'draft', values: count }
    if (!words.submits) return { applied, conflicts }
    if (conflicts.length > 0) throw new Problem('import.moved', { count: conflicts.length })
    await handIn(scope, { ...asked, stated: undefined })
    return { applied: { ...applied, state: 'submitted' } }
  } catch (error) {
    return { ...(applied ? { applied } : {}), refused: refused(error), conflicts }
  }
}

type Asked = Parameters<typeof saveReturnCells>[1]

/** As typed on top of what the preview showed: each cell on the edition that was seen then. */
async function save(scope: Scope, asked: Asked, values: readonly ReadValue[], { seen, ground }: ApplyWords) {
  const ids = indicatorIdsOf(asked.catalog, ground.form.entry)
  const changes = values.map(({ place, indicator, period, value }): CellChange => {
    const edition = seen(place, period, ids.get(indicator)!)
    return value === null ? { place, indicator, notApplicable: true, edition } : { place, indicator, value, edition }
  })
  const { draft, conflicts: met } = await saveReturnCells(scope, asked, changes)
  // Where there was no return, its draft has just begun with the figures in force, which the preview showed.
  const begun = new Set(met.filter(isUntouched).map(({ place, indicator }) => `${place} ${indicator}`))
  const again = changes.flatMap((change) =>
    change.edition === 0 && begun.has(`${change.place} ${change.indicator}`) ? [{ ...change, edition: 1 }] : [],
  )
  const left = again.length > 0 ? (await saveReturnCells(scope, asked, again)).conflicts : []
  const conflicts = [...met.filter((one) => !isUntouched(one)), ...left]
  const mine = new Map(values.map(({ place, indicator, value }) => [`${place} ${indicator}`, value]))
  return {
    submission: draft.submissionId,
    conflicts: conflicts.map(
      ({ place, indicator, value, editedBy, editedAt }): CellConflict => ({
        place: placeOf(place, ground),
        period: asked.period.id,
        indicator,
        mine: mine.get(`${place} ${indicator}`) ?? null,
        theirs: value,
        editedBy,
        editedAt,
      }),
    ),
  }
}

const isUntouched = ({ edition, editedAt }: SavedCell): boolean => edition === 1 && editedAt === null

function placeOf(code: string, { places }: ImportGround): AppliedReturn['place'] {
  const known = places.get(code)
  return { code, name: known?.name ?? code, level: known?.level ?? 'village' }
}
