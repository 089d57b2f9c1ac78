import { expect, test } from 'vitest'
import type { DocumentReading } from './propose.ts'
import { readText } from './read-text.ts'

const own = {
  indicators: [{ code: 'oddFigure', name: '演示独有量', synonyms: ['独有量'], unit: '万元' }],
  places: [{ code: '990101000000', name: '青禾县', short: '青禾', level: 'county' as const, within: '青禾市' }],
}
const sentence = '到2026年底，青禾县演示独有量达到38万元以上，由县农业农村局牵头。'

test('[DL11] a text is read with the dictionary of the reader and the words of the installation', async () => {
  const text = `青禾县行动方案\n\n一、目标\n${sentence}`
  const { rows, reading } = await readText({ text, date: '2026-01', own, keepsReading: true })
  const { statements, bodies, clauses } = JSON.parse(new TextDecoder().decode(reading ?? undefined)) as DocumentReading
  expect(rows.counts).toEqual({ clauses: clauses.length, statements: 1 })
  expect(statements).toMatchObject([
    { text: '38', indicatorCode: 'oddFigure', place: '青禾县', comparator: 'ge', year: 2026, modality: 'target' },
  ])
  expect(text.startsWith('38', statements[0]!.offset)).toBe(true)
  expect(bodies.map((body) => body.text)).toEqual(['县农业农村局'])
  expect(clauses.some(({ title }) => title.includes('目标'))).toBe(true)
})

test('[DL11] a reading that takes too long is ended, and the next ones are read meanwhile and after', async () => {
  const one = { rows: { counts: { statements: 1 } }, reading: null }
  const long = sentence.repeat(60_000)
  const ended = expect(readText({ text: long, date: null, own }, { timeMs: 600 })).rejects.toMatchObject({
    code: 'file.timeout',
  })
  await expect(readText({ text: sentence, date: null, own })).resolves.toMatchObject(one)
  await ended
  await expect(readText({ text: sentence, date: null, own })).resolves.toMatchObject(one)
}, 20_000)
