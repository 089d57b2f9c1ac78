import type { EntryPage } from '@gangju/contract/entry'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addColleague, ask, keepScreen, openAdmin, openBrowser, phone } from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'
import { BRIEF, handInBrief } from './village-brief.ts'

const CITY = '440700000000'
const COUNTY = '440703000000'
const TOWN = '440703005000'
const VILLAGE = '440703005101'
const NEIGHBOUR = '440703005102'
const PERIOD = '2026-10'
const INCOME = 'avgVillageOperatingIncome'

let program: RunningProgram
let browser: Browser
let city: BrowserContext
let head: BrowserContext
let clerk: BrowserContext
let village: BrowserContext
const faults: string[] = []

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  city = await openAdmin(browser, program)
  const office = { browser, admin: city, url: program.url }
  head = await addColleague(office, { username: 'figures.head', name: '镇审核员', role: 'town', place: TOWN })
  clerk = await addColleague(office, { username: 'figures.clerk', name: '镇填报员', role: 'town', place: TOWN })
  village = await addColleague(office, { username: 'figures.village', name: '村文书', role: 'village', place: VILLAGE })
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

/** The same person on a phone. */
async function phoneOf(person: BrowserContext): Promise<Page> {
  const storageState = await person.storageState()
  return pageOf(await browser.newContext({ viewport: phone, hasTouch: true, storageState }))
}

const at = (path: string, place = CITY, more = '') => `${program.url}${path}?place=${place}&period=${PERIOD}${more}`

const isNarrow = async (page: Page) =>
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)

const readBrief = async (place: string): Promise<EntryPage> =>
  (await ask(head, program.url, 'GET', `/api/returns/${BRIEF}/entry?place=${place}&period=${PERIOD}`)).body

const briefCell = async (place: string, indicator: string) =>
  (await readBrief(place)).rows[0]!.cells.find((cell) => cell.indicator === indicator)!

test('[FG10, FG11] a formula is read in words, its unit is worked out, and what cannot be is refused where it stands', async () => {
  const page = await pageOf(city)
  await page.goto(at('/definition', CITY, '&indicator=gdpPerCapita'))
  const formula = page.getByTestId('define-formula')
  await page.getByTestId('define-check').waitFor()
  expect(await page.getByTestId('define-words').textContent()).toBe('地区生产总值 ÷ 年平均常住人口 × 10000')
  expect(await page.getByTestId('define-check').textContent()).toContain('结果单位 元 每 人')
  expect(await page.getByTestId('define-save').isEnabled()).toBe(false)

  const fault = page.getByTestId('define-fault')
  await formula.fill('gdp / averagePopulation')
  await expect.poll(() => fault.textContent()).toContain('万元/人')
  await formula.fill('gdp + averagePopulation')
  await expect.poll(() => fault.locator('mark').textContent()).toBe('+')
  await keepScreen(page, 'definition-fault')
  await formula.fill('gdpPerCapita / averagePopulation')
  await expect.poll(() => fault.getAttribute('data-code')).toBe('formula.cycle')
  expect(await fault.textContent()).toContain('人均地区生产总值 → 人均地区生产总值')
  expect(await page.getByTestId('define-save').isEnabled()).toBe(false)
  await page.close()
})

