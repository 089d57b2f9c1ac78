import { join } from 'node:path'
import type { Proposal } from '@gangju/contract/desk'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const samples = join(import.meta.dirname, '..', '..', 'catalogue', 'samples')

export interface SampleUpload {
  readonly file: string
  readonly kind: string
  /** Title of the document that this is a new version of. */
  readonly revises?: string
}

/** Adds a sample on the open library page as a clerk does, and goes to its desk. @returns the code of the document. */
export async function uploadSample(page: Page, { file, kind, revises }: SampleUpload): Promise<string> {
  await page.getByTestId('add-document').click()
  await page.getByTestId('document-file').setInputFiles(join(samples, file))
  await page.getByTestId('document-kind').selectOption(kind)
  if (revises) await page.getByTestId('document-revises').selectOption({ label: revises })
  await page.getByTestId('document-send').click()
  const added = page.getByTestId('document-added')
  await added.waitFor()
  const code = await added.getAttribute('data-code')
  await added.getByRole('link').click()
  await page.getByTestId('proposal-card').waitFor()
  return code!
}

export type Statement = Extract<Proposal, { kind: 'statement' }>

/** The reading desk of the open page, by keys. */
export class DeskHand {
  readonly page: Page
  readonly document: string

  constructor(page: Page, document: string) {
    this.page = page
    this.document = document
  }

  async proposals(): Promise<readonly Proposal[]> {
    const answer = await this.page.request.get(new URL(`/api/documents/${this.document}/desk`, this.page.url()).href)
    return (await answer.json()).proposals
  }

  /** The statement at the first figure that follows `words` in the text. */
  async statementAfter(words: string): Promise<Statement> {
    const answer = await this.page.request.get(new URL(`/api/documents/${this.document}/desk`, this.page.url()).href)
    const { text, proposals }: { text: string; proposals: readonly Proposal[] } = await answer.json()
    const from = text.indexOf(words) + words.length
    const found = proposals.find((one): one is Statement => one.kind === 'statement' && one.offset >= from)
    if (!text.includes(words) || !found) throw new Error(`nothing is proposed after ${words}`)
    return found
  }

  current(): Promise<string | null> {
    return this.page.getByTestId('proposal-card').getAttribute('data-proposal')
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key)
  }

  /** Steps by j or k until the proposal stands on the card. */
  async stepTo(proposal: Pick<Proposal, 'id'>): Promise<void> {
    const order = (await this.proposals()).toSorted((one, other) => one.offset - other.offset).map(({ id }) => id)
    const key = order.indexOf(proposal.id) > order.indexOf((await this.current()) ?? '') ? 'j' : 'k'
    for (let steps = 0; steps <= order.length && (await this.current()) !== proposal.id; steps += 1) {
      await this.press(key)
    }
    expect(await this.current()).toBe(proposal.id)
  }

  /** Waits until the server holds the proposal in this state. */
  async expectState({ id }: Pick<Proposal, 'id'>, state: Proposal['state']): Promise<Proposal> {
    const now = async () => (await this.proposals()).find((one) => one.id === id)
    await expect.poll(async () => (await now())?.state, { timeout: 10_000 }).toBe(state)
    return (await now())!
  }
}

/** The words that the address points at stand marked in sight, at their place in the text. */
export async function expectWordsInSight(page: Page, words: { readonly text: string; readonly offset: number }) {
  const mark = page.locator('[data-testid=desk-text] mark.of-flash')
  await mark.first().waitFor()
  expect((await mark.allTextContents()).join('')).toBe(words.text)
  expect(new URL(page.url()).searchParams.get('at')).toBe(String(words.offset))
  const start = await page.locator('[data-start]', { has: page.locator('mark.of-flash') }).getAttribute('data-start')
  expect(Number(start)).toBeLessThanOrEqual(words.offset)
  const isInSight = async () => {
    const box = await mark.first().boundingBox()
    return box !== null && box.y >= 0 && box.y + box.height <= page.viewportSize()!.height
  }
  await expect.poll(isInSight).toBe(true)
}
