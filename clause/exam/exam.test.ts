import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultDictionary } from '../dictionary/default.ts'
import { readStatements } from '../statement/read-statements.ts'
import { type ExamRecord, tally } from './tally.ts'

interface ExamText {
  readonly date: string
  readonly text: string
  readonly records: readonly ExamRecord[]
}

const folder = new URL('.', import.meta.url)
const floors = JSON.parse(readFileSync(new URL('floors.json', folder), 'utf8')) as Record<
  string,
  Record<string, number>
>

function readTexts(set: string): ExamText[] {
  const home = new URL(`${set}/`, folder)
  return readdirSync(home)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(new URL(name, home), 'utf8')) as ExamText)
}

describe('the exam of invented texts', () => {
  for (const set of ['dev', 'held']) {
    it(`[CS14] reads the ${set} texts no worse than the floors say`, () => {
      const dictionary = defaultDictionary()
      const figures = tally(
        readTexts(set).map(({ date, text, records }) => ({
          records,
          statements: readStatements(text, dictionary, { date }),
        })),
      )
      const lines = Object.entries(figures).map(([figure, value]) => `${figure.padEnd(18)} ${value.toFixed(3)}`)
      console.log(`${set}\n${lines.join('\n')}`)
      const fallen = Object.entries(floors[set] ?? {}).filter(([figure, floor]) => !((figures[figure] ?? 0) >= floor))
      expect(fallen).toEqual([])
      expect(Object.keys(floors[set] ?? {}).toSorted()).toEqual(Object.keys(figures).toSorted())
    })
  }
})
