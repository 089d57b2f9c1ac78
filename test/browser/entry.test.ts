import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntryPage } from '@gangju/contract/entry'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CutLine, openLine } from './cut-line.ts'
import {
  addColleague,
  ask,
  desktop,
  keepScreen,
  openAdmin,
  openBrowser,
  openProfile,
  PASSWORD,
  phone,
} from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'

const COUNTY = '440783000000'
const TOWN = '440783109000'
const PERIOD = '2026-10'
const FORM = 'village-brief'

let program: RunningProgram
let browser: Browser
let line: CutLine
let clerk: BrowserContext
let colleague: BrowserContext
let county: BrowserContext
let page: Page
let villages: EntryPage['rows']
const faults: string[] = []

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  line = await openLine(program.url)
  const admin = await openAdmin(browser, program)
  const office = { browser, admin, url: program.url }
  clerk = await addColleague(office, { username: 'entry.clerk', name: '陈填报', role: 'town', place: TOWN })
  colleague = await addColleague(office, { username: 'entry.mate', name: '李同事', role: 'town', place: TOWN })
  county = await addColleague(office, { username: 'entry.county', name: '县审核员', role: 'county', place: COUNTY })
  villages = (await readAll(clerk)).rows
  const village = villages[5]!.place.code
  await addColleague(office, { username: 'entry.village', name: '村文书', role: 'village', place: village })
  await clerk.grantPermissions(['clipboard-read', 'clipboard-write'])
  page = await clerk.newPage()
  page.on('pageerror', (error) => faults.push(String(error)))
})

afterAll(async () => {
  await browser?.close()
  await line?.cut()
  expect(await program?.stop()).toBe(0)
})

