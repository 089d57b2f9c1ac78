import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const stepSeconds = 30
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits, as RFC 4226 §4 recommends, in base32. */
export function newTotpSecret(): string {
  return Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('')
}

export function totpUri(secret: string, username: string): string {
  return `otpauth://totp/Gangju:${encodeURIComponent(username)}?secret=${secret}&issuer=Gangju&algorithm=SHA1&digits=6&period=30`
}

/** @source RFC 6238 §4 with RFC 4226 §5.3. */
export function totpCode(secret: string, step: bigint): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(step)
  const mac = createHmac('sha1', decodeBase32(secret)).update(counter).digest()
  const offset = mac[mac.length - 1]! & 0xf
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

/**
 * The step that a code is of, one before and one after the clock's own; undefined when it is of none, or of one that was
 * used already: a code that was looked over the shoulder does not work twice.
 */
export function findTotpStep(secret: string, code: string, now: Date, lastStep: bigint | null): bigint | undefined {
  const current = BigInt(Math.floor(now.getTime() / 1_000 / stepSeconds))
  return [current, current - 1n, current + 1n].find(
    (step) => (lastStep === null || step > lastStep) && isSame(totpCode(secret, step), code),
  )
}

function isSame(expected: string, given: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(Buffer.from(expected), bytes)
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const sign of text) {
    value = ((value << 5) | base32.indexOf(sign)) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 0xff)
    }
  }
  return Buffer.from(bytes)
}
