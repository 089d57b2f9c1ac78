import { Problem } from '@gangju/net/problem'

/** Rules for new passwords, as data: an office may have to keep another standard. */
export interface PasswordPolicy {
  readonly minimumLength: number
  /** Of lower-case letters, upper-case letters, digits, other signs. */
  readonly minimumKinds: number
  readonly refuseCommon: boolean
}

/** Length and not guessable; no rules of composition (NIST SP 800-63B §3.1.1). */
export const plainPolicy: PasswordPolicy = { minimumLength: 10, minimumKinds: 1, refuseCommon: true }

/** As 等级保护 asks (GB/T 22239-2019, 8.1.4.1): composition too. */
export const gradedPolicy: PasswordPolicy = { minimumLength: 10, minimumKinds: 3, refuseCommon: true }

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{Ll}\p{Lu}\d]/u]

// Roots of the passwords that are tried first; digits and signs around them do not make them better.
const commonRoots = [
  'password',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsx',
  'qazwsxedc',
  'abc',
  'abcd',
  'abcdef',
  'abcdefg',
  'admin',
  'administrator',
  'root',
  'guest',
  'welcome',
  'letmein',
  'iloveyou',
  'woaini',
  'woaiwojia',
  'changeme',
  'secret',
  'test',
  'gangju',
  'user',
  'login',
  'master',
  'dragon',
  'monkey',
  'sunshine',
  'superman',
]

/** @throws Problem `password.weak` */
export function checkPassword(password: string, username: string, policy: PasswordPolicy = plainPolicy): void {
  const isLong = Array.from(password).length >= policy.minimumLength
  const isMixed = kinds.filter((kind) => kind.test(password)).length >= policy.minimumKinds
  const isGuessable =
    password.toLowerCase().includes(username.toLowerCase()) || (policy.refuseCommon && isCommon(password))
  if (!isLong || !isMixed || isGuessable) throw new Problem('password.weak', { length: policy.minimumLength })
}

function isCommon(password: string): boolean {
  const letters = password.toLowerCase().replace(/[\d\p{P}\p{S}\s]+$|^[\d\p{P}\p{S}\s]+/gu, '')
  return letters === '' || commonRoots.includes(letters) || new Set(password).size <= 4 || isRun(password)
}

/** Signs that follow each other in the alphabet or the numbers: `abcdefghij`. */
function isRun(text: string): boolean {
  const steps = Array.from(text.slice(1), (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}