test('[FG12] a definition is changed by names, its effect is seen first, and the figures follow at once', async () => {
  const page = await pageOf(city)
  const read = async (period: string) =>
    (await ask(city, program.url, 'GET', `/api/trace?indicator=${INCOME}&place=${CITY}&period=${period}`)).body.value
  const [before, earlier] = [await read(PERIOD), await read('2026-09')]
  const why = `&indicator=${INCOME}`
  const board = await pageOf(city)
  await board.goto(at('/', CITY, '&goal=bqw-jiangmen'))
  // The light of the tenth action at the county stands on this figure.
  const light = board.locator(`[data-testid=light-cell][data-goal=bqw-jiangmen-10][data-place="${COUNTY}"] a`).first()
  const behind = async () => Number(/慢 ([\d.]+) 个百分点/.exec((await light.getAttribute('aria-label')) ?? '')?.[1])
  await expect.poll(behind).toBeLessThan(10)

  await page.goto(at('/definition', CITY, why))
  await page.getByTestId('define-check').waitFor()
  const formula = page.getByTestId('define-formula')
  await formula.fill('villageOperatingIncome / ')
  await page.getByTestId('define-insert').fill('自然村数')
  await page.locator('[data-testid=indicator-option][data-indicator=naturalVillages]').click()
  await expect.poll(() => formula.inputValue()).toBe('villageOperatingIncome / naturalVillages')
  await expect.poll(() => page.getByTestId('define-effect').getAttribute('data-changed')).toBe('8')
  await page.getByTestId('define-definition').fill('本年累计经营性收入除以自然村数')
  await expect.poll(() => page.getByTestId('define-save').isEnabled()).toBe(true)
  await keepScreen(page, 'definition-effect')
  expect(await read(PERIOD)).toBe(before)
  await page.getByTestId('define-save').click()
  await page.getByTestId('define-saved').waitFor()
  expect(await page.getByTestId('define-history').textContent()).toMatch(/第 2 版.*自然村数.*第 1 版.*自始/)

  const after = await read(PERIOD)
  expect(Number(after)).toBeLessThan(Number(before) / 2)
  expect(await read('2026-09')).toBe(earlier)
  await board.reload()
  await expect.poll(behind, { timeout: 15_000 }).toBeGreaterThan(60)
  await keepScreen(board, 'definition-board')
  await board.close()
  await page.setViewportSize(phone)
  await isNarrow(page)
  await keepScreen(page, 'definition-phone')
  await page.close()
})

test('[AP9, EN12] one returned cell is found at once in the grid and on the phone, is mended there, and goes in again', async () => {
  const filed = await handInBrief(village, { url: program.url, place: VILLAGE, period: PERIOD })
  expect(filed.status, JSON.stringify(filed.body)).toBe(200)
  const reason = '台账上是 8 处，请核实'
  const cells = [{ place: VILLAGE, indicator: 'hazardsFound', reason }]
  const given = await head.request.post(`${program.url}/api/submissions/${filed.body.submission}/return`, {
    headers: { 'if-match': `"${filed.body.version}"` },
    data: { reason, cells },
  })
  expect(given.status(), await given.text()).toBe(200)

  const desk = await pageOf(village)
  await desk.goto(at(`/returns/${BRIEF}/fill`, VILLAGE))
  await desk.getByTestId('given-back-count').waitFor()
  // The clerk stands on the cell that was given back, with the reason beside it.
  await desk.locator('td.focus[data-indicator=hazardsFound].given-back').waitFor()
  expect(await desk.getByTestId('cell-returned').textContent()).toContain(reason)
  await keepScreen(desk, 'returned-grid')

  const tab = await phoneOf(village)
  await tab.goto(at('/returns', VILLAGE))
  const line = tab.locator(`[data-testid=my-return][data-form=${BRIEF}]`)
  await line.waitFor()
  expect(await line.textContent()).toContain(reason)
  await line.tap()
  await tab.locator('[data-field=hazardsFound] [data-testid=cell-returned]').waitFor()
  expect(await tab.getByTestId('section-safety').getByTestId('section-sign').textContent()).toContain('1')
  await isNarrow(tab)
  await keepScreen(tab, 'returned-phone')
  await tab.getByTestId('field-hazardsFound').tap()
  for (const key of ['delete', '8']) await tab.getByTestId(`key-${key}`).tap()
  await tab.getByTestId('key-close').tap()
  await expect.poll(() => tab.getByTestId('section-sign').count()).toBe(0)
  await expect.poll(() => tab.getByTestId('phone-state').getAttribute('data-state'), { timeout: 15_000 }).toBe('sent')
  expect(await tab.getByTestId('cell-returned').textContent()).toContain('已改')
  expect(await briefCell(VILLAGE, 'hazardsFound')).toMatchObject({ value: '8', returnedReason: reason, mended: true })

  await desk.reload()
  await desk.getByTestId('entry-grid').waitFor()
  expect(await desk.locator('td.given-back').count()).toBe(0)
  await desk.getByTestId('hand-in').click()
  await desk.getByTestId('hand-in-confirm').click()
  await desk.getByTestId('handed-in').waitFor()
  expect((await readBrief(VILLAGE)).returns[0]).toMatchObject({ state: 'submitted' })
  for (const one of [desk, tab]) await one.close()
})

