import { archiveForm, createForm, type FormItem, type FormVerdict, reviseForm } from '@gangju/contract/forms'
import type { AnyRoute } from '@gangju/contract/route'
import { type FormEntry, formBurden } from '@gangju/net/form'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, ListedProblem, type Routes, type Scope, serve } from '../../http/serve.ts'
import { raiseContentEpoch } from '../../net/catalog.store.ts'
import { raiseNetEpoch } from '../../net/place.store.ts'
import { askedElsewhere } from './asked-elsewhere.ts'
import { countFormPlaces } from './burden.store.ts'
import { orphanFaults } from './decide-form.ts'
import { type Design, expectSound, formOf, judgeDesign } from './design.ts'
import { bindColumns, type FormRow, insertForm, listForms, putVersion, setArchived } from './form.store.ts'
import { type FormDesk, formItem, openForms } from './form-desk.ts'
import { findingOnWire } from './form-words.ts'

/** Forms made and changed by the office that keeps them. */
export const editFormRoutes: Routes = (app) => {
  serve(app, createForm, handleCreate)
  serve(app, reviseForm, handleRevise)
  serve(app, archiveForm, handleArchive)
}

async function handleCreate(call: Call<typeof createForm>) {
  const { place, entry: draft, copyOf } = call.body
  const scope = await openOffice(call, { place, goal: draft.goal })
  const design = { form: undefined, entry: formOf(draft, 1), placeId: scope.place.placeId }
  if (call.query.dryRun) return lookAt(call, scope, design)
  await raiseContentEpoch(scope.trx)
  const forms = await listForms(scope.db)
  if (forms.some((form) => form.entry.code === draft.code)) throw new Problem('form.duplicate')
  const judged = await judgeDesign(call, scope, design)
  expectSound(judged, call.lang)
  const form = await insertForm(scope.trx, { ...design, ...writingOf(call), zoneIds: judged.zoneIds })
  return finish(call, scope, { form, judged, detail: { version: 1, ...(copyOf === undefined ? {} : { copyOf }) } })
}

async function handleRevise(call: Call<typeof reviseForm>) {
  const { from, entry: draft } = call.body
  const opened = await openForm(call)
  if (draft.code !== opened.known.entry.code) throw new Problem('request.invalid')
  const { scope } = opened
  const design = (form: FormRow) => ({ form, entry: formOf(draft, from + 1), placeId: form.placeId })
  if (call.query.dryRun) return lookAt(call, scope, design(opened.known))
  const form = await holdForm(opened, from)
  const judged = await judgeDesign(call, scope, design(form))
  expectSound(judged, call.lang)
  const { entry } = design(form)
  const { zoneIds } = judged
  await putVersion(scope.trx, form.formId, { entry, zoneIds, ...writingOf(call) })
  return finish(call, scope, { form: { ...form, entry, zoneIds }, judged, detail: { version: entry.version } })
}

const writingOf = ({ actor, now }: Pick<Call<AnyRoute>, 'actor' | 'now'>) => ({ personId: actor.personId, at: now })

interface Designed {
  /** The form that it changes. */
  readonly form: FormRow | undefined
  readonly entry: FormEntry
  readonly placeId: number | null
}

/** All that is to be said of a design; nothing is stored. */
async function lookAt(call: EditCall, scope: Scope, design: Designed): Promise<FormVerdict> {
  const judged = await judgeDesign(call, scope, design)
  await call.readOnly()
  return { form: null, ...(await verdictOf(call, scope, { ...design, judged })) }
}

async function verdictOf(
  call: EditCall,
  scope: Scope,
  { entry, placeId, judged }: Pick<Designed, 'entry' | 'placeId'> & { readonly judged: Design },
): Promise<Omit<FormVerdict, 'form'>> {
  const { ground, faults, zoneIds } = judged
  const counted = await countFormPlaces(
    scope.db,
    { entry, placeId, zoneIds },
    { rootIds: scope.places, day: ground.today },
  )
  return {
    findings: faults.map((fault) => findingOnWire(fault, call.lang)),
    elsewhere: [...askedElsewhere(entry, ground, call.lang)],
    burden: formBurden(entry, counted),
  }
}

