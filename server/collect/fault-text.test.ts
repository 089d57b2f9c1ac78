import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultCodes } from './fault-text.ts'

const folder = new URL('./', import.meta.url)
const sources = [
  ...readdirSync(folder)
    .filter((name) => /^check-.*(?<!\.test)\.ts$/.test(name))
    .map((name) => new URL(name, folder)),
  new URL('../../net/quantity/number-fault.ts', import.meta.url),
  new URL('../../net/form/check-finding.ts', import.meta.url),
  new URL('../../net/quantity/typed-figure.ts', import.meta.url),
  new URL('entry/typed-cells.ts', folder),
]
const named =
  /'((?:marker|title|page|header|unit|row|place|indicator|cell|value|explanation|check|number)\.[a-zA-Z]+|entry\.known)'/g

test('[CO1] every fault that a check can name has words, and no words are left over', () => {
  const used = new Set(
    sources.flatMap((source) => Array.from(readFileSync(source, 'utf8').matchAll(named), ([, code]) => code)),
  )
  expect([...used].filter((code) => !faultCodes.includes(code!))).toEqual([])
  expect(faultCodes.filter((code) => !used.has(code))).toEqual([])
})
