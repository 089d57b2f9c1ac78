import { XLSX_TYPE } from '@gangju/contract/returns'
import type { AnyRoute } from '@gangju/contract/route'
import {
  applyImport,
  downloadMarked,
  importSheet,
  mapImport,
  readImport,
  type SheetImport,
} from '@gangju/contract/sheets'
import { Problem } from '@gangju/net/problem'
import { officeDay } from '../../http/office-time.ts'
import { type Call, type Routes, type Scope, serve, serveFile } from '../../http/serve.ts'
import type { Catalog, CatalogForm } from '../../net/catalog.ts'
import { applyReturn, type CellConflict, type Outcome } from './apply-import.ts'
import { openReturns } from './filled-return.ts'
import {
  deleteExpired,
  endImport,
  findImport,
  getContent,
  type ImportRow,
  insertImport,
  listMappings,
  lockImport,
  saveMapping,
  updateImport,
} from './import.store.ts'
import { type ImportGround, loadImportGround, parseChosenPeriod, taskColumnsOf } from './import-ground.ts'
import type { RememberedChoice, SheetChoice } from './import-task.ts'
import { fillInThread, lookAndReadInThread, markInThread, readImportInThread } from './import-thread.ts'
import { doubtfulColumns, importOnWire } from './import-view.ts'
import { importFaultOnWire } from './import-words.ts'
import { mergeChoice, rememberedChoice } from './mapping-choice.ts'
import { keepSeen, loadSeen } from './seen-cell.store.ts'
import type { SheetReading } from './stored-reading.ts'

/** Read at one time; more wait outside the database. */
const atOnce = 2
const keptDays = 7
const conflictsAtMost = 500

/** Workbooks of their own: handed in, mapped, looked at, put into drafts. */
export const importRoutes: Routes = (app) => {
  serve(app, importSheet, handleUpload, { atOnce })
  serve(app, readImport, handleRead)
  serve(app, mapImport, handleMap, { atOnce })
  serve(app, applyImport, handleApply, { atOnce })
  serveFile(app, downloadMarked, handleMarked)
}

const subjectOf = (importId: string) => `import/${importId}`

async function handleUpload(call: Call<typeof importSheet>): Promise<SheetImport> {
  const { query, catalog, now, file } = call
  const scope = await call.within({ place: query.place })
  if (!file) throw new Problem('import.nothing')
  const { countyId, placeId } = scope.place
  const asked = query.form === undefined ? undefined : catalog.form(query.form)
  const period = query.period ?? null
  const forms = catalog.forms.filter((form) => form.archivedAt === null && isReached(form, catalog, scope))
  const known = forms.map((one) => ({ form: one.entry.code, columns: taskColumnsOf(one, catalog) }))
  let form = asked
  let stored: Promise<string> | undefined
  const reading = lookAndReadInThread(file, known, async ({ guesses, prints }) => {
    form ??= guesses[0] && catalog.form(guesses[0].form)
    const task = form && (await taskFor({ scope, form, period, choices: {}, prints }, call)).task
    await deleteExpired(scope.trx, { placeId, now })
    // The bytes are on their way to the disk while they are read.
    stored = insertImport(scope.trx, {
      countyId,
      placeId,
      formId: form?.formId ?? null,
      period,
      fileName: call.fileName ?? null,
      content: file,
      reading: { ...nothingRead, forms: guesses },
      uploadedAt: now,
      uploadedBy: call.actor.personId,
      expiresAt: new Date(now.getTime() + keptDays * 86_400_000),
    })
    // It is waited for below; until then a failure is nobody's unanswered one.
    stored.catch(() => {})
    return task
  })
  // Nothing of it may go on when the reading is refused.
  const { look, reading: found } = await reading.catch(async (error: unknown) => {
    await stored
    throw error
  })
  const importId = await stored!
  const read = found ?? nothingRead
  const change = { formId: form?.formId ?? null, period, choices: {}, reading: { ...read, forms: look.guesses } }
  await updateImport(scope.trx, { countyId, importId }, { ...change, edition: 1 })
  if (form) await keepSeen(scope.trx, { countyId, importId }, seenOf(placeId, form, read))
  const detail = { form: form?.entry.code ?? null, places: read.places, faults: read.faultCount }
  call.record({ verb: 'import.read', subject: subjectOf(importId), placeId, detail })
  return view(call, scope, (await findImport(scope.db, scope.rectangle, { importId, now }))!)
}

