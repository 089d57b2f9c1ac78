/** Where a record of a CSV file ends, and how many lines it and those before it have. */
export interface RecordEnd {
  readonly end: number
  readonly lines: number
}

const quote = 0x22
const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Ends of the records of a CSV text, by its bytes and by the rules of `parseCsv`: in UTF-8 and in GB18030 alike, no other
 * character holds the byte of a quote, a separator or a line end. What is not whole at the end is left, unless the file ends there.
 */
export function recordEnds(
  bytes: Uint8Array,
  { separator, most, isLast }: { separator: number; most: number; isLast: boolean },
): readonly RecordEnd[] {
  const ends: RecordEnd[] = []
  let state: 'start' | 'plain' | 'quoted' = 'start'
  let lines = 0
  let from = 0
  for (let at = 0; at < bytes.length && ends.length < most; at += 1) {
    const byte = bytes[at]!
    if (state === 'quoted') {
      if (byte === lineFeed) lines += 1
      if (byte !== quote) continue
      // At the very end it may be the first half of a doubled one.
      if (at + 1 === bytes.length && !isLast) return ends
      if (bytes[at + 1] === quote) at += 1
      else state = 'plain'
    } else if (byte === quote && state === 'start') state = 'quoted'
    else if (byte === separator) state = 'start'
    else if (byte === lineFeed || byte === carriageReturn) {
      if (byte === carriageReturn && at + 1 === bytes.length && !isLast) return ends
      if (byte === carriageReturn && bytes[at + 1] === lineFeed) at += 1
      lines += 1
      from = at + 1
      ends.push({ end: from, lines })
      state = 'start'
    } else state = 'plain'
  }
  if (isLast && ends.length < most && from < bytes.length) ends.push({ end: bytes.length, lines: lines + 1 })
  return ends
}
