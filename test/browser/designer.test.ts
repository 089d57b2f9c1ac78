import { readFileSync } from 'node:fs'
import type { EntryPage } from '@gangju/contract/entry'
import { openXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addColleague, ask, desktop, keepScreen, openAdmin, openBrowser, phone } from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'

const CITY = '440700000000'
const VILLAGE = '440703005101'
const PERIOD = '2026-10'
const FORM = 'village-assets'

let program: RunningProgram
let browser: Browser
let city: BrowserContext
let village: BrowserContext
let desk: Page
const faults: string[] = []

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  city = await openAdmin(browser, program)
  const office = { browser, admin: city, url: program.url }
  village = await addColleague(office, { username: 'assets.village', name: '村文书', role: 'village', place: VILLAGE })
  desk = await city.newPage()
  desk.on('pageerror', (error) => faults.push(String(error)))
})

afterAll(async () => {
  await browser?.close()
  expect(await program?.stop()).toBe(0)
  expect(faults).toEqual([])
})

const at = (path: string, place = CITY, more = '') => `${program.url}${path}?place=${place}&period=${PERIOD}${more}`

const columnLine = (indicator: string) => desk.locator(`[data-testid=design-column][data-indicator=${indicator}]`)

async function addColumn(words: string, indicator: string): Promise<void> {
  await desk.getByTestId('design-add').fill(words)
  await desk.locator(`[data-testid=indicator-option][data-indicator=${indicator}]`).click()
  await columnLine(indicator).waitFor()
}

const preview = () => desk.getByTestId('form-preview').textContent()
const mayBeSaved = () => desk.getByTestId('design-save').isEnabled()

const readReturn = async (): Promise<EntryPage> =>
  (await ask(village, program.url, 'GET', `/api/returns/${FORM}/entry?place=${VILLAGE}&period=${PERIOD}`)).body

test('[FM10] what is missing is said by name, and the paper follows every word', async () => {
  await desk.goto(at('/forms'))
  await desk.getByTestId('form-new').click()
  await desk.getByTestId('design-lacks').waitFor()
  expect(await desk.getByTestId('design-lacks').textContent()).toContain('报表名称')
  expect(await mayBeSaved()).toBe(false)
  await desk.getByTestId('design-name').fill('村级资产月报')
  await desk.getByTestId('design-name-en').fill('Village assets')
  await desk.getByTestId('design-code').fill(FORM)
  const section = (row: number) => desk.getByTestId('design-section').nth(row).locator('input')
  await section(0).first().fill('收入')
  await section(0).nth(1).fill('Income')
  await addColumn('村集体总收入', 'villageTotalIncome')
  await desk.getByTestId('design-add-section').click()
  await section(1).first().fill('负债')
  await section(1).nth(1).fill('Debt')
  await addColumn('村集体负债', 'villageDebt')
  await columnLine('villageDebt').locator('select').selectOption({ label: '负债' })
  await expect.poll(preview).toMatch(/村级资产月报.*收入.*负债.*村集体总收入.*村集体负债总额.*万元/)
  await expect.poll(() => desk.getByTestId('design-cost').textContent()).toContain('1,336 行 × 2 栏')
  await expect.poll(mayBeSaved).toBe(true)
})

test('[FM11, FM12] a figure that another form collects is named while the form is designed, and is shown filled in instead', async () => {
  await addColumn('村集体经营性收入', 'villageOperatingIncome')
  await columnLine('villageOperatingIncome').locator('select').selectOption({ label: '收入' })
  await columnLine('villageOperatingIncome').getByRole('button', { name: '上移' }).click()
  const told = columnLine('villageOperatingIncome').getByTestId('asked-elsewhere')
  await expect.poll(() => told.first().textContent()).toContain('《村级月报表》已采集')
  await expect.poll(() => desk.getByTestId('design-findings').textContent()).toContain('不要再填一次')
  expect(await mayBeSaved()).toBe(false)
  await keepScreen(desk, 'designer-elsewhere')
  await columnLine('villageOperatingIncome').getByTestId('use-known').click()
  await expect.poll(mayBeSaved).toBe(true)
  await expect.poll(preview).toContain('带出')
  expect(await desk.getByTestId('design-cost').textContent()).toMatch(/× 2 栏.*核对 16,032 个数/)
})

