import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillReturn } from './fill-return.ts'
import { addColleague, ask, desktop, keepScreen, openBrowser, PASSWORD, phone } from './office.ts'
import { type RunningProgram, startProgram } from './program.ts'

const CITY = '440700000000'
const COUNTY = '440783000000'
const TOWN = '440783109000'
const PERIOD = '2026-10'

let program: RunningProgram
let browser: Browser
let admin: BrowserContext
let board: Page

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  admin = await browser.newContext({ viewport: desktop })
})

afterAll(async () => {
  await browser?.close()
  expect(await program?.stop()).toBe(0)
})

const pageAt = (page: string, place: string) =>
  `${program.url}${page}?goal=bqw-jiangmen&place=${place}&period=${PERIOD}`

test('the first sign-in asks for a password of one’s own and opens the board of the city', async () => {
  board = await admin.newPage()
  await board.goto(program.url)
  await board.getByTestId('username').fill('admin')
  await board.getByTestId('password').fill(program.password)
  await board.getByTestId('sign-in').click()
  await board.getByTestId('password-save').waitFor()
  await keepScreen(board, 'first-password')
  const [current, next, again] = await board.locator('input[type=password]').all()
  await current!.fill(program.password)
  await next!.fill(PASSWORD)
  await again?.fill(PASSWORD)
  await board.getByTestId('password-save').click()
  await board.getByTestId('board-sentence').waitFor()
  expect(await board.getByTestId('form-completeness').first().textContent()).toContain('1,298 / 1,336')
  expect(await board.getByTestId('light-cell').count()).toBeGreaterThanOrEqual(70)
  expect(await board.getByText('演示数据').count()).toBeGreaterThan(0)
  await board.waitForTimeout(1500)
  await keepScreen(board, 'board')
})

test('a town’s return goes from the file to the city, and the open board follows', async () => {
  const office = { browser, admin, url: program.url }
  const clerk = await addColleague(office, { username: 'chikan.clerk', name: '填报员', role: 'town', place: TOWN })
  const head = await addColleague(office, { username: 'chikan.head', name: '镇审核员', role: 'town', place: TOWN })
  const county = await addColleague(office, {
    username: 'kaiping.reviewer',
    name: '县审核员',
    role: 'county',
    place: COUNTY,
  })
  await forOffice()
  const village = await silentVillage(clerk)

  const desk = await clerk.newPage()
  await desk.goto(pageAt('/returns', TOWN))
  const due = desk.locator(`[data-testid=due-actions][data-form=village-monthly][data-place="${TOWN}"]`)
  const [download] = await Promise.all([desk.waitForEvent('download'), due.getByTestId('template').click()])
  const empty = readFileSync(await download.path())
  await due.getByTestId('fill').click()

  const faulty = await fillReturn(empty, village.code, ['约30', ...village.figures.slice(1)])
  await upload(desk, faulty.file)
  const verdict = desk.getByTestId('upload-verdict')
  await verdict.waitFor()
  expect(await verdict.getAttribute('data-faults')).toBe('1')
  expect(await desk.getByTestId('fault').first().getAttribute('data-cell')).toBe(`C${faulty.row}`)
  await keepScreen(desk, 'faults')
  expect((await ask(clerk, program.url, 'GET', `/api/submissions?place=${TOWN}`)).body.items).toEqual([])

  const good = await fillReturn(empty, village.code, village.figures)
  await upload(desk, good.file)
  await desk.getByTestId('upload-submit').click()
  const done = desk.getByTestId('upload-done')
  await done.waitFor()
  const id = await done.getAttribute('data-submission')
  await keepScreen(desk, 'returns')

  await approve(head, id!)
  expect(await board.getByTestId('form-completeness').first().textContent()).toContain('1,298 / 1,336')
  await approve(county, id!)

  // Nobody touches the board: it hears of the change and shows it.
  await expect
    .poll(() => board.getByTestId('form-completeness').first().textContent(), { timeout: 10_000 })
    .toContain('1,299 / 1,336')

  await board.goto(pageAt('/indicator', CITY) + '&indicator=ruralPeople')
  await board.getByTestId('indicator-sheet').waitFor()
  await board.getByTestId('figure').first().focus()
  await board.keyboard.press('w')
  await board.getByTestId('why-panel').waitFor()
  for (const code of [COUNTY, TOWN, village.code]) {
    await board.locator(`[data-testid=why-part][data-place="${code}"]`).click()
    await board.locator(`[data-testid=why-head][data-place="${code}"]`).waitFor()
    if (code === COUNTY) await keepScreen(board, 'why')
  }
  expect(await board.getByTestId('why-cell').textContent()).toMatch(new RegExp(`[A-Z]+${good.row}$`))
  const trail = await board.getByTestId('why-submission').textContent()
  for (const name of ['填报员', '镇审核员', '县审核员']) expect(trail).toContain(name)
  await keepScreen(board, 'why-village')
  await board.keyboard.press('Escape')
  await board.locator(`[data-testid=why-head][data-place="${TOWN}"]`).waitFor()

  /** A real office keeps two persons apart; the demonstration does not. Here they are apart anyway. */
  async function forOffice() {
    const { body } = await ask(clerk, program.url, 'GET', `/api/places/${CITY}`)
    expect(body.code).toBe('place.unknown')
  }
})

