import { randomBytes } from 'node:crypto'

/** Letters and digits by chance, so that no two officers make the same code at one time. */
export const randomCode = (length: number): string =>
  Array.from(randomBytes(length), (byte) => (byte % 36).toString(36)).join('')
