import { readFileSync } from 'node:fs'
import { openXlsx } from 'hucre/xlsx'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, desktop, keepScreen, openBrowser, PASSWORD, phone } from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'
import { DeskHand, expectWordsInSight, uploadSample } from './reading-desk.ts'

const CITY = '440700000000'
const PERIOD = '2026-10'
const PLAN = '江门市2026年富村强镇行动方案（演示数据）'
const INCOME = 'villageOperatingIncome'

let program: RunningProgram
let browser: Browser
let office: BrowserContext
let page: Page
let plan: string
const asked: string[] = []

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  office = await browser.newContext({ viewport: desktop, acceptDownloads: true })
  const once = await browser.newContext()
  await ask(once, program.url, 'POST', '/api/session', { username: 'admin', password: program.password })
  const taken = { current: program.password, next: PASSWORD }
  expect((await ask(once, program.url, 'POST', '/api/session/password', taken)).status).toBe(200)
  await once.close()
  page = await office.newPage()
  page.on('request', (request) => asked.push(request.url()))
})

afterAll(async () => {
  await browser?.close()
  expect(await program?.stop()).toBe(0)
})

const at = (path: string, more = '') => `${program.url}${path}?goal=bqw-jiangmen&place=${CITY}&period=${PERIOD}${more}`

/** A figure of income however many decimals it is shown with. */
const figure = (amount: number) => new RegExp(`(?<!\\d)${amount}(?:\\.0+)?\\s*亿元`)

async function openLibrary(): Promise<void> {
  await page.goto(at('/documents'))
  await page.getByTestId('documents').waitFor()
}

test('a plan is added to the library and read at once', async () => {
  await page.goto(at('/'))
  await page.getByTestId('username').fill('admin')
  await page.getByTestId('password').fill(PASSWORD)
  await page.getByTestId('sign-in').click()
  await page.getByTestId('tab-documents').click()
  await page.getByTestId('add-document').waitFor()
  plan = await uploadSample(page, { file: 'plan.md', kind: 'actionPlan' })
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(PLAN)
  expect(await page.getByTestId('unread').first().textContent()).toMatch(/\d{2}/)
})

test('ten targets are taken by keys, one undone and taken again, one corrected, one rejected', async () => {
  const desk = new DeskHand(page, plan)
  const income = await desk.statementAfter('全市村集体经营性收入达到')
  const average = await desk.statementAfter('村均集体经营性收入突破')
  const grain = await desk.statementAfter('粮食播种面积稳定在')
  expect(await desk.current()).toBe(income.id)

  await desk.press('j')
  expect(await desk.current()).toBe(average.id)
  await desk.press('k')
  expect(await desk.current()).toBe(income.id)
  await desk.press('a')
  await desk.expectState(income, 'accepted')
  expect(await desk.current()).toBe(average.id)
  await desk.press('a')
  await desk.expectState(average, 'accepted')
  await desk.press('u')
  await desk.expectState(average, 'open')
  await expect.poll(() => desk.current()).toBe(average.id)
  await desk.press('a')
  await desk.expectState(average, 'accepted')

  await desk.stepTo(grain)
  await desk.press('e')
  await page.getByTestId('choice-value').fill('242')
  await page.keyboard.press('Enter')
  expect((await desk.expectState(grain, 'accepted')).choice).toMatchObject({ value: '242', unit: '万亩' })

  const share = await desk.statementAfter('2026年三季度末完成')
  await desk.stepTo(share)
  await desk.press('x')
  await desk.expectState(share, 'rejected')

  for (const words of [
    '粮食产量不低于',
    '低效用地不少于',
    '特色产业全产业链产值达到',
    '工业投资突破',
    '技改投资不少于',
    '高新技术企业达到',
    '“小巨人”企业',
    '四旁植树',
  ]) {
    const statement = await desk.statementAfter(words)
    await desk.stepTo(statement)
    await desk.press('a')
    await desk.expectState(statement, 'accepted')
  }
  const taken = (await desk.proposals()).filter((one) => one.state === 'accepted' && one.choice.becomes === 'target')
  expect(taken.length).toBeGreaterThanOrEqual(10)
  await desk.stepTo(income)
  await keepScreen(page, 'desk')
})

