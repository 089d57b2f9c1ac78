import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../server/db/test-database.ts'
import { features } from '../server/features.ts'
import {
  type ChannelGround,
  channels,
  figureCells,
  filledTemplate,
  type ImportedRow,
  importPath,
  ownOutcomes,
  templateFault,
  templatePath,
  upload,
  ways,
} from './fixture/channels.ts'
import { county } from './fixture/county.ts'
import { hostilePeriods, monthTexts, strangeUnits } from './fixture/hostile-codes.ts'
import { figureTexts, numberLiterals, outcomesOf, rawCells } from './fixture/hostile-figures.ts'
import { ownSheet } from './fixture/hostile-sheets.ts'
import { places } from './fixture/places.ts'
import { openTestApp } from './fixture/site.ts'
import { caseDay } from './fixture/write-cases.ts'

let database: TestDatabase
let client: pg.Client
let ground: ChannelGround

beforeAll(async () => {
  database = await openTestDatabase(county)
  const site = await openTestApp({ database, features, clock: () => caseDay })
  client = new pg.Client(database.url('superuser'))
  await client.connect()
  ground = {
    site,
    west: await site.as('west'),
    stored: async (year) => {
      const { rows } = await client.query<{ at: string; value: string }>(
        `select p.code || ' ' || s.period as at, trim_scale(v.value)::text as value from submission s
         join submission_value v on v.county_id = s.county_id and v.submission_id = s.submission_id
         join place p on p.place_id = v.place_id join indicator i on i.indicator_id = v.indicator_id
         where i.code = 'income' and v.value is not null and s.period between $1 and $2`,
        [`${year}-01`, `${year + 4}-12`],
      )
      return new Map(rows.map(({ at, value }) => [at, value]))
    },
  }
})
afterAll(async () => {
  await client.end()
  await ground.site.close()
  await database.close()
})

const named = (outcomes: readonly string[]) =>
  figureTexts.map((text, index) => `${JSON.stringify(text)}: ${outcomes[index]}`)

test.each(Object.entries(channels))('[R19] a text means one figure, or is asked about: %s', async (name, channel) => {
  expect(named(await channel(ground, figureTexts))).toEqual(named(outcomesOf(name)))
})

describe('[R19] what the type of a cell says', () => {
  const cellXml = (at: string, attributes: string, inner: string) => `<c r="${at}"${attributes}>${inner}</c>`

  test('their own workbook', async () => {
    const lines = rawCells.map(([attributes, inner], index) => ({
      month: `${2003 + Math.floor(index / 12)}年${(index % 12) + 1}月`,
      income: (row: number) => cellXml(`C${row}`, attributes, inner),
    }))
    expect(await ownOutcomes(ground, ownSheet(lines), lines.length)).toEqual(rawCells.map(([, , own]) => own))
  })

  test('the template', async () => {
    const outcomes: string[] = []
    for (let from = 0; from < rawCells.length; from += figureCells.length) {
      const some = rawCells.slice(from, from + figureCells.length)
      const file = filledTemplate((at) => {
        const one = some[figureCells.indexOf(at)]
        return one && cellXml(at, one[0], one[1])
      })
      const reply = await upload(ground.west, templatePath, file)
      expect(reply.status, JSON.stringify(reply.body).slice(0, 300)).toBe(200)
      outcomes.push(...some.map((_, index) => templateFault(reply, figureCells[index]!) ?? 'taken'))
    }
    expect(outcomes).toEqual(rawCells.map(([, , , outcome]) => outcome))
  })

  test.each(numberLiterals.map(([literal, outcome]) => [literal.slice(0, 20), literal, outcome] as const))(
    'a literal of JSON: %s',
    async (_, literal, outcome) => {
      const line = `"dataElement":"income","period":"199901","orgUnit":"${places.west1}","value":${literal}`
      const reply = await ground.west('POST', '/exchange/dataValueSets', { body: `{"dataValues":[{${line}}]}` })
      const kept = (await ground.stored(1995)).get(`${places.west1} 1999-01`)
      const code = reply.body.response?.conflicts[0]?.code ?? reply.body.code
      expect(code ?? `= ${kept}`).toBe(outcome)
    },
  )
})

describe.each(Object.entries(ways))('[R19] what is no period and no place of a return, by %s', (_, way) => {
  test('periods', async () => {
    const lines = hostilePeriods.map(([period]) => ({ place: places.west1, period, value: '5' }))
    const told = await way(ground, lines)
    expect(hostilePeriods.map(([period], index) => [period, told.get(index)])).toEqual(hostilePeriods)
  })

  test('places', async () => {
    const told = await way(
      ground,
      strangeUnits.map((place) => ({ place, period: '199401', value: '5' })),
    )
    expect(strangeUnits.map((place, index) => [place, told.get(index)])).toEqual(
      strangeUnits.map((place) => [place, 'place.unknown']),
    )
    expect((await ground.stored(1994)).size).toBe(0)
  })
})

test('[R19] the month of a row in their own workbook is the one that stands there, or none', async () => {
  // Of one place in one month each, so that nothing is said twice.
  const rows = monthTexts.map(([month], index) => ({ month, place: index % 2 === 0 ? '桑村' : '竹村' }))
  const { body } = await upload(ground.west, importPath, ownSheet(rows, '表'))
  const found = body.rows.map(({ place, period }: ImportedRow) => `${place.name} ${period}`)
  const expected = monthTexts.flatMap(([, month], index) => (month ? [`${rows[index]!.place} ${month}`] : []))
  expect(found.toSorted()).toEqual(expected.toSorted())
  expect(body.errorCount).toBeGreaterThan(0)
})
