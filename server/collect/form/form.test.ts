import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtureForm } from '../../../test/fixture/content.ts'
import { knownForm } from '../../../test/fixture/form-cases.ts'
import { places } from '../../../test/fixture/places.ts'
import { openTestApp, type Person, type TestApp } from '../../../test/fixture/site.ts'
import { features } from '../../features.ts'
import { readWorkbook } from '../../http/sheet/read-workbook.ts'

let site: TestApp
let admin: Person
let countyAdmin: Person
let clerk: Person
let foreign: Person

beforeAll(async () => {
  site = await openTestApp({ features, clock: () => new Date('2026-11-21T02:00:00Z') })
  admin = await site.as('admin')
  countyAdmin = await site.as('county.admin')
  clerk = await site.as('village')
  foreign = await site.as('foreign')
})
afterAll(() => site.close())

const { version: _, ...monthly } = fixtureForm
const creating = (code: string, changes = {}) => ({ body: { place: places.county, entry: knownForm(code, changes) } })

describe('refusals', () => {
  test('[FM13] only who may edit the catalogue at the office makes a form there', async () => {
    expect((await clerk('POST', '/forms', creating('refused'))).body.code).toBe('place.unknown')
    const viewer = await site.as('viewer')
    expect((await viewer('POST', '/forms', creating('refused'))).body.code).toBe('grant.missing')
    const away = { body: { place: places.foreign, entry: knownForm('refused') } }
    expect((await countyAdmin('POST', '/forms', away)).body.code).toBe('place.unknown')
  })

  test('[FM13] a form of the installation is changed at the top only, though everybody reads it', async () => {
    const revising = { body: { from: 1, entry: { ...monthly, closeDay: 12 } } }
    const path = `/forms/${fixtureForm.code}/versions`
    expect((await countyAdmin('GET', `/forms/${fixtureForm.code}`)).body.mayEdit).toBe(false)
    expect((await countyAdmin('POST', path, revising)).body.code).toBe('form.unknown')
    expect((await admin('GET', `/forms/${fixtureForm.code}`)).body.mayEdit).toBe(true)
  })

  test('[FM10] every fault is named at once and nothing is stored', async () => {
    const faulty = { review: ['village', 'county'], closeDay: 1, openDay: 2, filedBy: 'town' as const }
    const { status, body } = await countyAdmin('POST', '/forms', creating('faulty', faulty))
    expect([status, body.code]).toEqual([422, 'form.faulty'])
    expect(body.errors.map((one: { code: string; path: string }) => [one.code, one.path])).toEqual([
      ['form.reviewBelow', 'review.0'],
      ['form.days', 'closeDay'],
    ])
    expect((await countyAdmin('GET', '/forms/faulty')).status).toBe(404)
  })

  test('[FM11] a figure that another form asks is not asked twice', async () => {
    const { body } = await countyAdmin('POST', '/forms', creating('again', { columns: monthly.columns }))
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('form.askedTwice'))
    expect(body.errors[0].message).toContain(fixtureForm.name)
  })

  test('[FM14] a code is given once', async () => {
    const { status, body } = await countyAdmin('POST', '/forms', creating(fixtureForm.code))
    expect([status, body.code]).toEqual([409, 'form.duplicate'])
  })
})

