import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { defaultDictionary, readOutline, readStatements } from '@gangju/clause'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { middle, show, time } from './clock.mjs'

/** Characters a second of the clause reader beside a word cutter on the same texts, in turn with it. See README.md. */
const runs = 7
const wantedBytes = 1_000_000

const root = new URL('../', import.meta.url)
const dictionary = defaultDictionary()
const jieba = Jieba.withDict(dict)
/** The samples are full of figures: with so much prose to each there is one statement per 110 characters or so, as in real documents. */
const proseToSamples = 6
const prose = Array.from({ length: proseToSamples }, () => readTexts('bench/texts/', '.md')).flat()
const texts = {
  ordinary: makeText([...readTexts('catalogue/samples/', '.md'), ...prose]),
  dense: makeText(readTexts('clause/exam/dev/', '.json').map((exam) => JSON.parse(exam).text)),
}

const measured = {}
for (const [name, text] of Object.entries(texts)) measured[name] = await measure(name, text)
const results = {
  at: new Date().toISOString(),
  machine: {
    processors: cpus().length,
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
  runs,
  texts: measured,
}

const lines = Object.entries(measured).flatMap(([name, own]) => [
  [name, `${own.characters} characters, a statement per ${Math.round(own.characters / own.statements)}`],
  ['  readStatements', `${own.statementsMs.toFixed(0)} ms, ${own.statements} statements`],
  ['  readOutline', `${own.outlineMs.toFixed(0)} ms, ${own.clauses} clauses`],
  ['  both', `${own.readerCharactersPerSecond} characters/s`],
  ['  @node-rs/jieba cut', `${own.jiebaCharactersPerSecond} characters/s, ${own.words} words`],
  ['  of the speed of jieba', own.ratio.toFixed(2)],
])
process.stdout.write(`\n${lines.map(([name, value]) => `${name.padEnd(26)} ${value}`).join('\n')}\n`)
mkdirSync(new URL('results', import.meta.url), { recursive: true })
writeFileSync(new URL('results/clause.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)

async function measure(name, text) {
  const works = {
    statements: () => readStatements(text, dictionary, { date: '2026-01' }).length,
    outline: () => readOutline(text).length,
    jieba: () => jieba.cut(text).length,
  }
  const counts = {}
  const times = { statements: [], outline: [], jieba: [] }
  // The first turn warms up and is not counted.
  for (let run = 0; run <= runs; run++) {
    for (const [kind, work] of Object.entries(works)) {
      const { ms, result } = await time(work)
      counts[kind] = result
      if (run > 0) times[kind].push(ms)
    }
    show(`${name}: turn ${run} of ${runs}`)
  }
  const perSecond = (ms) => Math.round((text.length / ms) * 1000)
  const readerMs = middle(times.statements.map((ms, run) => ms + times.outline[run]))
  const jiebaMs = middle(times.jieba)
  return {
    characters: text.length,
    bytes: Buffer.byteLength(text),
    statements: counts.statements,
    clauses: counts.outline,
    words: counts.jieba,
    statementsMs: middle(times.statements),
    outlineMs: middle(times.outline),
    readerCharactersPerSecond: perSecond(readerMs),
    jiebaCharactersPerSecond: perSecond(jiebaMs),
    ratio: jiebaMs / readerMs,
  }
}

function readTexts(folder, ending) {
  const names = readdirSync(new URL(folder, root)).filter((name) => name.endsWith(ending))
  return names.toSorted().map((name) => readFileSync(new URL(`${folder}${name}`, root), 'utf8'))
}

/** The texts one after another, again and again. */
function makeText(parts) {
  const once = `${parts.join('\n')}\n`
  return once.repeat(Math.ceil(wantedBytes / Buffer.byteLength(once)))
}
