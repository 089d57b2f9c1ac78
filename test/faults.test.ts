import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom, faults, stopProgram } from './faults/fault.ts'
import { type Office, openOffices } from './faults/office.ts'
import { Reporter, type Traffic } from './faults/reporter.ts'
import { ServerUnderFaults } from './faults/server.ts'
import { expectWhole } from './faults/verdict.ts'

const count = Number(process.env.GANGJU_FAULTS ?? 30)
const seed = Number(process.env.GANGJU_FAULT_SEED ?? Date.now() % 1_000_000)
const reporterCount = 6

let server: ServerUnderFaults
let offices: Office[]

beforeAll(async () => {
  server = await ServerUnderFaults.make()
  server.start('--no-demo')
  await server.waitUntilReady(90_000)
  offices = await openOffices(server, reporterCount)
}, 180_000)
afterAll(() => server.remove(), 30_000)

const traffic = (): Traffic => ({ sent: 0, inFlight: 0, replayed: 0, refused: [] })
const acknowledgedBy = (reporters: readonly Reporter[]) => reporters.flatMap((reporter) => reporter.acknowledged)

test(
  `[DB2] what is acknowledged survives ${count} faults, once, and the server comes back by itself (seed ${seed})`,
  async () => {
    const chance = chanceFrom(seed)
    const flow = traffic()
    const reporters = offices.map((office) => new Reporter(server, office, flow))
    const running = Promise.all(reporters.map((reporter) => reporter.run()))
    running.catch(() => undefined)
    const names = Object.keys(faults)
    const recoveries: number[] = []
    let underLoad = 0
    for (let index = 0; index < count; index++) {
      await delay(200 + chance() * 800)
      const name = names[index < names.length ? index : Math.floor(chance() * names.length)]!
      if (flow.inFlight > 0) underLoad++
      await faults[name]!(server, chance)
      server.start('--no-demo')
      const before = acknowledgedBy(reporters).length
      const from = Date.now()
      while (acknowledgedBy(reporters).length < before + 2) {
        if (flow.refused.length > 0) throw new Error(`refused after "${name}": ${flow.refused[0]}`)
        if (Date.now() - from > 30_000)
          throw new Error(`nothing was written for 30 s after "${name}":\n${server.output.slice(-3_000)}`)
        await delay(20)
      }
      recoveries.push(Date.now() - from)
    }
    for (const reporter of reporters) reporter.stop()
    await running
    await faults['everything is killed']!(server, chance)
    server.start('--no-demo')
    await server.waitUntilReady(30_000)
    const acknowledged = acknowledgedBy(reporters)
    await expectWhole(server, acknowledged)
    const sorted = recoveries.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
    const { sent, replayed } = flow
    const told = { faults: count, underLoad, acknowledged: acknowledged.length, sent, replayed }
    console.info(
      JSON.stringify({ seed, ...told, writingAgainMs: { median: at(0.5), p95: at(0.95), max: sorted.at(-1) } }),
    )
    expect(underLoad).toBeGreaterThan(count * 0.75)
    expect(sorted.at(-1)).toBeLessThan(20_000)
  },
  120_000 + count * 30_000,
)

test('[DB6] told to stop under load it ends in 10 seconds with nothing left running, and starts clean', async () => {
  const flow = traffic()
  const reporters = offices.map((office) => new Reporter(server, office, flow))
  const running = Promise.all(reporters.map((reporter) => reporter.run()))
  running.catch(() => undefined)
  await delay(1_000)
  await faults['the program is told to stop']!(server, Math.random)
  expect(server.databasePids()).toEqual([])
  server.start('--no-demo')
  await server.waitUntilReady(20_000)
  for (const reporter of reporters) reporter.stop()
  await running
  expect(flow.refused).toEqual([])
}, 90_000)

test('[DB6] told to stop at any moment of its start it leaves nothing running either', async () => {
  if (server.isRunning) await stopProgram(server)
  for (const afterMs of [30, 150, 400, 800, 1_500, 2_500]) {
    server.start('--no-demo')
    await delay(afterMs)
    // Before its first line has run, the signal itself ends the process.
    expect([0, null], `after ${afterMs} ms`).toContain(await stopProgram(server))
  }
  server.start('--no-demo')
  await server.waitUntilReady(20_000)
}, 180_000)
