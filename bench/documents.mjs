import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { middle, show, time } from './clock.mjs'
import { processorTimes } from './processors.mjs'
import { openProgram } from './program.mjs'
import { wordFile } from './word-file.mjs'

/** How long small reads take while documents of a megabyte are read beside them, and while nothing is. See README.md. */
const readsPerSecond = 100
const idleMs = 3_750
/** What follows an answer (a thread ends, the content is read anew) belongs to the document and not to the quiet after it. */
const settleMs = 300
const documentsOfAKind = 8
const wantedBytes = 1_000_000
const kinds = ['txt', 'docx']

const documents = new Map(kinds.map((kind) => [kind, documentsOf(kind)]))
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
  const upload = async ({ name, bytes }) => {
    const answer = await ask(`/documents?place=${city}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
      body: bytes,
    })
    const body = await answer.json()
    if (answer.status !== 200) throw new Error(`${name} was answered with ${answer.status} ${body.code}`)
    return body
  }

  for (let count = 0; count < 200; count++) await read()
  await upload({ name: 'first.txt', bytes: Buffer.from('第一份文件。') })
  const phases = new Map(['idle', ...kinds].map((name) => [name, newPhase()]))
  const measure = async (name, work) => {
    program.enterPhase(name)
    await timeReads(phases.get(name), read, work)
  }
  // In turn, and each kind as often before as behind the other: what warms up or disturbs meanwhile meets all of them.
  for (let count = 0; count < documentsOfAKind; count++) {
    await measure('idle', () => delay(idleMs))
    for (const kind of count % 2 === 0 ? kinds : kinds.toReversed()) {
      const document = documents.get(kind)[count]
      await measure(kind, async () => {
        const { ms, result } = await time(() => upload(document))
        phases.get(kind).uploads.push(ms)
        await delay(settleMs)
        show(`${document.name}: ${document.bytes.length} bytes, ${result.statements} statements, ${ms.toFixed(0)} ms`)
      })
    }
  }
  await measure('idle', () => delay(idleMs))
  report(phases, await program.tellPhases())
} finally {
  await program.close()
}

function newPhase() {
  return { times: [], shed: 0, uploads: [], ms: 0, busyMs: 0, othersMs: 0 }
}

/** Reads at a steady rate, whether the one before was answered or not, as long as the work takes. */
async function timeReads(phase, read, work) {
  const pending = new Set()
  const from = performance.now()
  const before = processorTimes()
  const state = { isDone: false }
  const result = work().finally(() => {
    state.isDone = true
  })
  for (let next = performance.now(); !state.isDone; next += 1000 / readsPerSecond) {
    const one = timeRead(phase, read, next)
    pending.add(one)
    void one.finally(() => pending.delete(one))
    await delay(Math.max(0, next + 1000 / readsPerSecond - performance.now()))
  }
  await result
  await Promise.all(pending)
  const after = processorTimes()
  phase.ms += performance.now() - from
  phase.busyMs += after.busy - before.busy
  phase.othersMs += after.others - before.others
}

/** From the moment when it was due: a client that is held up shows too. */
async function timeRead(phase, read, due) {
  if (await read().catch(() => false)) phase.times.push(performance.now() - due)
  else phase.shed += 1
}

/** Processors are counted in whole ones: 1.5 is one and a half. */
function spanOf({ times, shed, uploads, ms, busyMs, othersMs }) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return {
    reads: sorted.length,
    shed,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: sorted.at(-1),
    ...(uploads.length > 0 && { medianUploadMs: middle(uploads), slowestUploadMs: Math.max(...uploads) }),
    processorsBusy: busyMs / ms,
    processorsTakenByOthers: othersMs / ms,
  }
}

/** Invented policy text, each document with a first line of its own. */
function documentsOf(kind) {
  const folder = new URL('../clause/exam/dev/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const once = names
    .toSorted()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')).text)
    .join('\n')
  const times = Math.ceil(wantedBytes / Buffer.byteLength(once))
  return Array.from({ length: documentsOfAKind }, (_, count) => {
    const text = `第${count + 1}份${kind}文件\n${`${once}\n`.repeat(times)}`.slice(0, wantedBytes / 3)
    return { name: `${count}.${kind}`, bytes: kind === 'docx' ? wordFile(text) : Buffer.from(text) }
  })
}

function report(phases, loops) {
  const spans = Object.fromEntries([...phases].map(([name, phase]) => [name, { ...spanOf(phase), ...loops[name] }]))
  for (const kind of kinds) spans[kind].p99Ratio = spans[kind].p99Ms / spans.idle.p99Ms
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
    ...spans,
  }
  process.stdout.write(`\n${Object.entries(spans).flatMap(linesOf).join('\n')}\n`)
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(new URL('results/documents.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
}

function linesOf([name, span]) {
  const ms = (value) => `${value.toFixed(1)} ms`
  const rows = [
    [name === 'idle' ? name : `beside .${name}`, `${span.reads} reads, p50 ${ms(span.p50Ms)}, p99 ${ms(span.p99Ms)}`],
    ['  event loop late', `p99 ${ms(span.loopLateP99Ms)}, at most ${ms(span.loopLateMaxMs)}`],
    [
      '  main thread',
      `at work ${percent(span.mainThreadWorked)}, waiting for a processor ${percent(span.mainThreadWaited)}`,
    ],
    ['  processors busy', `${span.processorsBusy.toFixed(2)}, by others ${span.processorsTakenByOthers.toFixed(2)}`],
  ]
  if (span.p99Ratio !== undefined) {
    rows.push(['  of idle p99', span.p99Ratio.toFixed(2)], ['  slowest upload', ms(span.slowestUploadMs)])
  }
  return rows.map(([title, value]) => `${title.padEnd(20)} ${value}`)
}

function percent(share) {
  return `${(share * 100).toFixed(0)} %`
}
