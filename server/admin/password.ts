import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Without signs that are mistaken for each other when read out.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** argon2id with 19 MiB and two passes (OWASP Password Storage Cheat Sheet). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

// Checked when there is nobody of that name, so that both answers take the same time.
const nobody = hashPassword(randomText(24))

/** @param stored undefined when there is nobody: takes as long, and is false. */
export async function isPasswordRight(stored: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? (await nobody), password.normalize('NFC'))
  return stored !== undefined && isRight
}

/** A password for one use, in groups that can be read out: about 79 bits. */
export function newOneTimePassword(): string {
  return Array.from({ length: 4 }, () => randomText(4)).join('-')
}

function randomText(length: number): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
