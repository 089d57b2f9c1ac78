import { readFileSync } from 'node:fs'
import type { EntryPage } from '@gangju/contract/entry'
import { openXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addColleague, ask, keepScreen, openAdmin, openBrowser, phone } from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'
import { BRIEF, handInBrief, townTable } from './village-brief.ts'

const COUNTY = '440703000000'
const TOWN = '440703005000'
const OTHER_TOWN = '440703006000'
const PERIOD = '2026-10'
const VILLAGES = [101, 102, 103, 104, 105, 106].map((tail) => `440703005${tail}`)
const [FIRST = ''] = VILLAGES
const LATE = VILLAGES.slice(4)

let program: RunningProgram
let browser: Browser
let clerk: BrowserContext
let village: BrowserContext
let head: BrowserContext
let county: BrowserContext
let importer: BrowserContext
const faults: string[] = []

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  const admin = await openAdmin(browser, program)
  const office = { browser, admin, url: program.url }
  clerk = await addColleague(office, { username: 'desk.clerk', name: '镇填报员', role: 'town', place: TOWN })
  head = await addColleague(office, { username: 'desk.head', name: '镇审核员', role: 'town', place: TOWN })
  county = await addColleague(office, { username: 'desk.county', name: '县审核员', role: 'county', place: COUNTY })
  village = await addColleague(office, { username: 'desk.village', name: '村文书', role: 'village', place: FIRST })
  importer = await addColleague(office, { username: 'desk.own', name: '环市经办', role: 'town', place: OTHER_TOWN })
})

afterAll(async () => {
  await browser?.close()
  expect(await program?.stop()).toBe(0)
  expect(faults).toEqual([])
})

async function pageOf(person: BrowserContext): Promise<Page> {
  const page = await person.newPage()
  page.on('pageerror', (error) => faults.push(String(error)))
  return page
}

const at = (path: string, place: string, more = '') => `${program.url}${path}?place=${place}&period=${PERIOD}${more}`

const handIn = (person: BrowserContext, place: string) =>
  handInBrief(person, { url: program.url, place, period: PERIOD })

const readBrief = async (person: BrowserContext, place: string, period = PERIOD): Promise<EntryPage> =>
  (await ask(person, program.url, 'GET', `/api/returns/${BRIEF}/entry?place=${place}&period=${period}`)).body

/** Approves everything that waits for a person under a place, by the page. */
async function approveAll(page: Page, place: string, count: number): Promise<void> {
  await page.goto(at('/review', place))
  await expect.poll(() => page.getByTestId('waiting-row').count()).toBe(count)
  await page.getByTestId('select-all').check()
  await page.keyboard.press('A')
  await expect
    .poll(() => page.getByTestId('approve-outcome').getAttribute('data-approved', { timeout: 5_000 }), {
      timeout: 20_000,
    })
    .toBe(String(count))
}

const upload = async (page: Page, month: string) =>
  page.getByTestId('import-file').setInputFiles({
    name: `环市街道${month}月.xlsx`,
    mimeType: 'application/octet-stream',
    buffer: await townTable(month),
  })