test('[FI4] on a phone two figures of one cell stand side by side, and the person chooses', async () => {
  const tab = await phoneOf(clerk)
  await tab.goto(at(`/returns/${BRIEF}/fill`, NEIGHBOUR))
  await tab.getByTestId('phone-fill').waitFor()
  const colleague = await ask(
    head,
    program.url,
    'POST',
    `/api/returns/${BRIEF}/cells?place=${NEIGHBOUR}&period=${PERIOD}`,
    {
      cells: [{ place: NEIGHBOUR, indicator: 'disputesReceived', text: '9', edition: 0 }],
    },
  )
  expect(colleague.status, JSON.stringify(colleague.body)).toBe(200)
  await tab.getByTestId('section-safety').tap()
  await tab.getByTestId('field-disputesReceived').tap()
  await tab.getByTestId('key-7').tap()
  await tab.getByTestId('key-close').tap()
  const conflict = tab.locator('[data-field=disputesReceived] [data-testid=conflict]')
  await conflict.waitFor({ timeout: 15_000 })
  expect(await conflict.textContent()).toMatch(/镇审核员.*7.*9/)
  expect(await tab.getByTestId('conflict-count').textContent()).toContain('1 格')
  await isNarrow(tab)
  await keepScreen(tab, 'conflict-phone')
  expect(await briefCell(NEIGHBOUR, 'disputesReceived')).toMatchObject({ value: '9' })
  await tab.getByTestId('take-mine').tap()
  await expect.poll(async () => (await briefCell(NEIGHBOUR, 'disputesReceived')).value, { timeout: 15_000 }).toBe('7')
  expect(await tab.getByTestId('conflict').count()).toBe(0)
  await tab.close()
})

test('[FG15] what changed between two moments is one table with its cause, on a phone too', async () => {
  const page = await pageOf(city)
  await page.goto(at('/differences'))
  await page.getByTestId('difference-table').waitFor()
  expect(await page.getByTestId('difference-table').locator('tbody tr[data-row]').count()).toBeLessThan(120)
  await page.getByTestId('difference-indicator').selectOption(INCOME)
  await expect.poll(() => page.getByTestId('difference-table').locator('tbody tr[data-row]').count()).toBe(8)
  await keepScreen(page, 'differences')
  await page.setViewportSize(phone)
  await isNarrow(page)
  await page.close()
})

test('[FG14] what the statistics office published stands beside what was reported', async () => {
  const page = await pageOf(city)
  await page.goto(at('/indicator', COUNTY, `&indicator=villageOperatingIncome`))
  await page.getByTestId('state-figure').click()
  await page.getByTestId('published-value').fill('20,000')
  await page.getByTestId('published-source').fill('蓬江区统计月报')
  await page.getByTestId('published-on').fill('2026-11-18')
  await keepScreen(page, 'published-form')
  await page.getByTestId('published-save').click()
  await expect
    .poll(() => page.getByTestId('standing-figures').textContent())
    .toMatch(/20,000.*公布数.*采用.*蓬江区统计月报.*逐级上报/)
  await page.goto(
    at('/indicator', COUNTY, `&indicator=villageOperatingIncome&why=villageOperatingIncome~${COUNTY}~${PERIOD}`),
  )
  const both = page.getByTestId('why-standing')
  await expect.poll(() => both.textContent()).toMatch(/20,000.*公布数.*采用.*蓬江区统计月报.*逐级上报/)
  expect(await page.getByTestId('indicator-measures').textContent()).toContain('农村人口')
  await keepScreen(page, 'published')
  await page.close()
})