const nothingRead: SheetReading = {
  sheets: [],
  places: 0,
  values: 0,
  blanks: 0,
  periods: [],
  rows: [],
  totals: [],
  faults: [],
  faultCount: 0,
  errorCount: 0,
}

const seenOf = (rootId: number, { formId }: CatalogForm, { periods }: SheetReading) => ({ rootId, formId, periods })

/** A form whose indicators are all granted; others cannot be filled in whole. */
function isReached({ entry }: CatalogForm, catalog: Catalog, { rectangle: { indicators } }: Scope): boolean {
  return (
    indicators === '*' ||
    entry.columns.every(({ indicator }) => indicators.includes(catalog.indicator(indicator).indicatorId))
  )
}

const view = (call: Pick<Call<AnyRoute>, 'catalog' | 'lang' | 'now'>, { db }: Scope, row: ImportRow) =>
  importOnWire(row, { db, catalog: call.catalog, lang: call.lang, today: officeDay(call.now) })

interface Reading {
  readonly scope: Scope
  readonly form: CatalogForm
  readonly period: string | null
  readonly choices: Readonly<Record<string, SheetChoice>>
  /** Fingerprints of its sheets. */
  readonly prints: readonly string[]
}

type Clock = Pick<Call<AnyRoute>, 'catalog' | 'now'>

const groundOf = ({ scope, form, period }: Omit<Reading, 'choices'>, { catalog, now }: Clock): Promise<ImportGround> =>
  loadImportGround(scope, { catalog, form, period: parseChosenPeriod(period), today: officeDay(now) })

/** What a workbook is read for: where sheets of these headers were read before, by what was chosen then. */
async function taskFor(reading: Reading, clock: Clock) {
  const { scope, form, period, choices, prints } = reading
  const ground = await groundOf(reading, clock)
  const { countyId, placeId } = scope.place
  const remembered = await listMappings(scope.db, { countyId, placeId, formId: form.formId }, prints)
  return { ground, task: ground.taskOf({ period, choices, remembered }) }
}

const printsOf = ({ reading: { sheets } }: ImportRow) =>
  sheets.flatMap(({ fingerprint }) => (fingerprint === '' ? [] : [fingerprint]))

async function handleRead(call: Call<typeof readImport>): Promise<SheetImport> {
  const scope = await call.within({})
  return view(call, scope, await getImport(call, scope))
}

/** @throws Problem `import.unknown` */
async function getImport(
  { params, now }: { params: { id: string }; now: Date },
  { db, rectangle }: Scope,
): Promise<ImportRow> {
  const row = await findImport(db, rectangle, { importId: params.id, now })
  if (!row) throw new Problem('import.unknown')
  return row
}

type ChangingCall = Call<typeof mapImport> | Call<typeof applyImport>

/** The import held for a change by who saw its present edition. @throws Problem `import.edition`, `import.applied` */
async function openImport(call: ChangingCall): Promise<{ readonly scope: Scope; readonly row: ImportRow }> {
  const found = await getImport(call, await call.within({ mode: 'read' }))
  const scope = await call.within({ place: found.placeCode })
  const held = await lockImport(scope.trx, found)
  if (held.appliedAt !== null) throw new Problem('import.applied')
  if (held.edition !== call.body.edition) throw new Problem('import.edition', { edition: held.edition })
  return { scope, row: await getImport(call, scope) }
}

async function handleMap(call: Call<typeof mapImport>): Promise<SheetImport> {
  const { body, catalog } = call
  const { scope, row } = await openImport(call)
  const form = body.form === undefined ? formOf(row, catalog) : catalog.form(body.form)
  if (!form) throw new Problem('import.formMissing')
  const period = body.period ?? row.period
  const choices: Record<string, SheetChoice> = { ...row.choices }
  for (const sent of body.sheets ?? []) {
    const sheet = row.reading.sheets.find(({ name }) => name === sent.name)
    choices[sent.name] = mergeChoice(choices[sent.name], sent, sheet)
  }
  const content = await getContent(scope.db, row)
  const { task } = await taskFor({ scope, form, period, choices, prints: printsOf(row) }, call)
  const read = await readImportInThread(content, task)
  const edition = row.edition + 1
  const reading = { ...read, forms: row.reading.forms }
  await updateImport(scope.trx, row, { formId: form.formId, period, choices, reading, edition })
  await keepSeen(scope.trx, row, seenOf(row.placeId, form, read))
  await remember(call, { scope, form, sheets: read.sheets, choices })
  call.record({
    verb: 'import.map',
    subject: subjectOf(row.importId),
    placeId: row.placeId,
    detail: { form: form.entry.code, period, sheets: Object.keys(choices).length },
  })
  return view(call, scope, await getImport(call, scope))
}