test('what stood on the screen and is sure is taken at once; the rest stays unread', async () => {
  const desk = new DeskHand(page, plan)
  const open = async () => (await desk.proposals()).filter(({ state }) => state === 'open').length
  const before = await open()
  await page.reload()
  await page.getByTestId('proposal-card').waitFor()
  await page.waitForTimeout(900)
  await page.getByTestId('bulk').click()
  await page.getByTestId('bulk-share').fill('80')
  expect(await page.getByTestId('bulk-unseen').count()).toBe(1)
  await page.getByTestId('bulk-accept').click()
  await expect.poll(open, { timeout: 10_000 }).toBeLessThan(before)
  expect(await open()).toBeGreaterThan(0)
})

test('the board, the place and the indicator show what was taken, and why opens the document at the words', async () => {
  const income = await new DeskHand(page, plan).statementAfter('全市村集体经营性收入达到')
  const words = { text: '38', offset: income.offset }

  await page.goto(at('/'))
  await page.locator(`[data-testid=figure-card][data-indicator=${INCOME}] [data-testid=figure]`).focus()
  await page.keyboard.press('w')
  await page
    .getByTestId('why-target')
    .filter({ hasText: figure(38) })
    .getByTestId('source-words')
    .click()
  await expectWordsInSight(page, words)

  await page.goto(at('/place'))
  const target = page.locator(`[data-testid=target][data-indicator=${INCOME}]`).filter({ hasText: figure(38) })
  await target.getByTestId('source-words').click()
  await expectWordsInSight(page, words)

  await page.goto(at('/indicator', `&indicator=${INCOME}`))
  await page.getByTestId('indicator-sheet').waitFor()
  await page.getByTestId('figure').first().focus()
  await page.keyboard.press('w')
  await page
    .getByTestId('why-target')
    .filter({ hasText: figure(38) })
    .getByTestId('source-words')
    .waitFor()
})

test('words are found in the text, and a hit opens at them', async () => {
  await openLibrary()
  await page.getByTestId('document-search').fill('村集体 收入')
  const hit = page.getByTestId('hits').getByRole('listitem').first()
  await hit.waitFor()
  expect(await hit.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['村集体', '收入']))
  await keepScreen(page, 'library')
  await hit.getByRole('link').click()
  await page.locator('mark.of-flash').first().waitFor()
  expect(await page.locator('mark.of-flash').first().textContent()).toMatch(/村集体|收入/)
})

test('a revision shows what changed and what hangs on it; the new figure takes the place of the old', async () => {
  const kept = await new DeskHand(page, plan).statementAfter('技改投资不少于')
  await openLibrary()
  expect(await uploadSample(page, { file: 'plan-revised.md', kind: 'actionPlan', revises: PLAN })).toBe(plan)
  await page.getByTestId('to-revision').click()
  const changes = page.getByTestId('revised-clause')
  await changes.first().waitFor()
  const kinds = await changes.evaluateAll((clauses) => clauses.map((clause) => clause.getAttribute('data-kind')))
  expect(kinds).toContain('changed')
  expect(kinds).toContain('added')
  const goal = changes.filter({ hasText: '全市村集体经营性收入达到' })
  expect(await goal.locator('del').allTextContents()).toContain('38')
  expect(await goal.locator('ins').allTextContents()).toContain('40')
  expect(await changes.locator('del', { hasText: '四旁植树80万株' }).count()).toBe(1)
  expect(await changes.locator('ins', { hasText: '企业诉求办结率达到98%' }).count()).toBe(1)
  await keepScreen(page, 'revision')

  const old = goal.getByTestId('hanging').filter({ hasText: '全市村集体经营性收入达到38亿元以上' })
  const beforehand = new Date().toISOString()
  await old.getByTestId('supersede').click()
  await page.getByTestId('revision-done').waitFor()
  await expect.poll(() => old.getAttribute('data-in-force')).toBe('false')

  const targets = page.locator(`[data-testid=target][data-indicator=${INCOME}]`)
  await page.goto(at('/place'))
  await targets.filter({ hasText: figure(40) }).waitFor()
  expect(await targets.filter({ hasText: figure(38) }).count()).toBe(0)
  // What stands since the first version opens in it, where its words are, not in the second.
  const other = page.locator('[data-testid=target][data-indicator=technicalUpgradeInvestment]')
  await other.filter({ hasText: '260' }).getByTestId('source-words').click()
  await expectWordsInSight(page, { text: '260', offset: kept.offset })
  await page.goto(at(`/documents/${plan}/revision`))
  await old.waitFor()
  expect(await old.getAttribute('data-in-force')).toBe('false')

  const cell = `indicator=${INCOME}&place=${CITY}&period=${PERIOD}&asOf=${beforehand}`
  const { body } = await ask(office, program.url, 'GET', `/api/trace?${cell}`)
  expect(body.targets.map((reading: { target: { value: string } }) => reading.target.value)).toContain('380000')
})

