import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type FoundPattern, listPatterns } from './fixture/pattern-list.ts'
import { isTest, listFiles, projectRoot } from './source-files.ts'

const length = 20_000
/** The promise is 50 ms for 50,000 characters. One that grows by the square takes above 150 ms for these; a busy machine is given some. */
const longest = 100

const sources = listFiles(['contract', 'net', 'clause'], /\.ts$/).filter(
  ({ path }) => !isTest(path) && !path.endsWith('.d.ts'),
)

const units = [
  '1',
  ' ',
  '一',
  '亿',
  '、',
  '(',
  '（',
  ',',
  '.',
  '-',
  '\t',
  '\n',
  'a',
  '。',
  '《',
  '“',
  '(1',
  '1.',
  '1,',
  '1 ',
  '一、',
  '第一',
  '年1月',
  '项目和',
  '到2027年，产值达500亿元',
]

/** Of a pattern itself: every word and sign that it names, again and again. */
function unitsOf({ source }: RegExp): string[] {
  const words =
    source.replace(/\\[a-zA-Z]|\\u[0-9a-f]{4}/g, ' ').match(/\p{Script=Han}+|[A-Za-z]+|[^\sA-Za-z\\]/gu) ?? []
  return [...new Set([...words, ...words.flatMap((word) => Array.from(word))])].slice(0, 40)
}

/** The shortest of up to three runs, in milliseconds. */
function timeOf(pattern: RegExp, text: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3 && best > longest; run += 1) {
    const begun = performance.now()
    if (pattern.global) for (const _ of text.matchAll(pattern));
    else pattern.exec(text)
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

function slowOnes(patterns: readonly FoundPattern[]): string[] {
  return patterns.flatMap(({ where, pattern }) => {
    for (const unit of new Set([...units, ...unitsOf(pattern)])) {
      const pump = unit.repeat(Math.ceil(length / unit.length))
      for (const text of [pump, `${pump}\0`, `1${pump}~`]) {
        pattern.lastIndex = 0
        const ms = timeOf(pattern, text)
        if (ms > longest) return `${where} on “${unit}” × ${length}: ${ms.toFixed(0)} ms`
      }
    }
    return []
  })
}

test('[R27] no pattern that is written in a source blows up', () => {
  const patterns = sources.flatMap((source) => listPatterns(source))
  expect(patterns.length).toBeGreaterThan(150)
  expect(slowOnes(patterns)).toEqual([])
})

test('[R27] no pattern that is put together blows up', async () => {
  const made = await patternsMadeBy(sources.filter(({ text }) => text.includes('new RegExp(')).map(({ path }) => path))
  expect(made.length).toBeGreaterThan(10)
  expect(slowOnes(made)).toEqual([])
})

/** Patterns that modules make of parts while they are loaded. */
async function patternsMadeBy(paths: readonly string[]): Promise<FoundPattern[]> {
  const made: FoundPattern[] = []
  const { RegExp: plain } = globalThis
  globalThis.RegExp = new Proxy(plain, {
    construct(target, words: [string, string?]) {
      const pattern = new target(...words)
      made.push({ where: String(pattern), pattern })
      return pattern
    },
  })
  try {
    for (const path of paths) await import(/* @vite-ignore */ pathToFileURL(join(projectRoot, path)).href)
  } finally {
    globalThis.RegExp = plain
  }
  return made
}
