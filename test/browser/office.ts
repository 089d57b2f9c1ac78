import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

export const PASSWORD = '赤坎古镇的榕树-2026'
export const desktop = { width: 1366, height: 768 }
export const phone = { width: 390, height: 844 }

const root = join(import.meta.dirname, '..', '..')

const program = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch(program)
}

/** A browser of one person, with what it kept in its folder when it was last closed. */
export function openProfile(folder: string, options: BrowserContextOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...program, ...options })
}

/** Pictures that the README shows, by the name under which the run keeps them. */
const shown: Readonly<Record<string, string>> = {
  board: 'board',
  why: 'why',
  faults: 'returns',
  desk: 'desk',
  revision: 'revision',
  'phone-board': 'phone',
  'entry-grid': 'fill',
  'phone-keypad': 'phone-fill',
}

/** A picture kept for whoever wants to see what the test saw; with GANGJU_SCREENS=docs the README's are taken anew. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  const forReadme = process.env.GANGJU_SCREENS === 'docs' ? shown[name] : undefined
  const folder = forReadme ? join(root, 'docs', 'screens') : join(root, 'test-results', 'screens')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${forReadme ?? name}.png`) })
}

/** A request as the signed-in person of a context makes it. */
export async function ask(context: BrowserContext, url: string, method: 'GET' | 'POST', path: string, data?: unknown) {
  const answer = await context.request.fetch(`${url}${path}`, {
    method,
    ...(data === undefined ? {} : { data, headers: { 'content-type': 'application/json' } }),
  })
  return { status: answer.status(), body: await answer.json() }
}

interface NewColleague {
  readonly username: string
  readonly name: string
  readonly role: string
  readonly place: string
}

/** The administrator adds a colleague, who signs in with the one-time password and takes their own. */
export async function addColleague(
  { browser, admin, url }: { browser: Browser; admin: BrowserContext; url: string },
  { username, name, role, place }: NewColleague,
): Promise<BrowserContext> {
  const made = await ask(admin, url, 'POST', '/api/people', { username, name, grant: { role, place, goal: null } })
  if (made.status !== 200) throw new Error(`${username}: ${JSON.stringify(made.body)}`)
  return signInFirst(browser, { url, username, once: made.body.oneTimePassword })
}

/** The administrator of the first start. */
export const openAdmin = (browser: Browser, { url, password }: { url: string; password: string }) =>
  signInFirst(browser, { url, username: 'admin', once: password })

/** Somebody at a desk of their own, who takes a password for the one that was shown once. */
async function signInFirst(
  browser: Browser,
  { url, username, once }: { url: string; username: string; once: string },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: desktop, acceptDownloads: true })
  await ask(context, url, 'POST', '/api/session', { username, password: once })
  const changed = await ask(context, url, 'POST', '/api/session/password', { current: once, next: PASSWORD })
  if (changed.status !== 200) throw new Error(`${username}: ${JSON.stringify(changed.body)}`)
  return context
}