async function handleArchive(call: Call<typeof archiveForm>) {
  const { from, archived } = call.body
  const opened = await openForm(call)
  const { scope } = opened
  const form = await holdForm(opened, from)
  if (archived) await expectNoOrphans(call, scope, form)
  // What has been home elsewhere meanwhile must not be asked twice again.
  if (!archived) expectSound(await judgeDesign(call, scope, { entry: form.entry, form }), call.lang)
  const archivedAt = archived ? (form.archivedAt ?? call.now) : null
  await setArchived(scope.trx, form.formId, archivedAt)
  return record(call, scope, { form: { ...form, archivedAt }, detail: { archived } })
}

/** @throws Problem `form.faulty` where other forms show figures that are typed in this one alone. */
async function expectNoOrphans(call: EditCall, scope: Scope, form: FormRow): Promise<void> {
  const { ground } = await judgeDesign(call, scope, { entry: form.entry, form })
  const errors = [...orphanFaults({ ...form.entry, columns: [] }, ground)].map((fault) =>
    findingOnWire(fault, call.lang),
  )
  if (errors.length > 0) throw new ListedProblem('form.faulty', errors, { count: errors.length })
}

type EditCall = Pick<Call<AnyRoute>, 'within' | 'catalog' | 'lang' | 'now' | 'record' | 'params' | 'readOnly'>

/** A goal that there is must be granted; of one that there is not the form's faults tell. */
function openOffice({ within, catalog }: EditCall, { place, goal }: { place: string; goal: string }): Promise<Scope> {
  return within({ place, ...(catalog.findGoal(goal) === undefined ? {} : { goal }) })
}

interface OpenedForm {
  readonly scope: Scope
  /** As the content in memory has it. */
  readonly known: FormRow
}

/**
 * Opens a form at the office that keeps it.
 *
 * @throws Problem `form.unknown` for one out of sight, or read from below; `grant.missing` where the verb is.
 */
async function openForm(call: EditCall): Promise<OpenedForm> {
  const known = call.catalog.form(call.params.form)
  const office = (await openForms(call)).officeOf(known)
  if (office === null) throw new Problem('form.unknown')
  try {
    return { scope: await openOffice(call, { place: office.code, goal: known.entry.goal }), known }
  } catch (error) {
    const isAbove = error instanceof Problem && (error.code === 'place.unknown' || error.code === 'goal.unknown')
    throw isAbove ? new Problem('form.unknown') : error
  }
}

/**
 * The form as it stands: those who change content wait for each other, so that what is read here is what is changed.
 *
 * @throws Problem `form.version` when it is not the version that was edited.
 */
async function holdForm({ scope, known }: OpenedForm, from: number): Promise<FormRow> {
  await raiseContentEpoch(scope.trx)
  const form = (await listForms(scope.db)).find(({ formId }) => formId === known.formId)
  if (form?.entry.version !== from) throw new Problem('form.version')
  return form
}

/** Whoever holds the goal sees what the form asks. */
async function bind({ catalog }: EditCall, { trx }: Scope, { entry }: FormRow): Promise<void> {
  const { goalId } = catalog.goal(entry.goal)
  const indicatorIds = entry.columns.map(({ indicator }) => catalog.indicator(indicator).indicatorId)
  if ((await bindColumns(trx, goalId, indicatorIds)) > 0) await raiseNetEpoch(trx)
}

async function finish(
  call: EditCall,
  scope: Scope,
  { form, judged, detail }: { form: FormRow; judged: Design; detail: object },
): Promise<FormVerdict> {
  await bind(call, scope, form)
  const verdict = await verdictOf(call, scope, { ...form, judged })
  return { form: await record(call, scope, { form, detail }), ...verdict }
}

/** The line of the log, and the form as it stands now. */
function record(call: EditCall, scope: Scope, { form, detail }: { form: FormRow; detail: object }): Promise<FormItem> {
  const goalId = call.catalog.findGoal(form.entry.goal)?.goalId
  call.record({
    subject: `form/${form.entry.code}`,
    placeId: scope.place.placeId,
    ...(goalId === undefined ? {} : { goalId }),
    detail,
  })
  const day = officeDay(call.now)
  const desk: FormDesk = {
    scope,
    day,
    officeOf: () => scope.place,
    mayAdd: true,
    mayEdit: () => true,
    placesOf: (one) => countFormPlaces(scope.db, one, { rootIds: scope.places, day }),
  }
  return formItem(form, desk, call)
}
