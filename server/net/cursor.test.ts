import { Problem } from '@gangju/net/problem'
import { expect, test } from 'vitest'
import { formatCursor, parseCursor } from './cursor.ts'

test('[HT20] a cursor brings back its key, whatever characters it holds', () => {
  expect(parseCursor(formatCursor(['赤坎镇', '']), 2)).toEqual(['赤坎镇', ''])
  expect(parseCursor(undefined, 1)).toBeUndefined()
})

test.each([
  '',
  'x',
  formatCursor([]),
  formatCursor(['a', 'b']),
  formatCursor(['a\0']),
  Buffer.from('[1]').toString('base64url'),
])('[HT20] a cursor that was not made here is refused: %s', (cursor) => {
  expect(() => parseCursor(cursor, 1)).toThrow(new Problem('cursor.malformed'))
})
