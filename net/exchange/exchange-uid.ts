/** What is exchanged under a UID beside places. */
export type UidKind = 'dataElement' | 'dataSet'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const base = BigInt(letters.length)
const digits = 10
const space = base ** BigInt(digits)
/** Odd and no multiple of 31, so that multiplying by it can be undone modulo 62^10. */
const factor = 618_033_988_749_894_849n
const inverse = inverseOf(factor)
const placeLetter = 'p'
const firstLetters: Readonly<Record<UidKind, string>> = { dataElement: 'e', dataSet: 's' }

/**
 * The UID of a place, from its 12 digits alone, so that every installation gives a place the same one; it can be read
 * back without a table [EX2].
 *
 * @source DHIS2 2.41: 11 characters, a letter first, then letters and digits.
 */
export function placeUid(code: string): string {
  return placeLetter + digitsOf((BigInt(code) * factor) % space)
}

/** The code that a UID was made of; undefined for any other text, one with a wrong character too. */
export function placeOfUid(uid: string): string | undefined {
  if (!/^p[A-Za-z0-9]{10}$/.test(uid)) return undefined
  let number = 0n
  for (const sign of uid.slice(1)) number = number * base + BigInt(letters.indexOf(sign))
  const code = String((number * inverse) % space)
  return code.length > 12 ? undefined : code.padStart(12, '0')
}

/** The UID of a form or an indicator: a hash of its code, the same everywhere [EX2]. */
export function codeUid(kind: UidKind, code: string): string {
  return firstLetters[kind] + digitsOf(mixed(hashOf(code)) % space)
}

function digitsOf(number: bigint): string {
  let text = ''
  for (let rest = number, count = 0; count < digits; count += 1, rest /= base)
    text = letters[Number(rest % base)] + text
  return text
}

/** FNV-1a of 64 bits over UTF-16 units. */
function hashOf(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return hash
}

/** The last steps of splitmix64: short texts that differ little end far apart. */
function mixed(hash: bigint): bigint {
  const once = BigInt.asUintN(64, (hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n)
  const twice = BigInt.asUintN(64, (once ^ (once >> 27n)) * 0x94d049bb133111ebn)
  return twice ^ (twice >> 31n)
}

/** By the extended Euclidean algorithm. */
function inverseOf(number: bigint): bigint {
  let [a, b, x, y] = [number, space, 1n, 0n]
  while (b !== 0n) {
    const quotient = a / b
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return ((x % space) + space) % space
}
