import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultCodes } from '../fault-text.ts'
import { importFaultCodes } from './import-words.ts'

const folder = new URL('./', import.meta.url)
const sources = readdirSync(folder)
  .filter((name) => /^(?:period-finder|read-import|sheet-reader|cell-reader|row-place|own-figure)\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
const named = /'((?:row|cell|value|total|column|import|header|unit|number)\.[a-zA-Z]+)'/g

test('[XL5] every fault that an import can name has words, and no words are left over', () => {
  const used = new Set(sources.flatMap((text) => Array.from(text.matchAll(named), ([, code]) => code!)))
  const known = [...importFaultCodes, ...faultCodes]
  expect([...used].filter((code) => !known.includes(code))).toEqual([])
  expect(importFaultCodes.filter((code) => !used.has(code))).toEqual([])
})
