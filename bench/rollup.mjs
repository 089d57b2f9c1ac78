import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, totalmem } from 'node:os'
import { inTransaction } from '../server/dist/db/transaction.js'
import { listRollupDifferences } from '../server/dist/net/rollup.store.js'
import { measureApproval } from './approve.mjs'
import { show, time } from './clock.mjs'
import { openGround } from './ground.mjs'
import { loadBoth } from './load.mjs'
import { measureDuckDb, measureReading } from './read.mjs'
import { readSize } from './size.mjs'

const { Client } = createRequire(new URL('../server/package.json', import.meta.url))('pg')

/** What the roll-up costs and what it saves, each beside what it is compared with, in one run. See README.md. */
const size = readSize()
const { months } = size
show(`${size.villages} villages × ${size.indicators} indicators × ${months.length} months`)
const ground = await openGround(size)
try {
  const admin = await openAdmin(ground)
  const all = { ...ground, admin }
  await admin.query('create table bare_observation (like observation including all)')
  const first = await loadBoth(all, months.slice(0, 1), months)
  await admin.query('analyze')
  const few = await measure(all, months[0])
  const rest = months.length > 1 ? await loadBoth(all, months.slice(1), months) : { rows: 0, program: 0, bare: 0 }
  await admin.query('analyze')
  const many = await measure(all, months.at(-1))
  const rows = first.rows + rest.rows
  const duckDb = await measureDuckDb(all, months.at(-1))
  show('comparing every roll-up with its recomputation')
  const check = await time(() => inTransaction(ground.database.job, (trx) => listRollupDifferences(trx)))
  const results = {
    at: new Date().toISOString(),
    machine: {
      processors: cpus().length,
      model: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    size: {
      villages: size.villages,
      indicators: size.indicators,
      months: months.length,
      counties: size.counties,
      rows,
    },
    bulk: {
      programMs: first.program + rest.program,
      bareCopyMs: first.bare + rest.bare,
      ratio: (first.bare + rest.bare) / (first.program + rest.program),
    },
    oneMonth: few,
    allMonths: { ...many, duckDbMs: duckDb },
    differences: check.result.length,
    recomputationMs: check.ms,
  }
  report(results)
  const out = size.out ?? new URL('results/rollup.json', import.meta.url)
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`)
  await admin.end()
} finally {
  await ground.close()
}

async function measure(all, period) {
  show(`reading and approving with ${period}`)
  const reading = await measureReading(all, period)
  const fresh = await measureApproval(all, '2030-01', 15)
  const correction = await measureApproval(all, period, 15)
  return { reading, approval: { fresh, correction } }
}

/** As superuser: the table to compare with is nobody's. */
async function openAdmin({ database, home }) {
  const secret = `${home}/postgres/secret`
  const url = new URL(database.urlOf('app'))
  url.username = 'gangju_super'
  url.password = readFileSync(secret, 'utf8').trim()
  const client = new Client(url.href)
  await client.connect()
  return client
}

function report({ size: loaded, bulk, oneMonth, allMonths, differences }) {
  const ms = (value) => (value === null ? 'not installed' : `${value.toFixed(value < 10 ? 2 : 0)} ms`)
  const lines = [
    ['rows', String(loaded.rows)],
    [
      'bulk load, checked and rolled up',
      `${ms(bulk.programMs)} (${Math.round((loaded.rows / bulk.programMs) * 1000)} rows/s)`,
    ],
    [
      'bare COPY of the same rows',
      `${ms(bulk.bareCopyMs)} (${Math.round((loaded.rows / bulk.bareCopyMs) * 1000)} rows/s)`,
    ],
    ['  of the speed of bare COPY', bulk.ratio.toFixed(2)],
    ...[
      ['1 month', oneMonth],
      [`${loaded.months} months`, allMonths],
    ].flatMap(([name, { reading, approval }]) => [
      [`${name}: ${reading.children} children from roll-ups`, ms(reading.rollup)],
      [`${name}: the same by group by`, `${ms(reading.groupBy)} (${Math.round(reading.groupBy / reading.rollup)} ×)`],
      [
        `${name}: approve ${approval.fresh.values} new values until the province is right`,
        `${ms(approval.fresh.median)} (max ${ms(approval.fresh.max)})`,
      ],
      [
        `${name}: approve ${approval.correction.values} corrections`,
        `${ms(approval.correction.median)} (max ${ms(approval.correction.max)})`,
      ],
    ]),
    [
      'the same reading by DuckDB',
      `${ms(allMonths.duckDbMs)}${allMonths.duckDbMs === null ? '' : ` (${Math.round(allMonths.duckDbMs / allMonths.reading.rollup)} ×)`}`,
    ],
    ['differences from recomputation', String(differences)],
  ]
  process.stdout.write(`\n${lines.map(([name, value]) => `${name.padEnd(66)} ${value}`).join('\n')}\n`)
}
