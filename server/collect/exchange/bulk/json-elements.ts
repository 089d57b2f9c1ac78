/** What stands in front of the values of a set, and where they begin. */
export interface SetHead {
  /** An object with the keys in front. */
  readonly text: string
  /** Behind the bracket that opens the list. */
  readonly end: number
}

const sign = (text: string): number => text.charCodeAt(0)
const [quote, backslash, comma] = [sign('"'), sign('\\'), sign(',')]
const [opens, closes] = [new Set([sign('{'), sign('[')]), new Set([sign('}'), sign(']')])]
const listEnd = sign(']')

/** Walks over JSON by its bytes; strings are passed over as one. Stops where `visit` says so. @returns where, or -1. */
function walk(
  bytes: Uint8Array,
  from: number,
  visit: (at: number, depth: number, stringEnd: number) => boolean,
): number {
  let depth = 0
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (opens.has(byte)) depth += 1
    let end = at
    if (byte === quote) {
      end += 1
      while (end < bytes.length && bytes[end] !== quote) end += bytes[end] === backslash ? 2 : 1
      if (end >= bytes.length) return -1
    }
    if (visit(at, depth, end)) return at
    if (closes.has(byte)) depth -= 1
    at = end
  }
  return -1
}

/** Undefined when no list of values is found in these bytes. */
export function setHeadOf(bytes: Buffer): SetHead | undefined {
  let end = -1
  const at = walk(bytes, 0, (start, depth, stringEnd) => {
    if (depth !== 1 || stringEnd === start || bytes.toString('utf8', start, stringEnd + 1) !== '"dataValues"')
      return false
    const list = /^"dataValues"\s*:\s*\[/.exec(bytes.toString('latin1', start, Math.min(bytes.length, start + 200)))
    if (!list) return false
    end = start + list[0].length
    return true
  })
  if (at < 0) return undefined
  return { text: `${bytes.toString('utf8', 0, at).replace(/,\s*$/, '')}}`, end }
}

export interface Elements {
  readonly texts: readonly Buffer[]
  /** Behind the last of them, or behind the end of the file. */
  readonly end: number
  /** `whole`: the set ended there and nothing follows; `broken`: something else stands there. */
  readonly state: 'more' | 'whole' | 'broken'
}

/** Objects of a list, one after another; `isFirst`: none stands in front of them. */
export function nextElements(
  bytes: Buffer,
  { most, isLast, isFirst }: { most: number; isLast: boolean; isFirst: boolean },
): Elements {
  const texts: Buffer[] = []
  let end = 0
  for (;;) {
    let at = afterSpace(bytes, end)
    if (bytes[at] === listEnd) {
      if (!isLast) return { texts, end, state: 'more' }
      const isWhole = /^\s*\}\s*$/.test(bytes.toString('latin1', at + 1))
      return { texts, end: isWhole ? bytes.length : end, state: isWhole ? 'whole' : 'broken' }
    }
    if (texts.length >= most) return { texts, end, state: 'more' }
    if (at < bytes.length && (!isFirst || texts.length > 0)) {
      if (bytes[at] !== comma) return { texts, end, state: 'broken' }
      at = afterSpace(bytes, at + 1)
    }
    if (at >= bytes.length) return { texts, end, state: isLast ? 'broken' : 'more' }
    if (bytes[at] !== sign('{')) return { texts, end, state: 'broken' }
    const close = walk(bytes, at, (where, depth) => depth === 1 && closes.has(bytes[where]!))
    if (close < 0) return { texts, end, state: isLast ? 'broken' : 'more' }
    texts.push(bytes.subarray(at, close + 1))
    end = close + 1
  }
}

function afterSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && [0x20, 0x0a, 0x0d, 0x09].includes(bytes[at]!)) at += 1
  return at
}
