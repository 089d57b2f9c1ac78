import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { openWorkbook } from '../server/dist/http/sheet/open-workbook.js'
import { middle, show, time } from './clock.mjs'
import { send } from './collect-client.mjs'
import { formCode } from './collect-ground.mjs'
import { ownSheet } from './collect-sheet-file.mjs'
import { processorTimes } from './processors.mjs'

// What reads workbooks whole is the server's.
const { readXlsx } = createRequire(new URL('../server/package.json', import.meta.url))('hucre/xlsx')

const turns = 3
const readsPerSecond = 50
const quietMs = 4_000
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A large sheet of an office's own, recognised and checked by the program, beside merely reading its cells; in turn. */
export async function measureImport({ program, province, rows }) {
  const { url, child } = program
  const bytes = ownSheet(province, rows)
  const cells = rows * 20
  show(`a sheet of ${rows} rows × 20 columns, ${(bytes.length / 1e6).toFixed(1)} MB`)
  const { id, code } = province.province
  const read = () => send(url, id, { path: '/session' })
  for (let count = 0; count < 100; count++) await read()
  const spent = { import: [], bare: [], busy: [], bareBusy: [], ms: 0, othersMs: 0 }
  const reads = { quiet: [], beside: [] }
  let found
  startPeak(child.pid)
  for (let turn = 0; turn < turns; turn++) {
    child.send('quiet')
    await timeReads(reads.quiet, read, () => delay(quietMs))
    const path = `/imports?place=${code}&form=${formCode}`
    const headers = { 'content-type': sheetType, 'x-file-name': `${turn}.xlsx`, 'idempotency-key': `sheet-${turn}` }
    const body = turn === 0 ? bytes : Buffer.from(bytes)
    child.send('beside')
    const before = { at: performance.now(), busyMs: busyMs(child.pid), ...processorTimes() }
    await timeReads(reads.beside, read, async () => {
      const { ms, result } = await time(() =>
        send(url, id, { method: 'POST', path, headers: { ...headers, 'content-length': body.length }, body }),
      )
      if (result.status !== 200)
        throw new Error(`the sheet was answered with ${result.status} ${result.text.slice(0, 500)}`)
      found = JSON.parse(result.text)
      spent.import.push(ms)
    })
    child.send('between')
    spent.busy.push(busyMs(child.pid) - before.busyMs)
    spent.ms += performance.now() - before.at
    spent.othersMs += processorTimes().others - before.others
    const idle = process.cpuUsage()
    const bare = await time(() => readCells(bytes))
    const { user, system } = process.cpuUsage(idle)
    spent.bareBusy.push((user + system) / 1_000)
    if (bare.result < cells) throw new Error(`${bare.result} cells were read, not ${cells}`)
    spent.bare.push(bare.ms)
    show(`import ${spent.import.at(-1).toFixed(0)} ms, merely reading ${bare.ms.toFixed(0)} ms`)
  }
  const peakMegabytes = readPeak(child.pid)
  child.send(null)
  const [{ quiet, beside }] = await once(child, 'message')
  const library = await time(() => readXlsx(bytes))
  return {
    rows,
    cells,
    megabytes: bytes.length / 1e6,
    placeRows: found.sheets[0].placeRows,
    faults: found.faultCount,
    importCellsPerSecond: Math.round((cells / middle(spent.import)) * 1_000),
    readCellsPerSecond: Math.round((cells / middle(spent.bare)) * 1_000),
    ratio: middle(spent.bare) / middle(spent.import),
    libraryCellsPerSecond: Math.round((cells / library.ms) * 1_000),
    ratioLibrary: library.ms / middle(spent.import),
    /** Of the program, with the small reads that it answered meanwhile, and of merely reading. */
    importProcessorMs: middle(spent.busy),
    readProcessorMs: middle(spent.bareBusy),
    processorsTakenByOthers: spent.othersMs / spent.ms,
    peakMegabytes,
    loopLateMaxMs: { quiet: quiet.loopLateMaxMs, beside: beside.loopLateMaxMs },
    readsQuietP99Ms: at99(reads.quiet),
    readsBesideP99Ms: at99(reads.beside),
    readsRatio: at99(reads.beside) / at99(reads.quiet),
  }
}

async function readCells(bytes) {
  const workbook = openWorkbook(bytes)
  let cells = 0
  for (const sheet of workbook.sheets) {
    await workbook.readSheet(sheet, (row) => {
      cells += row.cells.length
    })
  }
  return cells
}

/** Reads at a steady rate as long as the work takes, each timed from the moment when it was due. */
async function timeReads(times, read, work) {
  const state = { isDone: false }
  const result = work().finally(() => {
    state.isDone = true
  })
  const pending = []
  for (let next = performance.now(); !state.isDone; next += 1_000 / readsPerSecond) {
    const due = next
    pending.push(read().then(() => times.push(performance.now() - due)))
    pending.at(-1).catch(() => {})
    await delay(Math.max(0, next + 1_000 / readsPerSecond - performance.now()))
  }
  await Promise.all(pending)
  await result
}

const at99 = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)]

/** Milliseconds that all threads of a process had a processor. Linux only; elsewhere not a number. */
function busyMs(pid) {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(words[11]) + Number(words[12])) * 10
  } catch {
    return Number.NaN
  }
}

/** Linux counts the most memory that a process held since this was written. Elsewhere there is no figure. */
function startPeak(pid) {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5')
  } catch {
    // Then it counts from the start of the program.
  }
}

function readPeak(pid) {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return Math.round(Number(kilobytes) / 1_024)
  } catch {
    return null
  }
}
