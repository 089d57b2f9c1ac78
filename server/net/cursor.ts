import { Problem } from '@gangju/net/problem'

/** Where a list goes on: the sort key of the last row that was sent, as text that means nothing to its reader. */
export function formatCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * The sort key inside a cursor; undefined without one.
 *
 * @throws Problem `cursor.malformed` for anything that `formatCursor` did not make for a key of so many parts.
 */
export function parseCursor(cursor: string | undefined, parts: number): readonly string[] | undefined {
  if (cursor === undefined) return undefined
  const key = parseKey(cursor)
  const isKey = Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')
  if (!isKey || key.some((part) => part.includes('\0'))) throw new Problem('cursor.malformed')
  return key
}

function parseKey(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