test('two documents that state one figure differently are told with both sources, and decided once', async () => {
  await openLibrary()
  const points = await uploadSample(page, { file: 'key-points.md', kind: 'keyPoints' })
  const desk = new DeskHand(page, points)
  for (const words of ['全市村集体经营性收入达到', '薄弱村控制在']) {
    const statement = await desk.statementAfter(words)
    await desk.stepTo(statement)
    await desk.press('a')
    await desk.expectState(statement, 'accepted')
  }
  await page.goto(at('/contradictions'))
  const card = page
    .getByTestId('contradiction')
    .filter({ hasText: '村集体经营性收入' })
    .filter({ hasText: figure(40) })
    .filter({ hasText: figure(36) })
  await card.waitFor()
  for (const title of ['富村强镇行动方案', '“三农”工作要点']) {
    expect(await card.getByRole('link', { name: title }).count()).toBe(1)
  }
  await keepScreen(page, 'contradictions')
  await card.focus()
  await page.keyboard.press('1')
  const decided = page.getByTestId('decided')
  await decided.locator('summary').click()
  await decided.getByTestId('contradiction').filter({ hasText: '村集体经营性收入' }).first().waitFor()
  expect(await decided.getByTestId('contradiction-decision').first().textContent()).toContain('两回事')
})

test('coverage is told as shares, and as a workbook that opens', async () => {
  await page.goto(at('/coverage'))
  await page.getByTestId('coverage-sentence').waitFor()
  expect(await page.getByTestId('coverage-bars').textContent()).toMatch(/\d+%/)
  await keepScreen(page, 'coverage')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('coverage-export').click()])
  const workbook = await openXlsx(readFileSync(await download.path()))
  expect(workbook.sheets[0]!.rows.flat().map(String)).toContain('村集体经营性收入')
})

test('a file that is none is refused with its reason, and the page goes on', async () => {
  await openLibrary()
  await page.getByTestId('add-document').click()
  const input = page.getByTestId('document-file')
  await input.setInputFiles({
    name: '方案.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('不是文档'),
  })
  await page.getByTestId('document-send').click()
  const refusal = page.getByTestId('upload-document').getByRole('alert')
  await refusal.waitFor()
  expect(await refusal.textContent()).toMatch(/不支持|不符/)
  await input.setInputFiles({ name: '通知.txt', mimeType: 'text/plain', buffer: Buffer.from('今年新增就业2万人。') })
  await page.getByTestId('document-send').click()
  await page.getByTestId('document-added').waitFor()
})

test('on a phone the desk has one column and nothing runs out of it', async () => {
  const context = await browser.newContext({ viewport: phone, storageState: await office.storageState() })
  const tab = await context.newPage()
  await tab.goto(at(`/documents/${plan}`))
  await tab.getByTestId('proposal-card').waitFor()
  await tab.waitForTimeout(600)
  await keepScreen(tab, 'desk-phone')
  for (const path of [
    `/documents/${plan}`,
    `/documents/${plan}/revision`,
    '/documents',
    '/contradictions',
    '/coverage',
  ]) {
    await tab.goto(at(path))
    await tab.waitForLoadState('networkidle')
    expect(await tab.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(phone.width)
  }
  await context.close()
})

test('nothing of all this was asked outside the server', () => {
  expect(asked.length).toBeGreaterThan(100)
  expect(asked.filter((url) => !/^(?:data|blob):/.test(url) && !url.startsWith(program.url))).toEqual([])
})
