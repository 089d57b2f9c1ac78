import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { show, time } from './clock.mjs'
import { openProgram } from './program.mjs'
import { wordFile } from './word-file.mjs'

/** How long small reads take while documents of a megabyte are read beside them, and while nothing is. See README.md. */
const readsPerSecond = 100
const idleMs = 10_000
const documentsOfAKind = 8
const wantedBytes = 1_000_000

const program = await openProgram()
try {
  const city = '440700000000'
  const ask = await program.personAt(city, 'headquarters')
  /** @returns whether it was answered; a server that sheds load says so. */
  const read = async () => {
    const answer = await ask('/session')
    await answer.arrayBuffer()
    return answer.status === 200
  }
  const upload = async (name, bytes) => {
    const answer = await ask(`/documents?place=${city}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
      body: bytes,
    })
    const body = await answer.json()
    if (answer.status !== 200) throw new Error(`${name} was answered with ${answer.status} ${body.code}`)
    return body
  }
  const sendAll = (kind) => async () => {
    const spent = []
    for (let count = 0; count < documentsOfAKind; count++) {
      const { bytes, name } = documentOf(kind, count)
      const { ms, result } = await time(() => upload(name, bytes))
      spent.push(ms)
      show(`${name}: ${bytes.length} bytes, ${result.statements} statements, ${ms.toFixed(0)} ms`)
    }
    return spent
  }

  for (let count = 0; count < 200; count++) await read()
  await upload('first.txt', Buffer.from('第一份文件。'))
  const before = await timeReads(read, () => delay(idleMs))
  const txt = await timeReads(read, sendAll('txt'))
  const between = await timeReads(read, () => delay(idleMs))
  const docx = await timeReads(read, sendAll('docx'))
  const after = await timeReads(read, () => delay(idleMs))
  const idle = [before, between, after]
  report(
    { times: idle.flatMap(({ times }) => times), shed: idle.reduce((sum, { shed }) => sum + shed, 0) },
    { txt, docx },
  )
} finally {
  await program.close()
}

/** Reads at a steady rate, whether the one before was answered or not, as long as the work takes. */
async function timeReads(read, work) {
  const times = []
  const pending = new Set()
  const state = { isDone: false, shed: 0 }
  const result = work().finally(() => {
    state.isDone = true
  })
  for (let next = performance.now(); !state.isDone; next += 1000 / readsPerSecond) {
    const one = timeRead(read, next, times, state)
    pending.add(one)
    void one.finally(() => pending.delete(one))
    await delay(Math.max(0, next + 1000 / readsPerSecond - performance.now()))
  }
  const spent = await result
  await Promise.all(pending)
  return { times, spent, shed: state.shed }
}

/** From the moment when it was due: a client that is held up shows too. */
async function timeRead(read, due, times, state) {
  if (await read().catch(() => false)) times.push(performance.now() - due)
  else state.shed += 1
}

function spanOf({ times, shed }) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return { reads: sorted.length, shed, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) }
}

/** Invented policy text, each document with a first line of its own. */
function documentOf(kind, count) {
  const folder = new URL('../clause/exam/dev/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const once = names
    .toSorted()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')).text)
    .join('\n')
  const times = Math.ceil(wantedBytes / Buffer.byteLength(once))
  const text = `第${count + 1}份${kind}文件\n${`${once}\n`.repeat(times)}`.slice(0, wantedBytes / 3)
  return { name: `${count}.${kind}`, bytes: kind === 'docx' ? wordFile(text) : Buffer.from(text) }
}

function report(quiet, kinds) {
  const idle = spanOf(quiet)
  const results = {
    at: new Date().toISOString(),
    machine: {
      processors: cpus().length,
      model: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    readsPerSecond,
    documentsOfAKind,
    idle,
  }
  const lines = [['idle', `${idle.reads} reads, p50 ${idle.p50Ms.toFixed(1)} ms, p99 ${idle.p99Ms.toFixed(1)} ms`]]
  for (const [kind, measured] of Object.entries(kinds)) {
    const span = spanOf(measured)
    const slowest = Math.max(...measured.spent)
    results[kind] = { ...span, slowestUploadMs: slowest, p99Ratio: span.p99Ms / idle.p99Ms }
    lines.push(
      [`beside .${kind}`, `${span.reads} reads, p50 ${span.p50Ms.toFixed(1)} ms, p99 ${span.p99Ms.toFixed(1)} ms`],
      ['  of idle p99', results[kind].p99Ratio.toFixed(2)],
      ['  slowest upload', `${slowest.toFixed(0)} ms`],
    )
  }
  process.stdout.write(`\n${lines.map(([name, value]) => `${name.padEnd(20)} ${value}`).join('\n')}\n`)
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(new URL('results/documents.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
}
