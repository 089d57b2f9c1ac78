import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { middle, show } from './clock.mjs'
import { openBare } from './collect-bare.mjs'
import { shed } from './collect-client.mjs'
import { makeProvince } from './collect-ground.mjs'
import { measureImport } from './collect-import.mjs'
import { fileInOne, fileInTwo, rush } from './collect-rush.mjs'
import { countDifferences } from './collect-verdict.mjs'
import { processorTimes } from './processors.mjs'
import { startProgram } from './program.mjs'

/** The month-end rush, and workbooks read while others work; each beside what it is compared with. See README.md. */
const { values: options } = parseArgs({
  options: {
    villages: { type: 'string', default: '2660' },
    clients: { type: 'string', default: '200' },
    rows: { type: 'string', default: '100000' },
    parts: { type: 'string', default: '4' },
    out: { type: 'string' },
  },
})
const [clients, rows, parts] = [options.clients, options.rows, options.parts].map(Number)
const villageCount = Number(options.villages)
// A smaller province has as many counties to wait for, and towns of the usual size: fewer towns in each county.
const countyCount = Math.max(1, Math.min(122, Math.floor(villageCount / 17)))
const province = await makeProvince({
  villages: villageCount,
  counties: countyCount,
  cities: Math.min(21, countyCount),
  townsPerCounty: Math.max(1, Math.round(villageCount / 17 / countyCount)),
})
const program = await startProgram(province.home)
const bare = await openBare(province)
try {
  const rushed = clients > 0 && (await measureRush())
  const imported = rows > 0 && (await measureImport({ program, province, rows }))
  report({ rush: rushed || null, import: imported || null })
} catch (error) {
  process.stderr.write(`${program.output().slice(-2_000)}\n`)
  throw error
} finally {
  await bare.close()
  await program.close()
  province.remove()
}

/** In turn, part by part, so that all meet the same machine. */
async function measureRush() {
  const { towns, counties } = province
  const villages = inMixedTowns(province.villages)
  const codeOf = new Map([...towns, ...counties].map(({ id, code }) => [id, code]))
  const bareSpent = { villages: 0, returnsMs: 0, rowsMs: 0, ownMs: 0 }
  const ways = { inOneRequest: newSpent(fileInOne), inTwoRequests: newSpent(fileInTwo) }
  for (let part = 0; part < parts; part++) {
    const some = villages.slice((part * villages.length) / parts, ((part + 1) * villages.length) / parts)
    bareSpent.villages += some.length
    const before = processorTimes()
    bareSpent.returnsMs += await bare.insertReturns(clients, some)
    bareSpent.ownMs += ownSince(before)
    bareSpent.rowsMs += await bare.insertRows(clients, some)
    const half = Math.ceil(some.length / 2)
    await measureWay(ways.inOneRequest, some.slice(0, half), codeOf)
    await measureWay(ways.inTwoRequests, some.slice(half), codeOf)
    show(
      `part ${part + 1}: ${rateOf(ways.inOneRequest)} returns a second, in two requests ${rateOf(ways.inTwoRequests)}`,
    )
  }
  show('comparing every roll-up with its recomputation')
  const wrong = await countDifferences(bare, province)
  const valuesOfAReturn = province.form.entry.columns.length
  const bareReturnsPerSecond = perSecond(bareSpent.villages, bareSpent.returnsMs)
  const bareRowByRowPerSecond = perSecond(bareSpent.villages, bareSpent.rowsMs)
  return {
    villages: villages.length,
    clients,
    valuesOfAReturn,
    bareReturnsPerSecond,
    bareRowByRowPerSecond,
    bareProcessorMsOfAReturn: bareSpent.ownMs / bareSpent.villages,
    ...Object.fromEntries(
      Object.entries(ways).map(([way, spent]) => [
        way,
        {
          submissionsPerSecond: rateOf(spent),
          submissionsPerSecondUntilApproved: perSecond(spent.villages, spent.approvedMs),
          ratio: rateOf(spent) / bareReturnsPerSecond,
          ratioRowByRow: rateOf(spent) / bareRowByRowPerSecond,
          sentAway: spent.shed,
          processorsTakenByOthers: spent.othersMs / spent.ms,
          processorMsOfAReturn: spent.ownMs / spent.villages,
          ...Object.fromEntries(Object.entries(spent.times).map(([kind, times]) => [kind, spanOf(times)])),
        },
      ]),
    ),
    ...wrong,
  }
}

function newSpent(file) {
  return { file, villages: 0, filedMs: 0, approvedMs: 0, ms: 0, othersMs: 0, ownMs: 0, shed: 0, times: {} }
}

function rateOf({ villages, filedMs }) {
  return perSecond(villages, filedMs)
}

/** Of the bench, the program and its database. */
function ownSince(before) {
  const now = processorTimes()
  return now.busy - before.busy - (now.others - before.others)
}

async function measureWay(spent, some, codeOf) {
  const before = { at: performance.now(), shed: shed.count, ...processorTimes() }
  const done = await rush({ url: program.url, clients, codeOf, file: spent.file }, some)
  spent.ms += performance.now() - before.at
  spent.othersMs += processorTimes().others - before.others
  spent.ownMs += ownSince(before)
  spent.shed += shed.count - before.shed
  spent.villages += some.length
  spent.filedMs += done.filedMs
  spent.approvedMs += done.approvedMs
  for (const [kind, times] of Object.entries(done.times)) spent.times[kind] = [...(spent.times[kind] ?? []), ...times]
}

/** Town after town, but neighbours in the list lie in different counties, as those who hand in at one time do. */
function inMixedTowns(villages) {
  const mixed = (town) => (town * 2_654_435_761) % 4_294_967_296
  return villages.toSorted((a, b) => mixed(a.above) - mixed(b.above) || a.id - b.id)
}

function perSecond(count, ms) {
  return Math.round((count / ms) * 10_000) / 10
}

function spanOf(times) {
  const sorted = times.toSorted((a, b) => a - b)
  return { count: sorted.length, p50Ms: middle(times), p95Ms: sorted[Math.floor(sorted.length * 0.95)] }
}

function report(measured) {
  const results = {
    at: new Date().toISOString(),
    machine: {
      processors: cpus().length,
      model: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    ...measured,
  }
  process.stdout.write(`\n${JSON.stringify(results, null, 2)}\n`)
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(
    options.out ?? new URL('results/collect.json', import.meta.url),
    `${JSON.stringify(results, null, 2)}\n`,
  )
}
