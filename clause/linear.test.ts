import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  compareOutlines,
  defaultDictionary,
  findBodies,
  findDeadlines,
  findProjects,
  readOutline,
  readStatements,
} from './index.ts'

const dictionary = defaultDictionary()
const options = { date: '2026-01' }

/** What is measured gets all that it needs ready made. */
interface Given {
  readonly text: string
  readonly outline: ReturnType<typeof readOutline>
  readonly after: { readonly text: string; readonly outline: ReturnType<typeof readOutline> }
}

const works: Readonly<Record<string, (given: Given) => unknown>> = {
  readStatements: ({ text }) => readStatements(text, dictionary, options),
  readOutline: ({ text }) => readOutline(text),
  findBodies: ({ text, outline }) => findBodies(text, outline),
  findDeadlines: ({ text, outline }) => findDeadlines(text, outline, options),
  findProjects: ({ text, outline }) => findProjects(text, outline, dictionary),
  compareOutlines: ({ text, outline, after }) => compareOutlines({ text, outline }, after),
}

const usual = examTexts()
const hostile: readonly string[] = [
  '7',
  '亿',
  '3.5亿',
  '1,',
  '(',
  '（一',
  '一、',
  '一、\n',
  '1.\n',
  '第一条\n',
  '一是；',
  '江门市',
  '《',
  '“',
  '|1',
  '1\t',
  '\n',
  ' ',
  '、',
  '到2027年',
  '10月底前',
  '项目和',
  '投资1亿元的',
  '位居',
  '计划',
  '市发改局、',
  '由市发改局牵头，',
  '责任单位：',
]

function examTexts(): string {
  const folder = new URL('exam/dev/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names
    .toSorted()
    .map((name) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { text: string }).text)
    .join('\n')
}

function give(unit: string, length: number): Given {
  const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  const changed = `${text.slice(0, length / 2)}改了\n${text.slice(length / 2)}`
  return { text, outline: readOutline(text), after: { text: changed, outline: readOutline(changed) } }
}

function timeOf(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** Times of a text and of one `growth` times as long, in turn. Twice as slow a character is no concern: a machine has other work. */
const growth = 4
const most = growth * 2.5
const turns = 5
/** No second try is worth waiting for. */
const hopeless = 10_000
/** Shorter times say more of the machine than of the work. */
const smallest = 10

function slowOnes(unit: string, length: number): string[] {
  const short = give(unit, length)
  const long = give(unit, length * growth)
  return Object.entries(works).flatMap(([name, work]) => {
    let before = Number.POSITIVE_INFINITY
    let after = Number.POSITIVE_INFINITY
    for (let turn = 0; turn < turns && (turn === 0 || after < hopeless); turn += 1) {
      before = Math.min(
        before,
        timeOf(() => work(short)),
      )
      after = Math.min(
        after,
        timeOf(() => work(long)),
      )
      if (after <= Math.max(before, smallest) * most) return []
    }
    return `${name} on “${unit.slice(0, 12)}”: ${before.toFixed(1)} ms, ${growth} × as long ${after.toFixed(1)} ms`
  })
}

test('[R27] reading takes time by the length of the text: texts of offices', () => {
  expect(slowOnes(usual, 125_000)).toEqual([])
}, 120_000)

test.each(hostile)(
  '[R27] reading takes time by the length of the text: %j again and again',
  (unit) => {
    expect(slowOnes(unit, 25_000)).toEqual([])
  },
  120_000,
)
