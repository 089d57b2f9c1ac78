import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readText } from './read-text.ts'
import { isReadTwice, readTwice } from './read-twice.ts'
import type { ReadingRows } from './reading-rows.ts'

const text = '云溪县行动方案\n到2027年，全县产值突破2000亿元。甲乙丙5000个。'
const own = { indicators: [], places: [] }
let stub: Server
let reply = ''

beforeEach(async () => {
  stub = createServer((_, response) => {
    response.end(JSON.stringify({ choices: [{ message: { content: reply } }] }))
  })
  await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('GANGJU_READER_URL', `http://127.0.0.1:${(stub.address() as AddressInfo).port}/v1`)
  vi.stubEnv('GANGJU_READER_MODEL', 'stub')
})
afterEach(() => {
  vi.unstubAllEnvs()
  stub.closeAllConnections()
  stub.close()
})

const proposalsOf = ({ proposals }: ReadingRows) =>
  proposals.flatMap(
    (piece) => JSON.parse(new TextDecoder().decode(piece)) as { position: number; reading: { doubts?: string[] } }[],
  )
const marked = (rows: ReadingRows) =>
  proposalsOf(rows).filter(({ reading }) => reading.doubts?.includes('secondReader') === true)

test('[SR3] what the other side fails at leaves the rows as the rules laid them', async () => {
  reply = 'no idea'
  const read = await readText({ text, date: null, own, keepsReading: isReadTwice() })
  expect(await readTwice(text, read)).toEqual(read.rows)
})

test('[SR2] a figure that only the second reader tells of lies marked among the others, in the order of the text', async () => {
  const record = { text: '2000', offset: text.indexOf('2000'), value: 2000, indicator: '产值', measure: 'level' }
  reply = JSON.stringify([{ ...record, modality: 'target' }])
  const read = await readText({ text, date: null, own, keepsReading: isReadTwice() })
  const known = await readTwice(text, read)
  expect(known).toEqual(read.rows)
  const reading = JSON.parse(new TextDecoder().decode(read.reading ?? undefined)) as { statements: { text: string }[] }
  const statements = reading.statements.filter((statement) => statement.text !== '2000')
  const without = new TextEncoder().encode(JSON.stringify({ ...reading, statements }))
  const rows = await readTwice(text, { ...read, reading: without })
  expect(marked(rows).map(({ position }) => position)).toEqual([record.offset])
  const positions = proposalsOf(rows).map(({ position }) => position)
  expect(positions).toEqual(positions.toSorted((a, b) => a - b))
  expect(rows.counts.statements).toBe(2)
})

test('[SR1] without a second reader nothing is kept for it', async () => {
  vi.unstubAllEnvs()
  expect(isReadTwice()).toBe(false)
  const read = await readText({ text, date: null, own, keepsReading: isReadTwice() })
  expect(read.reading).toBeNull()
  expect(await readTwice(text, read)).toBe(read.rows)
})
