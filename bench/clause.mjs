import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { defaultDictionary, readOutline, readStatements } from '@gangju/clause'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { middle, show, time } from './clock.mjs'

/** Characters a second of the clause reader beside a word cutter on the same text, in turn with it. See README.md. */
const runs = 7
const wantedBytes = 1_000_000

const text = makeText()
const bytes = Buffer.byteLength(text)
show(`${text.length} characters (${bytes} bytes) of invented policy text`)
const dictionary = defaultDictionary()
const jieba = Jieba.withDict(dict)

const works = {
  statements: () => readStatements(text, dictionary, { date: '2026-01' }).length,
  outline: () => readOutline(text).length,
  jieba: () => jieba.cut(text).length,
}
const counts = {}
const times = { statements: [], outline: [], jieba: [] }
// The first turn warms up and is not counted.
for (let run = 0; run <= runs; run++) {
  for (const [name, work] of Object.entries(works)) {
    const { ms, result } = await time(work)
    counts[name] = result
    if (run > 0) times[name].push(ms)
  }
  show(`turn ${run} of ${runs}`)
}

const perSecond = (ms) => Math.round((text.length / ms) * 1000)
const statementsMs = middle(times.statements)
const outlineMs = middle(times.outline)
const readerMs = middle(times.statements.map((ms, run) => ms + times.outline[run]))
const jiebaMs = middle(times.jieba)
const results = {
  at: new Date().toISOString(),
  machine: {
    processors: cpus().length,
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  text: { characters: text.length, bytes, runs },
  found: { statements: counts.statements, clauses: counts.outline, words: counts.jieba },
  statementsMs,
  outlineMs,
  readerCharactersPerSecond: perSecond(readerMs),
  jiebaCharactersPerSecond: perSecond(jiebaMs),
  ratio: jiebaMs / readerMs,
}

const lines = [
  ['readStatements', `${statementsMs.toFixed(0)} ms, ${counts.statements} statements`],
  ['readOutline', `${outlineMs.toFixed(0)} ms, ${counts.outline} clauses`],
  ['both', `${results.readerCharactersPerSecond} characters/s`],
  ['@node-rs/jieba cut', `${results.jiebaCharactersPerSecond} characters/s, ${counts.jieba} words`],
  ['  of the speed of jieba', results.ratio.toFixed(2)],
]
process.stdout.write(`\n${lines.map(([name, value]) => `${name.padEnd(26)} ${value}`).join('\n')}\n`)
mkdirSync(new URL('results', import.meta.url), { recursive: true })
writeFileSync(new URL('results/clause.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)

/** The texts of the exam one after another, again and again. */
function makeText() {
  const folder = new URL('../clause/exam/dev/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const texts = names.toSorted().map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')).text)
  const once = `${texts.join('\n')}\n`
  return once.repeat(Math.ceil(wantedBytes / Buffer.byteLength(once)))
}
