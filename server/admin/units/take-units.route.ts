import { takeOrganisationUnits, type UnitDifference, type UnitIn } from '@gangju/contract/exchange'
import type { PlaceChange } from '@gangju/contract/places'
import { isProblemCode, problemText } from '@gangju/contract/problems'
import { parsePlaceCode } from '@gangju/net/place'
import { Problem } from '@gangju/net/problem'
import type { Trx } from '../../db/connection.ts'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Lang, type Routes, serve } from '../../http/serve.ts'
import { askedPlace } from '../../net/exchange/identity.ts'
import { changeTree } from '../change-tree.ts'
import { holdTree } from '../place-change.store.ts'
import { compareUnits } from './compare-units.ts'
import { listUnits, UNKNOWN_DAY } from './list-units.ts'

const mostTaken = 500
const mostListed = 5_000

/** Organisation units of another system that become places [EX6]. */
export const takeUnitsRoutes: Routes = (app) =>
  serve(app, takeOrganisationUnits, handleTake, { jsonBytes: 20 * 1_048_576 })

type TakeCall = Call<typeof takeOrganisationUnits>
type Left = UnitDifference & { readonly reason: string }

async function handleTake(call: TakeCall) {
  const { query, body, lang, now } = call
  const root = askedPlace(query.orgUnit)
  const scope = await call.within({ place: root })
  const days = { asked: query.on, today: officeDay(now) }
  const ours = await listUnits(scope, 'subtree')
  const { differences } = compareUnits(ours, body.organisationUnits)
  const wanted = differences.flatMap((difference) => {
    const change = changeOf(difference, unitAt(body.organisationUnits, difference), days)
    return change ? [{ difference, change }] : []
  })
  if (wanted.length > mostTaken) throw new Problem('exchange.tooMany', { most: mostTaken })
  // Names of places above open for the decision; what is written lies under the root, by its code.
  const { trx } = await call.alone()
  await holdTree(trx)
  const known = new Set(ours.map(({ code }) => code))
  const within = { trx, home: scope.place.code, known, now, lang }
  const done: PlaceChange[] = []
  const taken = new Set<UnitDifference>()
  const refused = new Map<UnitDifference, string>()
  for (const { difference, change } of wanted.toSorted((a, b) => (a.difference.code < b.difference.code ? -1 : 1))) {
    const reason = await refusalOf(change, within)
    if (reason !== undefined) {
      refused.set(difference, reason)
      continue
    }
    done.push(change)
    taken.add(difference)
  }
  const left = differences
    .filter((difference) => !taken.has(difference))
    .map((difference): Left => ({ ...difference, reason: refused.get(difference) ?? notOurs[difference.kind][lang] }))
  const opened = done.filter(({ kind }) => kind === 'open').length
  const detail = { opened, renamed: done.length - opened, left: left.length, changes: done.slice(0, 50) }
  call.record({ verb: 'place.take', placeId: scope.place.placeId, detail })
  const dryRun = query.dryRun ?? false
  // Last of all: what was done is counted as it would be, and nothing of it is kept.
  if (dryRun) await call.readOnly()
  return { dryRun, opened, renamed: done.length - opened, left: left.slice(0, mostListed), leftCount: left.length }
}

const unitAt = (units: readonly UnitIn[], { index }: UnitDifference): UnitIn | undefined =>
  index === null ? undefined : units[index]

interface Days {
  readonly asked: string | undefined
  readonly today: string
}

/** Of what differs only new places and other names can become ours. */
function changeOf(
  { kind, code, there }: UnitDifference,
  unit: UnitIn | undefined,
  { asked, today }: Days,
): PlaceChange | undefined {
  const name = there?.normalize('NFC').trim()
  if (!name || name.length > 80 || (unit?.closedDate && unit.closedDate.slice(0, 10) <= today)) return undefined
  if (kind === 'name') return { kind: 'rename', place: code, name, on: asked ?? today }
  if (kind !== 'missingHere') return undefined
  const own = unit?.openingDate?.slice(0, 10)
  const isKnown = own !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(own) && own !== UNKNOWN_DAY && own <= today
  return { kind: 'open', code, name, on: asked ?? (isKnown ? own : today) }
}

interface Within {
  readonly trx: Trx
  readonly home: string
  /** Places under the root, new ones among them: only under these may one be opened. */
  readonly known: Set<string>
  readonly now: Date
  readonly lang: Lang
}

/** Makes the change. @returns why not, in words, where it may not be: then nothing was written. */
async function refusalOf(change: PlaceChange, { trx, home, known, now, lang }: Within): Promise<string | undefined> {
  try {
    if (change.kind === 'open' && !known.has(parsePlaceCode(change.code).parentCode ?? ''))
      throw new Problem('place.unknown')
    await changeTree(trx, change, { home, now, lang })
    if (change.kind === 'open') known.add(change.code)
    return undefined
  } catch (error) {
    if (!(error instanceof Problem) || !isProblemCode(error.code)) throw error
    return problemText(error.code, lang, error.detail)
  }
}

const byChanges = { zh: '请用区划调整办理', en: 'by a change of places' }
const notOurs: Readonly<Record<UnitDifference['kind'], { readonly zh: string; readonly en: string }>> = {
  missingHere: { zh: '对方已撤销，或没有名称', en: 'ended there, or without a name' },
  missingThere: { zh: '对方没有，保留', en: 'not there; kept here' },
  name: { zh: '对方已撤销，或没有名称', en: 'ended there, or without a name' },
  parent: byChanges,
  openingDate: byChanges,
  closedDate: byChanges,
  unreadable: { zh: '没有可识别的区划代码，或重复', en: 'no code of a place, or twice' },
}
