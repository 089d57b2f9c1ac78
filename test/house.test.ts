import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { routes } from '@gangju/contract/routes'
import { expect, test } from 'vitest'
import { features } from '../server/features.ts'
import type { App } from '../server/http/app.ts'
import type { Door } from '../server/http/serve.ts'
import { importsOf, isTest, listFiles, projectRoot, type SourceFile } from './source-files.ts'

const all = listFiles(
  ['net', 'clause', 'contract', 'server', 'web', 'test', 'catalogue', 'bench', 'tools'],
  /\.(?:tsx?|mjs)$/,
)
const written = all.filter(({ path }) => !/\.generated\.ts$|\.d\.ts$/.test(path))
const sources = written.filter(({ path }) => !isTest(path))
const linesOf = ({ text }: SourceFile) => text.split('\n').length - 1

test('source files are short: median at most 80 lines, nine of ten at most 250, none over 400', () => {
  const sizes = sources.map(linesOf).toSorted((a, b) => a - b)
  const at = (share: number) => sizes[Math.floor(share * (sizes.length - 1))]!
  expect(at(0.5)).toBeLessThanOrEqual(80)
  expect(at(0.9)).toBeLessThanOrEqual(250)
  expect(written.filter((source) => linesOf(source) > 400).map(({ path }) => path)).toEqual([])
})

const emptyWord = /^(?:utils?|help(?:er)s?|commons?|types?|misc|managers?|services?|base|impl|shared|stuff|lib)$/
const emptyName = /(?:Manager|Service|Impl|Utils?|Help(?:er)s?)$|^(?:Base|Abstract)[A-Z]/

test('no file, folder or exported name says nothing', () => {
  const files = written
    .map(({ path }) => path)
    .filter((path) => path.split('/').some((part) => part.split(/[-.]/).some((word) => emptyWord.test(word))))
  const names = written.flatMap((source) =>
    exportsOf(source)
      .filter((name) => emptyName.test(name))
      .map((name) => `${source.path}: ${name}`),
  )
  expect([...files, ...names]).toEqual([])
})

test('files are named in kebab case', () => {
  const wrong = written.map(({ path }) => path).filter((path) => !/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/.test(basename(path)))
  expect(wrong).toEqual([])
})

test('only configurations export by default', () => {
  const wrong = written.filter(
    ({ path, text }) => /^export default\b/m.test(text) && !/\.(?:config|setup)\.(?:ts|mjs)$/.test(path),
  )
  expect(wrong.map(({ path }) => path)).toEqual([])
})

test('nothing is left for later in the sources, and nothing is logged to the console', () => {
  const later = /\b(?:(?:T)ODO|(?:F)IXME|(?:H)ACK|(?:X)XX)\b/
  expect(written.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([])
  const talking = sources.filter(
    ({ path, text }) => /^(?:net|contract|server|web)\//.test(path) && /\bconsole\./.test(text),
  )
  expect(talking.map(({ path }) => path)).toEqual([])
})

/** The doors of the net and the wire are offered to whoever comes; programs and declarations are entered from outside. */
const isOffered = ({ path }: SourceFile) => /^(?:net|contract)\/|\.mjs$|\.config\.ts$|\.setup\.ts$/.test(path)

test('what is exported is used: by another file, or at least by its own', () => {
  const taken = new Set(
    all.flatMap((source) =>
      importsOf(source).flatMap(({ file, names }) =>
        file === undefined ? [] : names.map((name) => `${file} ${name}`),
      ),
    ),
  )
  const named = (source: SourceFile, name: string) => source.text.split(new RegExp(`\\b${name}\\b`)).length - 1
  const unused = sources
    .filter((source) => !isOffered(source))
    .filter(({ path }) => !taken.has(`${path} *`))
    .flatMap((source) =>
      exportsOf(source)
        .filter((name) => !taken.has(`${source.path} ${name}`) && named(source, name) < 2)
        .filter((name) => !all.some(({ text }) => text.includes(`'${name}'`)))
        .map((name) => `${source.path}: ${name}`),
    )
  expect(unused).toEqual([])
})

test('a runtime dependency is used', () => {
  const unused = ['contract', 'server', 'web'].flatMap((folder) => {
    const { dependencies } = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8'))
    const texts = sources.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ text }) => text)
    return Object.keys(dependencies)
      .filter((name) => !texts.some((text) => new RegExp(`['"]${name}['"/]`).test(text)))
      .map((name) => `${folder}: ${name}`)
  })
  expect(unused).toEqual([])
})

test('every route of the contract is served once', () => {
  const doors: Door[] = []
  const app: Pick<App, 'open'> = { open: (door) => doors.push(door) }
  for (const feature of features) feature(app as App)
  const told = (route: { method: string; path: string }) => `${route.method} ${route.path}`
  expect(doors.map(({ route }) => told(route)).toSorted()).toEqual(Object.values(routes).map(told).toSorted())
})

function exportsOf({ text }: SourceFile): string[] {
  const declared = [
    ...text.matchAll(/^export\s+(?:declare\s+)?(?:async\s+)?(?:function\*?|const|let|class|interface|type)\s+(\w+)/gm),
  ].map((match) => match[1]!)
  const listed = [...text.matchAll(/^export\s+(?:type\s+)?\{([^}]*)\}(?!\s*from)/gm)].flatMap((match) =>
    match[1]!.split(',').map((name) =>
      name
        .trim()
        .split(/\s+as\s+/)
        .at(-1)!
        .replace(/^type\s+/, ''),
    ),
  )
  return [...declared, ...listed].filter((name) => name !== '')
}