const readAll = async (person: BrowserContext): Promise<EntryPage> => {
  const query = `place=${TOWN}&period=${PERIOD}&subtree=true&limit=200`
  const { status, body } = await ask(person, program.url, 'GET', `/api/returns/${FORM}/entry?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

const cellOf = (row: number, indicator: string) =>
  page.locator(`[data-testid=entry-cell][data-place="${villages[row]!.place.code}"][data-indicator=${indicator}]`)

const stored = async (row: number, indicator: string) =>
  (await readAll(clerk)).rows[row]!.cells.find((cell) => cell.indicator === indicator)!

const isSaved = () =>
  expect.poll(() => page.getByTestId('save-state').getAttribute('data-state'), { timeout: 15_000 }).toBe('saved')

const fill = (more = '&all=1') => `${program.url}/returns/${FORM}/fill?place=${TOWN}&period=${PERIOD}${more}`

test('[FI1] a clerk fills the villages of a town by keys alone, as in a spreadsheet', async () => {
  await page.goto(fill())
  await page.getByTestId('entry-grid').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement?.dataset.testid')).toBe('entry-input')

  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('12')
  await page.keyboard.press('Tab')
  await page.keyboard.type('9')
  await page.keyboard.press('Tab')
  await page.keyboard.type('4')
  await page.keyboard.press('Tab')
  await page.keyboard.type('4')
  await page.keyboard.press('Enter')
  await isSaved()
  expect(await stored(0, 'disputesReceived')).toMatchObject({ value: '12', edition: 1, editedBy: '陈填报' })
  expect(await stored(0, 'hazardsRemoved')).toMatchObject({ value: '4' })

  // A block from a spreadsheet, its thousands as people write them, into the second row.
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.evaluate(
    `navigator.clipboard.writeText('3\\t2\\t5\\t5\\t2\\t"1,200"\\t1\\t1.2亿\\n4\\t4\\t6\\t6\\t2\\t80\\t1\\t0')`,
  )
  await page.keyboard.press('Control+v')
  await isSaved()
  expect(await stored(1, 'volunteerTurns')).toMatchObject({ value: '1200' })
  expect(await stored(1, 'donationsReceived')).toMatchObject({ value: '12000', spelled: '1.2亿' })
  expect(await stored(2, 'volunteerTurns')).toMatchObject({ value: '80' })

  // Fill down, taken back, done again.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await isSaved()
  expect(await stored(3, 'disputesReceived')).toMatchObject({ value: '4' })
  await page.keyboard.press('Control+z')
  await isSaved()
  expect(await stored(3, 'disputesReceived')).toMatchObject({ value: null })
  await page.keyboard.press('Control+y')
  await isSaved()
  expect(await stored(3, 'disputesReceived')).toMatchObject({ value: '4' })

  // What is copied is what a spreadsheet takes as numbers.
  await cellOf(1, 'donationsReceived').click()
  await page.keyboard.press('Control+c')
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('12000')
  expect(await page.getByTestId('kept-as').textContent()).toContain('12,000 万元')
  await page.getByTestId('beside').selectOption('lastPeriod')
  await keepScreen(page, 'entry-grid')
  await page.getByTestId('beside').selectOption('none')
})

test('[FI2] faults are told while typing, and the next one is a key away', async () => {
  await cellOf(0, 'disputesMediated').click()
  await page.keyboard.type('20')
  await page.keyboard.press('Enter')
  await expect.poll(() => cellOf(0, 'disputesMediated').getAttribute('class')).toContain('hard')
  await page.keyboard.type('约3')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('F8')
  expect(await page.getByTestId('finding').first().textContent()).toContain('不能大于')
  await keepScreen(page, 'entry-finding')
  await page.keyboard.press('F2')
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('Backspace')
  await page.keyboard.type('约9')
  await page.keyboard.press('Enter')
  await expect.poll(() => cellOf(0, 'disputesMediated').getAttribute('data-state')).toBe('fault')
  await page.keyboard.press('ArrowUp')
  await page.getByTestId('take-suggestion').click()
  await isSaved()
  expect(await stored(0, 'disputesMediated')).toMatchObject({ value: '9' })

  // What is odd is explained where it stands, and the explanation goes with the figure.
  await page.getByTestId('entry-input').focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('F8')
  await page.keyboard.press('F4')
  await page.keyboard.type('乡贤一次性捐建学校')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await stored(1, 'donationsReceived')).explanation, { timeout: 10_000 })
    .toBe('乡贤一次性捐建学校')
  expect(await stored(1, 'donationsReceived')).toMatchObject({ value: '12000', spelled: '1.2亿' })
  await expect.poll(() => cellOf(1, 'donationsReceived').getAttribute('class')).not.toContain('soft')
})

test('[FI4] two people change one cell: both figures are shown and one is chosen', async () => {
  const seen = await stored(2, 'cleanupCampaigns')
  const cells = [{ place: villages[2]!.place.code, indicator: 'cleanupCampaigns', text: '8', edition: seen.edition }]
  const place = villages[2]!.place.code
  const other = await ask(
    colleague,
    program.url,
    'POST',
    `/api/returns/${FORM}/cells?place=${place}&period=${PERIOD}`,
    { cells },
  )
  expect(other.status).toBe(200)
  await cellOf(2, 'cleanupCampaigns').click()
  await page.keyboard.type('6')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.getByTestId('conflict').waitFor()
  expect(await page.getByTestId('conflict').textContent()).toMatch(/李同事.*6.*8/)
  await keepScreen(page, 'entry-conflict')
  expect(await stored(2, 'cleanupCampaigns')).toMatchObject({ value: '8' })
  await page.getByTestId('take-mine').click()
  await isSaved()
  await expect.poll(async () => (await stored(2, 'cleanupCampaigns')).value).toBe('6')

  const next = { place, indicator: 'returningFounders', text: '4', edition: 0 }
  await ask(colleague, program.url, 'POST', `/api/returns/${FORM}/cells?place=${place}&period=${PERIOD}`, {
    cells: [next],
  })
  await expect.poll(() => cellOf(2, 'returningFounders').textContent(), { timeout: 25_000 }).toBe('4')
})

test('[FI6] what is missing is listed; a whole return is handed in, approved, and stands in the net', async () => {
  const village = villages[0]!.place
  await page.goto(`${program.url}/returns/${FORM}/fill?place=${village.code}&period=${PERIOD}`)
  await page.getByTestId('entry-grid').waitFor()
  expect(await page.getByTestId('together').textContent()).toContain('赤坎镇')
  await page.getByTestId('hand-in').click()
  await page.getByTestId('open-finding').first().waitFor()
  expect(await page.getByTestId('hand-in-confirm').isDisabled()).toBe(true)
  await keepScreen(page, 'entry-missing')
  await page.getByTestId('open-finding').first().click()
  await expect.poll(() => page.evaluate('document.activeElement?.dataset.testid')).toBe('entry-input')
  for (const figure of ['2', '60', '3']) {
    await page.keyboard.type(figure)
    await page.keyboard.press('Tab')
  }
  await isSaved()
  await page.getByTestId('hand-in').click()
  await page.getByTestId('hand-in-confirm').click()
  await page.getByTestId('handed-in').waitFor()
  const path = `/api/returns/${FORM}/entry?place=${village.code}&period=${PERIOD}`
  const filed: EntryPage = (await ask(clerk, program.url, 'GET', path)).body
  expect(filed.returns[0]).toMatchObject({ state: 'submitted', may: { edit: false } })
  for (const reviewer of [colleague, county]) {
    const now: EntryPage = (await ask(clerk, program.url, 'GET', path)).body
    const { submission, version } = now.returns[0]!
    const done = await reviewer.request.post(`${program.url}/api/submissions/${submission}/approve`, {
      headers: { 'if-match': `"${version}"` },
    })
    expect(done.status(), await done.text()).toBe(200)
  }
  const approved: EntryPage = (await ask(clerk, program.url, 'GET', path)).body
  expect(approved.returns[0]).toMatchObject({ state: 'approved' })
  expect(approved.rows[0]!.cells.find(({ indicator }) => indicator === 'disputesReceived')).toMatchObject({
    before: '12',
  })
})

test('[FI5] a village fills its return on a phone without a network; it survives the browser and is sent once', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'gangju-phone-'))
  const village = villages[5]!.place.code
  const address = `${line.url}/returns/${FORM}/fill?place=${village}&period=${PERIOD}`
  const readIt = async (): Promise<EntryPage> =>
    (await ask(clerk, program.url, 'GET', `/api/returns/${FORM}/entry?place=${village}&period=${PERIOD}`)).body
  const options = { viewport: phone, hasTouch: true, isMobile: true }

  let context = await openProfile(profile, options)
  let tab = context.pages()[0] ?? (await context.newPage())
  await tab.goto(`${line.url}/returns?place=${village}&period=${PERIOD}`)
  await tab.getByTestId('username').fill('entry.village')
  await tab.getByTestId('password').fill(PASSWORD)
  await tab.getByTestId('sign-in').click()
  await tab.locator(`[data-testid=my-return][data-form=${FORM}]`).first().waitFor()
  await keepScreen(tab, 'phone-inbox')
  await tab.goto(address)
  await tab.getByTestId('phone-fill').waitFor()
  await tab.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await expect
    .poll(
      () =>
        tab.evaluate<number>(
          `caches.open('gangju-read').then((cache) => cache.keys()).then((keys) => keys.filter(({ url }) => /session|entry/.test(url)).length)`,
        ),
      { timeout: 15_000 },
    )
    .toBeGreaterThanOrEqual(2)

  await line.cut()
  await context.setOffline(true)
  await tab.reload()
  await tab.getByTestId('phone-fill').waitFor()
  await tab.getByTestId('section-safety').tap()
  await tab.getByTestId('field-disputesReceived').tap()
  for (const figure of ['7', '5', '3', '3']) {
    await tab.getByTestId(`key-${figure}`).tap()
    if (figure === '7') await keepScreen(tab, 'phone-keypad')
    await tab.getByTestId('key-next').tap()
  }
  await expect.poll(() => tab.getByTestId('phone-state').getAttribute('data-state')).toBe('kept')
  await keepScreen(tab, 'phone-kept')
  await context.close()

  context = await openProfile(profile, options)
  await context.setOffline(true)
  tab = context.pages()[0] ?? (await context.newPage())
  await tab.goto(address)
  await tab.getByTestId('phone-fill').waitFor()
  await tab.getByTestId('section-safety').tap()
  await expect.poll(() => tab.getByTestId('field-disputesReceived').textContent()).toContain('7')
  expect(await tab.getByTestId('phone-state').getAttribute('data-state')).toBe('kept')
  await tab.getByTestId('section-affairs').tap()
  await tab.getByTestId('field-villageDisclosures').tap()
  for (const figure of ['2', '9', '1']) {
    await tab.getByTestId(`key-${figure}`).tap()
    await tab.getByTestId('key-next').tap()
  }
  await tab.getByTestId('section-growth').tap()
  await tab.getByTestId('field-donationsReceived').tap()
  for (const key of ['1', '.', '2', '万']) await tab.getByTestId(`key-${key}`).tap()
  await keepScreen(tab, 'phone-wan')
  await tab.getByTestId('key-close').tap()
  await tab.getByTestId('hand-in').tap()
  await tab.getByTestId('hand-in-confirm').tap()
  expect((await readIt()).returns[0]).toMatchObject({ state: 'missing' })

  await line.mend()
  await context.setOffline(false)
  await expect.poll(async () => (await readIt()).returns[0]!.state, { timeout: 40_000 }).toBe('submitted')
  await expect.poll(() => tab.getByTestId('phone-state').getAttribute('data-state')).toBe('sent')
  await keepScreen(tab, 'phone-sent')
  const sent = await readIt()
  const typed = sent.rows[0]!.cells.filter(({ value, home }) => value !== null && home === null)
  expect(typed.map(({ value }) => value)).toEqual(['7', '5', '3', '3', '2', '9', '1', '1.2'])
  expect(typed.map(({ edition }) => edition)).toEqual(typed.map(() => 1))
  const { body } = await ask(clerk, program.url, 'GET', `/api/submissions?place=${village}&period=${PERIOD}`)
  expect(body.items.filter(({ form }: { form: string }) => form === FORM)).toHaveLength(1)
  await context.close()
  rmSync(profile, { recursive: true, force: true })
})

test('[FI3] [FI5] signing out with figures unsent asks first; an answer that was lost writes nothing twice', async () => {
  const place = villages[4]!.place.code
  await page.goto(`${program.url}/returns/${FORM}/fill?place=${place}&period=${PERIOD}`)
  await page.getByTestId('entry-grid').waitFor()
  // The server takes the figures and its answer is lost: sent again under the same key, they are not taken twice.
  await clerk.route('**/api/returns/*/cells*', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await cellOf(4, 'disputesReceived').click()
  await page.keyboard.type('5')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.getByTestId('save-state').getAttribute('data-state'), { timeout: 15_000 })
    .toBe('waiting')
  await page.getByTestId('menu').click()
  await page.getByTestId('sign-out').click()
  await page.getByTestId('leave-stay').waitFor()
  await keepScreen(page, 'entry-leave')
  await page.getByTestId('leave-stay').click()
  await clerk.unroute('**/api/returns/*/cells*')
  await isSaved()
  expect(await stored(4, 'disputesReceived')).toMatchObject({ value: '5', edition: 1 })
  expect(faults).toEqual([])
})

test('[FI1] a grid of two hundred villages stays quick, and a phone shows nothing wider than itself', async () => {
  const desk = await county.newPage()
  await desk.setViewportSize(desktop)
  await desk.goto(`${program.url}/returns/${FORM}/fill?place=${COUNTY}&period=${PERIOD}&all=1`)
  await desk.getByTestId('entry-grid').waitFor()
  expect(await desk.locator('[data-testid=entry-grid] tbody tr[data-row]').count()).toBeLessThan(120)
  const began = Date.now()
  for (let press = 0; press < 60; press += 1) await desk.keyboard.press(press % 2 ? 'PageDown' : 'ArrowRight')
  expect((Date.now() - began) / 60).toBeLessThan(150)
  await desk.keyboard.press('Control+End')
  await desk.locator('td.focus[data-spot="199,10"]').waitFor()
  await keepScreen(desk, 'entry-county')
  await desk.close()
  await page.goto(fill())
  await page.getByTestId('entry-grid').waitFor()
  await page.setViewportSize(phone)
  await page.getByTestId('phone-fill').waitFor()
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  await keepScreen(page, 'phone-places')
})
