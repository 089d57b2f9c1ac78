import { Problem } from '@gangju/net/problem'

const deepest = 64
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * JSON of a request: UTF-8 without a mark in front, put into NFC; no key twice in an object, no key that reaches into
 * prototypes, no NUL, no half of a surrogate pair, at most 64 deep [HT2].
 *
 * @throws Problem `request.malformed`
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes).normalize('NFC')
    const value: unknown = JSON.parse(text)
    if (!hasPlainKeys(text) || !isCleanValue(value)) throw new Error('not plain')
    return value
  } catch {
    throw new Problem('request.malformed')
  }
}

/** Text that a database takes and a page shows as it is. */
export const isCleanText = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text)

/** One walk over text that is known to be JSON: the depth, and every key with its object. */
function hasPlainKeys(text: string): boolean {
  const objects: (Set<string> | undefined)[] = []
  let isKeyNext = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '{' || sign === '[') {
      if (objects.push(sign === '{' ? new Set() : undefined) > deepest) return false
      isKeyNext = sign === '{'
    } else if (sign === '}' || sign === ']') {
      objects.pop()
      isKeyNext = false
    } else if (sign === ',') {
      isKeyNext = objects.at(-1) !== undefined
    } else if (sign === '"') {
      const end = endOfString(text, at)
      if (isKeyNext && !addKey(objects.at(-1), JSON.parse(text.slice(at, end + 1)) as string)) return false
      isKeyNext = false
      at = end
    }
  }
  return true
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function addKey(keys: Set<string> | undefined, key: string): boolean {
  if (!keys || keys.has(key) || forbiddenKeys.has(key) || !isCleanText(key)) return false
  keys.add(key)
  return true
}

function isCleanValue(value: unknown): boolean {
  if (typeof value === 'string') return isCleanText(value)
  if (Array.isArray(value)) return value.every(isCleanValue)
  return value === null || typeof value !== 'object' || Object.values(value).every(isCleanValue)
}

/** One spelling for equal values, whatever the order of their keys. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