test('[XL1, XL8] an own sheet is recognised, mapped, looked at, and put into drafts; its mapping is kept for next month', async () => {
  const page = await pageOf(importer)
  await page.goto(at('/returns', OTHER_TOWN))
  await page.getByTestId('to-import').click()
  await upload(page, '10')
  await page.getByTestId('import').waitFor()
  await page.getByTestId('import-form').selectOption(BRIEF)
  if (await page.getByTestId('mapping-send').count()) await page.getByTestId('mapping-send').click()
  const column = (letter: string) => page.locator(`[data-testid=mapping-column][data-column=${letter}]`)
  await expect.poll(() => column('B').getByTestId('column-indicator').inputValue()).toBe('disputesReceived')
  expect(await column('E').getByTestId('column-indicator').inputValue()).toBe('hazardsRemoved')
  expect(await column('B').textContent()).toContain('矛盾纠纷')
  await keepScreen(page, 'import-mapping')

  // Their own word for voluntary service, and the row that only people of the town know.
  await column('F').getByTestId('column-use').selectOption('figure')
  await column('F').getByTestId('column-indicator').selectOption('volunteerTurns')
  const row = page.locator('[data-testid=open-row][data-row="5"]')
  await row.getByRole('button', { name: '其他' }).click()
  await row.getByTestId('place-search').fill('天龙')
  await row.locator('[data-testid=place-option][data-place="440703006102"]').click()
  await page.getByTestId('mapping-send').click()
  await page.getByTestId('mapping-kept').waitFor()

  const cell = (name: string) => page.locator(`[data-testid=preview-cell][data-cell=${name}]`)
  expect(await cell('F4').textContent()).toBe('1,200')
  expect(await cell('G4').textContent()).toBe('2')
  expect(await cell('B6').textContent()).toBe('3')
  expect(await page.locator('[data-testid=fault][data-cell=D5]').count()).toBe(1)
  expect(await page.getByTestId('import-totals').textContent()).toContain('D7')
  await keepScreen(page, 'import-preview')
  const [marked] = await Promise.all([page.waitForEvent('download'), page.getByTestId('import-marked').click()])
  expect((await openXlsx(readFileSync(await marked.path()))).sheets[0]!.rows[4]!.map(String)).toContain('约30')

  await page.getByTestId('import-keep').click()
  await page.getByTestId('import-done').waitFor()
  expect(await page.getByTestId('imported-return').count()).toBe(3)
  const draft = await readBrief(importer, '440703006101')
  const figures = Object.fromEntries(draft.rows[0]!.cells.map(({ indicator, value }) => [indicator, value]))
  expect(draft.returns[0]).toMatchObject({ state: 'draft' })
  expect(figures).toMatchObject({ disputesReceived: '12', hazardsRemoved: '8', volunteerTurns: '1200' })
  expect(Number(figures['donationsReceived'])).toBe(2)
  const guessed = await readBrief(importer, '440703006102')
  expect(guessed.rows[0]!.cells.find(({ indicator }) => indicator === 'hazardsFound')).toMatchObject({ value: null })

  await page.goto(`${program.url}/import?place=${OTHER_TOWN}&period=2026-09`)
  await upload(page, '9')
  await page.getByTestId('import').waitFor()
  expect(await page.getByTestId('sheet-mapping-kind').first().getAttribute('data-kind')).toBe('remembered')
  expect(await column('F').getByTestId('column-indicator').inputValue()).toBe('volunteerTurns')
  await page.close()
})

test('[AP14, RM1] one cell is returned with a reason; the clerk is told, sees it on the cell, corrects it, and it is approved', async () => {
  const filed = await handIn(village, FIRST)
  expect(filed.status, JSON.stringify(filed.body)).toBe(200)
  const page = await pageOf(head)
  await page.goto(at('/review', TOWN))
  await page.getByTestId('to-sheet').click()
  await page.getByTestId('sheet-grid').waitFor()
  const figure = page.locator(`[data-testid=sheet-figure][data-place="${FIRST}"][data-indicator=hazardsFound]`)
  await figure.focus()
  expect(await page.getByTestId('cell-note').textContent()).toContain('6 处')
  await keepScreen(page, 'review-sheet')
  await page.keyboard.press('x')
  expect(await page.getByTestId('return-cell').getAttribute('aria-pressed')).toBe('true')
  await page.getByTestId('common-reason').first().click()
  await page.getByTestId('return-reason').fill('台账上是 8 处，请核实')
  await keepScreen(page, 'return-cell')
  await page.getByTestId('return-confirm').click()
  await expect.poll(() => page.getByTestId('return-dialog').count()).toBe(0)

  const desk = await pageOf(village)
  await desk.goto(at('/returns', FIRST))
  await expect.poll(() => desk.getByTestId('message-bell').getAttribute('data-unread')).toBe('1')
  await desk.getByTestId('message-bell').click()
  expect(await desk.getByTestId('message').first().textContent()).toContain('台账上是 8 处')
  await keepScreen(desk, 'messages')
  await desk.getByTestId('message-open').first().click()
  const cell = desk.locator('[data-testid=entry-cell][data-indicator=hazardsFound]')
  await cell.click()
  expect(await desk.getByTestId('cell-returned').textContent()).toContain('台账上是 8 处')
  await keepScreen(desk, 'returned-cell')
  await desk.keyboard.type('8')
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.getByTestId('save-state').getAttribute('data-state'), { timeout: 15_000 }).toBe('saved')
  await desk.getByTestId('hand-in').click()
  await desk.getByTestId('hand-in-confirm').click()
  await desk.getByTestId('handed-in').waitFor()
  await expect.poll(() => desk.getByTestId('message-bell').getAttribute('data-unread')).toBe('0')

  await approveAll(page, TOWN, 1)
  const last = await pageOf(county)
  await approveAll(last, TOWN, 1)
  const approved = await readBrief(village, FIRST)
  expect(approved.returns[0]).toMatchObject({ state: 'approved' })
  expect(approved.rows[0]!.cells.find(({ indicator }) => indicator === 'hazardsFound')).toMatchObject({ before: '8' })
  const { submission } = approved.returns[0]!
  await last.goto(at(`/submissions/${submission}/signed`, TOWN))
  await last.getByTestId('signatures').waitFor()
  // Nobody at the village approves its own brief, so its head signs by hand.
  const unsigned = last.locator('[data-testid=signature][data-signed=false]')
  expect(await unsigned.evaluateAll((lines) => lines.map((line) => line.getAttribute('data-part')))).toEqual([
    'unitHead',
  ])
  expect(await last.getByTestId('signatures').textContent()).toMatch(/村文书.*镇审核员.*县审核员/)
  await keepScreen(last, 'signed-sheet')
  for (const one of [page, desk, last]) await one.close()
})