test('[FM16] a form with a check goes into force, and a village fills it in on a phone', async () => {
  await desk.getByTestId('check-kind').selectOption('atMost')
  await desk.getByTestId('check-column').selectOption('villageOperatingIncome')
  await desk.getByTestId('check-larger').selectOption('villageTotalIncome')
  await desk.getByTestId('check-add').click()
  await expect
    .poll(() => desk.getByTestId('design-check').allTextContents())
    .toEqual([expect.stringContaining('村集体经营性收入 不大于 村集体总收入')])
  // Every kind that the checks know can be made.
  const kinds = await desk.getByTestId('check-kind').locator('option').count()
  expect(kinds).toBe(12)
  await desk.getByTestId('check-kind').selectOption('range')
  await desk.getByTestId('check-column').selectOption('villageDebt')
  await desk.getByTestId('check-low').fill('0')
  await desk.getByTestId('check-high').fill('5000')
  await desk.getByTestId('check-add').click()
  await expect.poll(() => desk.getByTestId('design-check').count()).toBe(2)
  await expect.poll(mayBeSaved).toBe(true)
  await keepScreen(desk, 'designer')
  await desk.getByTestId('design-save').click()
  await desk.getByTestId('form-versions').waitFor()
  expect(await desk.getByTestId('form-checks').textContent()).toContain('村集体负债总额 在 0 与 5000 之间')

  const context = await browser.newContext({
    viewport: phone,
    hasTouch: true,
    storageState: await village.storageState(),
  })
  const tab = await context.newPage()
  tab.on('pageerror', (error) => faults.push(String(error)))
  await tab.goto(at('/returns', VILLAGE))
  await tab.locator(`[data-testid=my-return][data-form=${FORM}]`).tap()
  await tab.getByTestId('phone-fill').waitFor()
  expect(await tab.locator('[data-field=villageOperatingIncome]').textContent()).toContain('只核对')
  await tab.getByTestId('field-villageTotalIncome').tap()
  await tab.getByTestId('key-1').tap()
  await tab.getByTestId('key-next').tap()
  await expect.poll(() => tab.getByTestId('finding').first().textContent()).toContain('不能大于')
  await keepScreen(tab, 'designed-phone')
  await tab.getByTestId('field-villageTotalIncome').tap()
  for (const key of ['delete', '3', '0', '00']) await tab.getByTestId(`key-${key}`).tap()
  await tab.getByTestId('key-next').tap()
  await tab.getByTestId('next-section').tap()
  await tab.getByTestId('field-villageDebt').tap()
  for (const key of ['1', '2']) await tab.getByTestId(`key-${key}`).tap()
  await tab.getByTestId('key-next').tap()
  expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  await tab.getByTestId('hand-in').tap()
  await tab.getByTestId('hand-in-confirm').tap()
  await expect.poll(async () => (await readReturn()).returns[0]?.state, { timeout: 20_000 }).toBe('submitted')
  const { form, rows } = await readReturn()
  expect(form.version).toBe(1)
  expect(rows[0]!.cells.find(({ indicator }) => indicator === 'villageDebt')).toMatchObject({ value: '12' })
  await context.close()
})

test('[FM16, FM17] the next version is tried before it is kept, and a return that is begun keeps its own', async () => {
  await desk.getByTestId('form-edit').click()
  await columnLine('villageDebt').getByLabel('表头（中、英）').fill('负债总额（期末）')
  await expect.poll(preview).toContain('负债总额（期末）')
  await expect.poll(() => desk.getByTestId('design-cost').textContent()).toContain('1,336 行')
  const before = (await ask(city, program.url, 'GET', `/api/forms/${FORM}`)).body
  expect(before.version).toBe(1)
  await desk.getByTestId('design-save').click()
  await desk.getByTestId('form-versions').waitFor()
  await expect.poll(() => desk.getByTestId('form-versions').locator('li').count()).toBe(2)
  expect((await readReturn()).form.version).toBe(1)
  await desk.getByTestId('form-versions').getByText('第 1 版').click()
  await expect.poll(preview).not.toContain('期末')
  await desk.goBack()
})

test('[FM11] a copy shows the figures of the first form filled in and types nothing twice', async () => {
  await desk.goto(at(`/forms/${FORM}`))
  await desk.getByTestId('form-copy').click()
  await desk.getByTestId('design-column').first().waitFor()
  expect(await desk.getByTestId('design-name').inputValue()).toBe('村级资产月报（副本）')
  await expect.poll(() => desk.getByTestId('design-cost').textContent()).toContain('× 0 栏')
  await keepScreen(desk, 'designer-copy')
  await desk.setViewportSize(phone)
  expect(await desk.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  await desk.setViewportSize(desktop)
  await desk.getByTestId('design-cancel').click()
  await desk.getByTestId('forms-table').waitFor()
})

test('the burden ledger counts the new form, and a form that ends leaves it', async () => {
  const burden = () => desk.getByTestId('burden-table').textContent()
  await expect.poll(burden).toContain('192,384')
  const [ledger] = await Promise.all([desk.waitForEvent('download'), desk.getByTestId('burden-export').click()])
  const { sheets } = await openXlsx(readFileSync(await ledger.path()))
  expect(JSON.stringify(sheets.map(({ rows }) => rows))).toContain('村级资产月报')
  await keepScreen(desk, 'burden')
  await desk.locator(`[data-testid=form-open][data-form=${FORM}]`).click()
  await desk.getByTestId('form-archive').click()
  await expect.poll(() => desk.getByTestId('form-archive').textContent()).toBe('恢复使用')
  await desk.goto(at('/forms'))
  await expect.poll(burden).not.toContain('192,384')
  expect(await desk.locator(`[data-testid=form-open][data-form=${FORM}]`).count()).toBe(0)
  await desk.getByLabel('含已停用').check()
  await desk.locator(`[data-testid=form-open][data-form=${FORM}]`).waitFor()
})
