import { expect, test } from 'vitest'
import { parsePostmasterFile } from './postmaster-file.ts'

test('[DB3] the file of a server names its process, port and status', () => {
  const text = '4711\n/home/data\n1795300000\n40123\n\n127.0.0.1\n  5432001  65536\nready   \n'
  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 40123, status: 'ready' })
})

test('[DB3] the first lines alone are a server without status; an empty file is none', () => {
  expect(parsePostmasterFile('4711\n/home/data\n')).toEqual({ pid: 4711, port: 0, status: '' })
  expect(parsePostmasterFile('')).toBeUndefined()
})