test('a reviewer gives a return back with a reason, and the town sees it', async () => {
  const clerk = await signedIn('chikan.clerk')
  const county = await signedIn('kaiping.reviewer')
  const village = await anyVillage(clerk)
  const filed = await ask(
    clerk,
    program.url,
    'POST',
    `/api/submissions?form=village-monthly&place=${TOWN}&period=${PERIOD}&submit=true`,
    { values: village },
  )
  const { id } = filed.body.submission
  const page = await county.newPage()
  await page.goto(`${program.url}/submissions/${id}?place=${COUNTY}&period=${PERIOD}`)
  await page.getByTestId('return').click()
  await page.getByTestId('return-reason').fill('户数与上月相差太大，请核对')
  await page.getByTestId('return-confirm').click()
  await expect
    .poll(async () => (await ask(clerk, program.url, 'GET', `/api/submissions/${id}`)).body.state, { timeout: 10_000 })
    .toBe('returned')
  const desk = await clerk.newPage()
  await desk.goto(`${program.url}/submissions/${id}?place=${TOWN}&period=${PERIOD}`)
  await desk.getByText('户数与上月相差太大').first().waitFor()
})

test.each([
  ['board', '/', CITY, 'board-sentence'],
  ['matrix', '/matrix', CITY, 'matrix'],
  ['goals', '/goals', CITY, 'goals'],
  ['place', '/place', TOWN, 'place-sheet'],
  ['returns', '/returns', TOWN, 'due-table'],
])('on a phone the page %s has one column and nothing runs out of it', async (name, page, place, testId) => {
  const context = await browser.newContext({ viewport: phone, storageState: await admin.storageState() })
  const tab = await context.newPage()
  await tab.goto(pageAt(page, place))
  await tab.getByTestId(testId).first().waitFor()
  await tab.waitForTimeout(600)
  await keepScreen(tab, `phone-${name}`)
  expect(await tab.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  await context.close()
})

test('nothing on any page asks outside the server', async () => {
  const asked: string[] = []
  const tab = await admin.newPage()
  tab.on('request', (request) => asked.push(request.url()))
  for (const page of ['/', '/matrix', '/goals', '/place', '/returns', '/people', '/log']) {
    await tab.goto(pageAt(page, CITY))
    await tab.waitForLoadState('load')
  }
  expect(asked.filter((url) => !url.startsWith(program.url) && !url.startsWith('data:'))).toEqual([])
})

async function signedIn(username: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: desktop })
  expect((await ask(context, program.url, 'POST', '/api/session', { username, password: PASSWORD })).status).toBe(200)
  return context
}

async function upload(page: Page, file: Buffer): Promise<void> {
  const payload = {
    name: '赤坎镇村级月报表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: file,
  }
  await page.getByTestId('upload-input').setInputFiles(payload)
}

async function approve(context: BrowserContext, id: string): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${program.url}/submissions/${id}?place=${COUNTY}&period=${PERIOD}`)

  await page.getByTestId('approve').click()

  await expect.poll(() => page.getByTestId('approve').count(), { timeout: 10_000 }).toBe(0)
  await page.close()
}

/** The village of the town that has not reported, with last month's figures to type, its income of the year one month on. */
async function silentVillage(context: BrowserContext): Promise<{ code: string; figures: number[] }> {
  const form = (await ask(context, program.url, 'GET', `/api/returns?place=${TOWN}&period=${PERIOD}`)).body.forms.find(
    (one: { code: string }) => one.code === 'village-monthly',
  )
  const codes: string[] = form.columns.map((column: { indicator: string }) => column.indicator)
  const columns = codes.join(',')
  const matrix = async (period: string) =>
    (
      await ask(
        context,
        program.url,
        'GET',
        `/api/matrix?place=${TOWN}&level=village&period=${period}&indicators=${columns}`,
      )
    ).body.rows
  const silent = (await matrix(PERIOD)).find(
    (row: { cells: { state: string }[] }) => row.cells[0]!.state === 'notReported',
  )
  const before = (await matrix('2026-09')).find(
    (row: { place: { code: string } }) => row.place.code === silent.place.code,
  )
  const figures: number[] = before.cells.map(({ value }: { value: string | null }) => Number(value ?? 0))
  // The income of the year and the part of it that grows: a month without any would have to be explained.
  const growing = ['villageOperatingIncome', 'operatingIncome']
  const month = Number((figures[codes.indexOf('villageOperatingIncome')]! / 9).toFixed(2))
  return {
    code: silent.place.code,
    figures: figures.map((figure, at) => (growing.includes(codes[at]!) ? Number((figure + month).toFixed(2)) : figure)),
  }
}

async function anyVillage(context: BrowserContext) {
  const { body } = await ask(context, program.url, 'GET', `/api/places?under=${TOWN}&level=village&limit=1`)
  return [{ place: body.items[0].code, indicator: 'naturalVillages', value: '9' }]
}
