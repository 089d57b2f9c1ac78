import { expect, test } from 'vitest'
import { canonicalText, parseStrictJson } from './strict-json.ts'

const parse = (text: string) => parseStrictJson(Buffer.from(text))

test.each([
  '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
  '[]',
  '"x"',
  '{"a":"{\\"a\\":1,\\"a\\":2}"}',
  '{"a\\\\":1,"a":2}',
  '{"a":["b","b"],"b":"b"}',
  ' { "a" : 1 , "b" : 2 } ',
])('[HT2] %s is plain', (text) => {
  expect(parse(text)).toEqual(JSON.parse(text))
})

test.each([
  '{"a":1,"a":2}',
  '{"a":{"b":1,"b":2}}',
  '[{"a":1,"\\u0061":2}]',
  '{"b":[{"c":1}],"b":2}',
  '{"prototype":1}',
  '{"a":"\\u0000"}',
  '{"\\ud800":1}',
  '',
])('[HT2] %s is not', (text) => {
  expect(() => parse(text)).toThrow('request.malformed')
})

test('[HT2] broken UTF-8 is not taken, and text comes in NFC', () => {
  expect(() => parseStrictJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toThrow('request.malformed')
  expect(parse('"e\u0301"')).toBe('é')
})

test('[HT6] equal values have one spelling', () => {
  expect(canonicalText({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(canonicalText({ a: [{ c: 2, d: 1 }], b: 1 }))
  expect(canonicalText({ a: [1, 2] })).not.toBe(canonicalText({ a: [2, 1] }))
})

test('[HT2] two megabytes take less than a fifth of a second', () => {
  const text = JSON.stringify(
    Array.from({ length: 30_000 }, (_, index) => ({ place: `p${index}`, indicator: 'income', value: '12.5' })),
  )
  const started = performance.now()
  parse(text)
  expect(performance.now() - started).toBeLessThan(200)
})
