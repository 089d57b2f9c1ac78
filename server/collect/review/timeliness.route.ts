import { readTimeliness, type Timeliness } from '@gangju/contract/review'
import type { PlaceLevel } from '@gangju/contract/values'
import { closingDay } from '@gangju/net/form'
import { comparePeriodIds, type Period, parsePeriod, periodsBetween } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve } from '../../http/serve.ts'
import type { CatalogForm } from '../../net/catalog.ts'
import { formTitle } from '../return-layout.ts'
import { type DueRow, listDueRows } from '../return-place.store.ts'
import { dueState, isHandedIn } from './due-return.ts'
import { dueQuery } from './proposals.ts'
import { type FirstFiling, listFirstFilings, listPartsOf } from './timeliness.store.ts'

/** Completeness and timeliness of returns by place and form; never of people [RM6]. */
export const timelinessRoutes: Routes = (app) => serve(app, readTimeliness, handleTimeliness)

type TimelinessCall = Call<typeof readTimeliness>

const formPeriods = { month: 'M', quarter: 'Q', half: 'S', year: 'Y' } as const
const mostPeriods = 24

async function handleTimeliness(call: TimelinessCall): Promise<{ items: Timeliness[] }> {
  const { catalog, query } = call
  const scope = await call.within({ place: query.place })
  const periods = readPeriods(query)
  const isAsked = ({ entry, archivedAt }: CatalogForm) =>
    entry.period === formPeriods[periods[0]!.kind] && archivedAt === null
  const forms = (query.form === undefined ? catalog.forms : [catalog.form(query.form)]).filter(isAsked)
  const items: Timeliness[] = []
  for (const form of forms) {
    for (const period of periods) items.push(...(await countPeriod(call, scope, { form, period })))
  }
  return { items }
}

/** @throws Problem `request.invalid` for periods of two kinds, backwards, or too many. */
function readPeriods({ from, to }: TimelinessCall['query']): readonly Period[] {
  const [first, last] = [parsePeriod(from), parsePeriod(to)]
  if (first.kind !== last.kind || comparePeriodIds(from, to) > 0) throw new Problem('request.invalid')
  const periods = periodsBetween(first, last)
  if (periods.length > mostPeriods) throw new Problem('request.invalid')
  return periods
}

async function countPeriod(
  { catalog, lang, now }: TimelinessCall,
  scope: Scope,
  { form, period }: { form: CatalogForm; period: Period },
): Promise<readonly Timeliness[]> {
  const question = { catalog, forms: [form], period, today: officeDay(now), lang }
  const due = await listDueRows(scope.db, dueQuery(scope, form, question))
  const placeIds = due.map(({ placeId }) => placeId)
  const filings = await listFirstFilings(scope.db, { formId: form.formId, period: period.id, placeIds })
  const parts = await listPartsOf(scope.db, scope.place.placeId, placeIds)
  const closes = closingDay(form.entry, period, catalog.calendar)
  const groups = new Map<string, Timeliness>()
  for (const row of due) {
    const part = parts.get(row.placeId) ?? row
    const group = groups.get(part.code) ?? {
      form: form.entry.code,
      formName: formTitle(form.entry, lang),
      period: period.id,
      place: { code: part.code, name: part.name, level: part.level as PlaceLevel },
      expected: 0,
      onTime: 0,
      late: 0,
      missing: 0,
      approved: 0,
    }
    group.expected += 1
    group[timing(row, filings.get(row.placeId), closes)] += 1
    if (dueState(row) === 'approved') group.approved += 1
    groups.set(part.code, group)
  }
  return [...groups.values()]
}

/** Given back and not handed in again is missing. Figures of a bulk load have no moment of filing and count as on time. */
function timing(row: DueRow, first: FirstFiling | undefined, closes: string): 'onTime' | 'late' | 'missing' {
  if (!isHandedIn(row)) return 'missing'
  if (first === undefined) return 'onTime'
  return first.late || officeDay(first.filedAt) > closes ? 'late' : 'onTime'
}