describe('a form of an office', () => {
  test('[FM15] is made, read by those under the office, and out of sight elsewhere', async () => {
    const made = await countyAdmin('POST', '/forms', creating('county-brief'))
    expect(made.body.form).toMatchObject({ version: 1, office: { code: places.county }, mayEdit: true })
    expect(made.body.burden).toMatchObject({ filers: 5, rows: 5, typed: 0, known: 3, cells: 0, confirmed: 180 })
    const { body } = await clerk('GET', '/forms/county-brief')
    expect(body).toMatchObject({ mayEdit: false, burden: { filers: 1, rows: 1 }, office: { code: places.county } })
    expect((await foreign('GET', '/forms/county-brief')).body.code).toBe('form.unknown')
    const codes = (await foreign('GET', '/forms')).body.items.map(({ code }: { code: string }) => code)
    expect(codes).toEqual([fixtureForm.code])
  })

  test('[FM16] keeps every version; an edit of an old one is told', async () => {
    const entry = knownForm('county-brief', { closeDay: 15 })
    const revise = (from: number) => countyAdmin('POST', '/forms/county-brief/versions', { body: { from, entry } })
    expect((await revise(1)).body.form.version).toBe(2)
    expect((await revise(1)).body.code).toBe('form.version')
    const now = await countyAdmin('GET', '/forms/county-brief')
    expect(now.body.entry).toMatchObject({ version: 2, closeDay: 15 })
    expect(now.body.versions.map(({ version }: { version: number }) => version)).toEqual([1, 2])
    const first = await countyAdmin('GET', '/forms/county-brief?version=1')
    expect(first.body.entry).toMatchObject({ version: 1, closeDay: 10 })
    expect((await countyAdmin('GET', '/forms/county-brief?version=3')).body.code).toBe('form.unknown')
  })

  test('[FM16] two who revise the same version: one is told', async () => {
    const entry = knownForm('county-brief', { closeDay: 20 })
    const revise = () => countyAdmin('POST', '/forms/county-brief/versions', { body: { from: 2, entry } })
    const both = await Promise.all([revise(), revise()])
    expect(both.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409'])
  })

  test('[FM17] a dry run says all and stores nothing', async () => {
    const entry = { ...monthly, code: 'thought', columns: [{ ...monthly.columns[0]!, section: 'none' }] }
    const { status, body } = await countyAdmin('POST', '/forms?dryRun=true', { body: { place: places.county, entry } })
    expect(status).toBe(200)
    expect(body.form).toBeNull()
    expect(body.findings.map(({ code }: { code: string }) => code)).toContain('form.askedTwice')
    expect(body.elsewhere).toMatchObject([{ column: 'income', kind: 'same', form: fixtureForm.code }])
    expect(body.burden).toMatchObject({ filers: 2, rows: 5, cells: 60 })
    expect((await countyAdmin('GET', '/forms/thought')).status).toBe(404)
  })

  test('[FM18] archived it is listed only where asked for, and comes back', async () => {
    const archive = (archived: boolean) =>
      countyAdmin('POST', '/forms/county-brief/archive', { body: { from: 3, archived } })
    expect((await archive(true)).body.archivedAt).not.toBeNull()
    const codes = async (query: string) =>
      (await clerk('GET', `/forms${query}`)).body.items.map(({ code }: { code: string }) => code)
    expect(await codes('')).not.toContain('county-brief')
    expect(await codes('?archived=true')).toContain('county-brief')
    expect((await archive(false)).body.archivedAt).toBeNull()
  })

  test('[FM18] the home of figures that another form shows is not archived', async () => {
    const path = `/forms/${fixtureForm.code}/archive`
    const { status, body } = await admin('POST', path, { body: { from: 1, archived: true } })
    expect([status, body.code]).toEqual([422, 'form.faulty'])
    expect(body.errors[0].code).toBe('form.orphaned')
  })

  test('[FM19] whoever holds a zone of the reporters counts only them', async () => {
    const entry = knownForm('zone-brief', { reporters: { zones: [places.zone] } })
    const { body } = await countyAdmin('POST', '/forms', { body: { place: places.county, entry } })
    expect(body.burden).toMatchObject({ filers: 2, rows: 2 })
    expect((await clerk('GET', '/forms/zone-brief')).body.burden.rows).toBe(1)
  })

  test('[FM19] [PL28] reporters of a class: by what their codes say, and by what is stated of them', async () => {
    const { job } = site.database
    const village = await job
      .selectFrom('place')
      .select(['countyId', 'placeId'])
      .where('code', '=', places.west1)
      .executeTakeFirstOrThrow()
    const words = { kind: 'designation', kindName: '称号', value: 'model-village', valueName: '典型村' }
    await job
      .insertInto('placeAttribute')
      .values({ ...village, ...words })
      .execute()
    const rowsOf = async (classes: readonly string[]) => {
      const code = `of-${classes.join('-')}`
      const entry = knownForm(code, { reporters: { classes: [...classes] } })
      return (await countyAdmin('POST', '/forms', { body: { place: places.county, entry } })).body.burden.rows
    }
    expect(await rowsOf(['community'])).toBe(5)
    expect(await rowsOf(['village'])).toBe(0)
    expect(await rowsOf(['model-village'])).toBe(1)
  })
})

describe('burden ledger', () => {
  test('[FM23] now beside an earlier day, per form and level', async () => {
    const { body } = await countyAdmin('GET', `/forms-burden?place=${places.county}&since=2026-11-01`)
    const monthlyLine = body.forms.find(({ code }: { code: string }) => code === fixtureForm.code)
    expect(monthlyLine.now).toMatchObject({ filers: 2, rows: 5, typed: 3, timesAYear: 12, cells: 180 })
    const brief = body.forms.find(({ code }: { code: string }) => code === 'county-brief')
    expect([brief.now.confirmed, brief.before]).toEqual([180, null])
    expect(body.levels.map(({ level }: { level: string }) => level)).toEqual(['village', 'town'])
  })

  test('[FM23] as a workbook, with the sum of the cells', async () => {
    const { status, bytes } = await countyAdmin('GET', `/forms-burden.xlsx?place=${places.county}`)
    expect(status).toBe(200)
    const { pages } = await readWorkbook(bytes)
    expect(JSON.stringify(pages)).toContain('"180"')
  })
})

test('[FM4] a form that is loaded anew never writes over an office’s own version', async () => {
  const path = `/forms/${fixtureForm.code}/versions`
  const { body } = await admin('POST', path, { body: { from: 1, entry: { ...monthly, closeDay: 12 } } })
  expect(body.form.version).toBe(2)
  const { insertForms } = await import('../../admin/content.store.ts')
  await site.database.job.transaction().execute((trx) => insertForms(trx, [fixtureForm]))
  const row = await site.database.job
    .selectFrom('form')
    .select('entry')
    .where('code', '=', fixtureForm.code)
    .executeTakeFirstOrThrow()
  expect(row.entry).toMatchObject({ version: 2, closeDay: 12 })
})
