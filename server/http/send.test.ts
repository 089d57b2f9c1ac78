import { expect, test } from 'vitest'
import { attachment } from './send.ts'

test.each([
  ['东镇 2026-10.xlsx', `attachment; filename="__ 2026-10.xlsx"; filename*=UTF-8''%E4%B8%9C%E9%95%87%202026-10.xlsx`],
  ['a"\r\nset-cookie: x', `attachment; filename="a_set-cookie: x"; filename*=UTF-8''a%22set-cookie%3A%20x`],
  ['../../etc/passwd', `attachment; filename="....etcpasswd"; filename*=UTF-8''....etcpasswd`],
  ["it's (1).xlsx", `attachment; filename="it's (1).xlsx"; filename*=UTF-8''it%27s%20%281%29.xlsx`],
  ['\u202Etxt.exe', `attachment; filename="txt.exe"; filename*=UTF-8''txt.exe`],
  ['', `attachment; filename="file"; filename*=UTF-8''file`],
])('[HT11] the name %j stays a name', (name, header) => {
  expect(attachment(name)).toBe(header)
})