test('[AP13, AP15, AP16] a county closes without two late villages; with leave they come, and the figure is a revision', async () => {
  for (const place of VILLAGES.slice(1, 4)) expect((await handIn(clerk, place)).status, place).toBe(200)
  const first = await pageOf(head)
  await approveAll(first, TOWN, 3)
  await keepScreen(first, 'review-desk')
  const page = await pageOf(county)
  await approveAll(page, TOWN, 3)

  const closing = page.locator(`[data-testid=form-closing][data-form=${BRIEF}]`)
  expect(await closing.getByTestId('close-open').textContent()).toContain('2 个未报')
  await closing.getByTestId('close-open').click()
  expect((await page.getByTestId('missing-names').textContent())!.split('、')).toHaveLength(2)
  await keepScreen(page, 'closing')
  await page.getByTestId('closing-confirm').click()
  await expect.poll(() => closing.getAttribute('data-closed')).toBe('true')
  expect(await closing.getByTestId('missing-place').count()).toBe(2)
  const refused = await handIn(clerk, LATE[0]!)
  expect(refused.body.code).toBe('return.closed')
  const trace = `/api/trace?indicator=hazardsFound&place=${TOWN}&period=${PERIOD}`
  const before = (await ask(county, program.url, 'GET', trace)).body

  for (const place of LATE) {
    await page.locator(`[data-testid=missing-place][data-place="${place}"]`).getByTestId('leave-open').click()
    await page.getByTestId('closing-reason').fill('村委换届')
    await page.getByTestId('closing-confirm').click()
    await expect.poll(() => page.getByTestId('leave-dialog').count()).toBe(0)
    expect((await handIn(clerk, place)).status, place).toBe(200)
  }
  await approveAll(first, TOWN, 2)
  await page.goto(at('/review', TOWN))
  await expect.poll(() => page.locator('[data-testid=waiting-row] .late').count()).toBe(2)
  await approveAll(page, TOWN, 2)
  await expect
    .poll(() => closing.locator('[data-testid=missing-place][data-came=true]').count(), { timeout: 20_000 })
    .toBe(2)
  await keepScreen(page, 'late-came')
  const after = (await ask(county, program.url, 'GET', trace)).body
  expect(Number(after.value) - Number(before.value)).toBe(12)
  expect(after.closings[0].value).toBe(before.value)
  const why = `hazardsFound~${TOWN}~${PERIOD}`
  await page.goto(at('/review', TOWN, `&why=${why}`))
  expect(await page.getByTestId('why-missing-then').textContent()).toMatch(/坦边.*补报.*豸冈.*补报/)
  await keepScreen(page, 'why-closing')
  await first.close()
  await page.close()
})

test('[RM2] what is out is listed by place with its days, and reminders go only when somebody sends them', async () => {
  const page = await pageOf(county)
  await page.goto(at('/chase', COUNTY))
  await page.getByTestId('chase-table').waitFor()
  expect(await page.getByTestId('chase-sum').textContent()).toMatch(/\d+ 份未报/)
  await page.getByTestId('timeliness-table').waitFor()
  await keepScreen(page, 'chase')
  // One town has somebody to tell, and hears of it only now.
  const unread = async () => (await ask(importer, program.url, 'GET', '/api/messages')).body.unread
  expect(await unread()).toBe(0)
  expect(await page.getByTestId('reminder').count()).toBe(1)
  await page.getByTestId('reminders-send').click()
  expect(await page.getByTestId('reminders-sent').getAttribute('data-sent')).toBe('1')
  expect(await unread()).toBe(1)
  await page.close()
})

test('on a phone the review desk, the import and the chase page have one column and nothing runs out of them', async () => {
  const context = await browser.newContext({ viewport: phone, storageState: await county.storageState() })
  const tab = await context.newPage()
  for (const path of ['/review', '/review/sheet', '/import', '/chase', '/messages']) {
    await tab.goto(at(path, COUNTY, path === '/review/sheet' ? `&form=${BRIEF}` : ''))
    await tab.waitForLoadState('networkidle')
    await keepScreen(tab, `phone${path.replaceAll('/', '-')}`)
    expect(await tab.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(phone.width)
  }
  await context.close()
})
