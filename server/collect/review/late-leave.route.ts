import { giveLeave, type LateLeave } from '@gangju/contract/review'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, serve } from '../../http/serve.ts'
import { expectWholeForm, readReturnPeriod } from '../return-form.ts'
import { leaveOnWire } from './closing.route.ts'
import { insertLeave, listClosingsOver, listLeaves } from './closing.store.ts'
import { listReach } from './reach.store.ts'
import { levelWords } from './review.ts'

/** Leave to file after the closing, given by whoever may close where it was closed [AP15]. */
export const lateLeaveRoutes: Routes = (app) => serve(app, giveLeave, handleLeave)

async function handleLeave(call: Call<typeof giveLeave>): Promise<LateLeave> {
  const { catalog, actor, body, now } = call
  const form = catalog.form(body.form)
  const today = officeDay(now)
  const { db, trx, place, rectangle } = await call.within({ place: body.place })
  expectWholeForm(catalog, form, rectangle)
  const period = readReturnPeriod(form.entry, body.period, today)
  if (place.level !== form.entry.filedBy) {
    throw new Problem('form.wrongLevel', { level: levelWords[form.entry.filedBy] })
  }
  if (body.until < today) throw new Problem('leave.past')
  const { countyId, placeId } = place
  const key = { countyId, placeId, formId: form.formId, period: period.id }
  const closings = await listClosingsOver(db, key)
  if (closings.length === 0) throw new Problem('leave.needless')
  const { personId } = actor
  const placeIds = closings.map((one) => one.placeId)
  const reach = await listReach(db, { personId, placeIds, day: today })
  const mayClose = (id: number) => reach.some((one) => one.placeId === id && one.verbs.includes('submission.approve'))
  // A town that approves its villages' returns does not excuse itself from what the county closed.
  if (!placeIds.every(mayClose)) throw new Problem('grant.missing')
  const { until, reason } = body
  const leaveId = await insertLeave(trx, { ...key, until, reason, givenAt: now, givenBy: personId })
  const detail = { form: body.form, period: period.id, until, reason }
  call.record({ verb: 'closing.leave', subject: `late-leave/${leaveId}`, placeId, detail })
  const rows = await listLeaves(db, { placeId, formIds: [form.formId], period: period.id })
  return leaveOnWire(rows.find((row) => row.leaveId === leaveId)!, form)
}
