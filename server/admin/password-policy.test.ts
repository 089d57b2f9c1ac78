import { expect, test } from 'vitest'
import { checkPassword, gradedPolicy, plainPolicy } from './password-policy.ts'
import { totpCode } from './totp.ts'

test.each([
  'short',
  'password2026',
  'Password123!',
  '1234567890',
  'abcdefghij',
  'aaaaaaaaaa',
  'west.2026!!x',
  'qwertyuiop',
  '!!!2026!!!1',
  'woaini1314520',
])('[HT10] %s is weak for west.2026', (password) => {
  expect(() => checkPassword(password, 'west.2026', plainPolicy)).toThrow('password.weak')
})

test('[HT10] length is enough by the plain rules; the graded ones ask for kinds', () => {
  expect(() => checkPassword('morning mist over seven', 'west', plainPolicy)).not.toThrow()
  expect(() => checkPassword('纲举目张万目皆张全网开合', 'west', plainPolicy)).not.toThrow()
  expect(() => checkPassword('morningmistoverseven', 'west', gradedPolicy)).toThrow('password.weak')
  expect(() => checkPassword('Morning-mist-over-7', 'west', gradedPolicy)).not.toThrow()
})

// RFC 6238, appendix B, SHA-1, six digits of the eight.
test.each([
  [59n, '287082'],
  [1_111_111_109n, '081804'],
  [2_000_000_000n, '279037'],
])('codes of two-step sign-in at %d', (second, code) => {
  expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', second / 30n)).toBe(code)
})