const formOf = ({ formId }: ImportRow, catalog: Catalog) => catalog.forms.find((form) => form.formId === formId)

interface Remembering extends Pick<Reading, 'scope' | 'form' | 'choices'> {
  readonly sheets: SheetReading['sheets']
}

async function remember({ actor, now }: Call<typeof mapImport>, { scope, form, sheets, choices }: Remembering) {
  const key = { countyId: scope.place.countyId, placeId: scope.place.placeId, formId: form.formId }
  const chosen = sheets.filter(({ name, fingerprint }) => choices[name] !== undefined && fingerprint !== '')
  const known = await listMappings(
    scope.db,
    key,
    chosen.map(({ fingerprint }) => fingerprint),
  )
  for (const sheet of chosen) {
    const before: RememberedChoice | undefined = known[sheet.fingerprint]
    const choice = rememberedChoice(choices[sheet.name]!, sheet, before)
    await saveMapping(scope.trx, { ...key, fingerprint: sheet.fingerprint }, { choice, personId: actor.personId, now })
  }
}

async function handleApply(call: Call<typeof applyImport>) {
  const { body, catalog, now, actor, lang } = call
  const { scope, row } = await openImport(call)
  const form = formOf(row, catalog)
  if (!form) throw new Problem('import.formMissing')
  const doubtful = doubtfulColumns(row.reading.sheets)
  if (doubtful.length > 0) {
    const columns = doubtful.slice(0, 5).map(({ column, path }) => `${column} ${path.at(-1)}`)
    throw new Problem('import.doubtful', { columns: columns.join('，') })
  }
  if (body.submit) await call.within({ place: row.placeCode, verb: 'submission.submit', mode: 'read' })
  const content = await getContent(scope.db, row)
  const reading: Reading = { scope, form, period: row.period, choices: row.choices, prints: printsOf(row) }
  const { ground, task } = await taskFor(reading, call)
  const pieces = await fillInThread(content, task, ground.filers())
  if (pieces.length === 0) throw new Problem('import.nothing')
  const seen = await loadSeen(scope.db, row)
  const submits = body.submit ?? false
  const scopeOf = (code: string) => call.within({ place: code })
  const words = { catalog, ground, lang, today: officeDay(now), submits, scopeOf, seen, actor, now }
  const outcomes: Outcome[] = []
  for (const one of openReturns(pieces)) outcomes.push(await applyReturn(one, words))
  const applied = outcomes.flatMap(({ applied: one }) => (one ? [one] : []))
  const refused = outcomes.flatMap(({ refused: one }) => (one ? [one] : []))
  const conflicts = outcomes.flatMap((one): readonly CellConflict[] => one.conflicts ?? [])
  if (applied.length === 0) throw new Problem(refused[0]!.code)
  await call.within({ place: row.placeCode })
  await endImport(scope.trx, row, { edition: row.edition + 1, appliedAt: now })
  const count = applied.reduce((sum, one) => sum + one.values, 0)
  call.record({
    verb: 'import.apply',
    subject: subjectOf(row.importId),
    placeId: row.placeId,
    detail: {
      values: count,
      submissions: applied.slice(0, 200).map(({ submission }) => submission),
      refused: refused.length,
      conflicts: conflicts.length,
      submits,
    },
  })
  const told = conflicts.slice(0, conflictsAtMost)
  return { values: count, returns: applied, refused, conflicts: told, conflictCount: conflicts.length }
}

async function handleMarked(call: Call<typeof downloadMarked>) {
  const scope = await call.within({})
  const row = await getImport(call, scope)
  const marks = row.reading.faults.map((fault) => {
    const { sheet, cell, message } = importFaultOnWire(fault, call.lang)
    return { sheet: sheet ?? row.reading.sheets[0]?.name ?? '', at: cell ?? 'A1', text: message }
  })
  const content = await markInThread(await getContent(scope.db, row), marks, '纲举 Gangju')
  const name = (row.fileName ?? 'import.xlsx').replace(
    /(?:\.xlsx)?$/i,
    call.lang === 'zh' ? '（标注）.xlsx' : ' (marked).xlsx',
  )
  return { content, type: XLSX_TYPE, name }
}
