import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { insertMessages } from '../server/net/message.store.ts'
import { openTestMailServer, type TestMailServer } from '../server/work/test-mail-server.ts'
import { county, placeIdOf } from './fixture/county.ts'
import { places } from './fixture/places.ts'

const program = join(import.meta.dirname, 'faults', 'runner-child.mjs')
const soon = { timeout: 20_000, interval: 20 }

let database: TestDatabase
let mail: TestMailServer
let hook: Server
/** What the receiver of the webhook was asked, and what it did: once for each delivery id. */
let asked: string[]
let effects: Set<string>
let answer: (reply: ServerResponse) => void
let children: ChildProcess[]

beforeAll(async () => {
  database = await openTestDatabase(county)
  await database.job.updateTable('person').set({ email: 'east@example.org' }).where('username', '=', 'east').execute()
})
afterAll(() => database.close())
beforeEach(async () => {
  children = []
  asked = []
  effects = new Set()
  answer = (reply) => reply.writeHead(204).end()
  hook = createServer((request, reply) => {
    const id = String(request.headers['gangju-delivery'])
    asked.push(id)
    effects.add(id)
    request.resume().on('end', () => answer(reply))
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await Promise.all(children.map(kill))
  hook.closeAllConnections()
  hook.close()
  await mail.close()
})

function startChild(): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: database.url('job'),
    GANGJU_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`,
    GANGJU_WEBHOOK_SECRET: 'sixteen characters',
    GANGJU_WEBHOOK_ALLOW: '127.0.0.1',
    GANGJU_MAIL_URL: `smtp://127.0.0.1:${mail.port}`,
    GANGJU_MAIL_FROM: 'gangju@example.org',
    GANGJU_PUBLIC_URL: 'https://gangju.example.org',
  }
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  children.push(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

async function plant(username: string, channels: readonly string[]): Promise<void> {
  const { job } = database
  const placeId = await placeIdOf(job, places.east)
  const place = await job
    .selectFrom('place')
    .select('countyId')
    .where('placeId', '=', placeId)
    .executeTakeFirstOrThrow()
  const person = await job
    .selectFrom('person')
    .select('personId')
    .where('username', '=', username)
    .executeTakeFirstOrThrow()
  const words = { zh: `请报送 ${randomUUID()}`, en: 'please' }
  const about = { formId: null, period: '2026-11', submissionId: null, sentAt: new Date() }
  const whom = { countyId: place.countyId, placeId, personId: person.personId, sentBy: person.personId }
  const message = { ...whom, kind: 'reminder' as const, words, ...about }
  await job.transaction().execute((trx) => insertMessages(trx, [message], channels))
}

const open = () => database.job.selectFrom('delivery').select('deliveryId').where('doneAt', 'is', null).execute()
const allDone = () => vi.waitFor(async () => expect(await open()).toEqual([]), soon)
const letterIds = () => mail.letters.map((letter) => /^Message-ID: <(.*)@/im.exec(letter)![1]!)

test('[RM4] a message in the outbox reaches the webhook and the mailbox by itself, each under its own id', async () => {
  mail = await openTestMailServer()
  await plant('east', ['webhook', 'mail'])
  await plant('west', ['mail'])
  const ids = (await open()).map(({ deliveryId }) => deliveryId)
  startChild()
  await allDone()
  const rows = await database.job.selectFrom('delivery').select(['deliveryId', 'outcome', 'channel']).execute()
  const reached = rows.filter(({ deliveryId, outcome }) => ids.includes(deliveryId) && outcome === 'sent')
  expect([...asked, ...letterIds()].toSorted()).toEqual(reached.map(({ deliveryId }) => deliveryId).toSorted())
  expect(reached.map(({ channel }) => channel).toSorted()).toEqual(['mail', 'webhook'])
  expect(rows.filter(({ outcome }) => outcome === 'none')).toMatchObject([{ channel: 'mail' }])
})

test('[RM4] killed while the receiver is at work and started again, there is one effect by the delivery id', async () => {
  mail = await openTestMailServer()
  answer = () => {}
  await plant('east', ['webhook'])
  const first = startChild()
  await vi.waitFor(() => expect(asked).toHaveLength(1), soon)
  await kill(first)
  expect(await open()).toHaveLength(1)
  answer = (reply) => reply.writeHead(204).end()
  startChild()
  await allDone()
  expect(asked).toHaveLength(2)
  expect(effects.size).toBe(1)
})

test('[RM4, RM8] killed after the letter is handed over, the second is the same letter', async () => {
  mail = await openTestMailServer({ unanswered: 1 })
  await plant('east', ['mail'])
  const first = startChild()
  await vi.waitFor(() => expect(mail.letters).toHaveLength(1), soon)
  await kill(first)
  startChild()
  await allDone()
  expect(mail.letters).toHaveLength(2)
  expect(mail.letters[0]).toBe(mail.letters[1])
})
