import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type PlaceKind, type PlaceLevel, padCode, parsePlaceCode } from '@gangju/net/place'
import { Problem } from '@gangju/net/problem'
import { spell } from './pinyin.ts'

/** One place as a list gives it, ready to be stored. */
export interface PlaceRow {
  /** 12 digits. */
  readonly code: string
  readonly name: string
  readonly level: PlaceLevel
  /** The code above it in the same list; null for the first place of a list. */
  readonly parentCode: string | null
  /** The county it is or lies in; null above counties. */
  readonly countyCode: string | null
  readonly administrative: boolean
  readonly kind: PlaceKind
  readonly initials: string
  readonly pinyin: string
}

/** `# key: value` lines before the first place: source, as-of, licence and what else the file says of itself. */
export type PlaceFileHead = Readonly<Record<string, string>>

/** Reads a place file line by line; a list of the whole country needs no more memory than its codes. */
export async function* readPlaceFile(path: string): AsyncGenerator<PlaceRow> {
  const reader = placeLineReader()
  for await (const line of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const row = reader(line)
    if (row) yield row
  }
}

/** The same from text that is at hand. */
export function* parsePlaceFile(text: string): Generator<PlaceRow> {
  const reader = placeLineReader()
  for (const line of text.split(/\r?\n/)) {
    const row = reader(line)
    if (row) yield row
  }
}

/** What a place file says of itself. */
export function parsePlaceFileHead(text: string): PlaceFileHead {
  const head: Record<string, string> = {}
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith('#')) break
    const match = /^#\s*([a-z-]+):\s*(.+?)\s*$/.exec(line)
    if (match?.[1] && match[2]) head[match[1]] = match[2]
  }
  return head
}

/**
 * The row of a code and a name.
 *
 * County part 01 is the heading 市辖区 in most cities and a county in others (东城区, 延吉市, 钟山区): there the name decides [PL27].
 */
export function placeRow(code: string, name: string, parentCode: string | null): PlaceRow {
  const { level, countyCode = null, administrative, kind } = parsePlaceCode(code)
  const isCounty = level === 'county' && name !== '市辖区'
  const standing = isCounty ? ({ administrative: true, kind: 'county' } as const) : { administrative, kind }
  return { code, name, level, parentCode, countyCode, ...standing, ...spell(name, code) }
}

/**
 * Takes the lines of a file in order and gives the place of each that holds one.
 *
 * A line is blanks, digits, a blank, a name. Twelve digits are a whole code at any depth; fewer continue the code of the
 * line above that is two blanks less deep [PL20]. A line of zeros repeats the place above (the county 00 of 东莞): a step
 * of the outline and not a place of its own [PL21].
 *
 * @throws Problem `placeFile.…` with the line's number and text [PL22].
 */
function placeLineReader(): (line: string) => PlaceRow | undefined {
  const above: string[] = []
  const seen = new Set<string>()
  let number = 0

  return (line) => {
    number += 1
    const text = line.replace(/^\uFEFF/, '').trimEnd()
    if (text === '' || text.startsWith('#')) return undefined
    const refuse = (reason: string) =>
      new Problem(`placeFile.${reason}`, { line: number, text: text.trim().slice(0, 60) })

    const match = /^( *)(\d+)[ \t]+(\S.*)$/.exec(text)
    if (!match) throw refuse('lineMalformed')
    const [, indent = '', digits = '', name = ''] = match
    const isWhole = digits.length === 12
    const depth = indent.length / 2
    if (!isWhole && (!Number.isInteger(depth) || depth > above.length)) throw refuse('indentMalformed')
    if (name.length > 80) throw refuse('nameTooLong')
    if (!isWhole) above.length = depth
    const short = isWhole ? digits : (above.at(-1) ?? '') + digits
    if (![2, 4, 6, 9, 12].includes(short.length)) throw refuse('codeLength')

    const code = padCode(short)
    const parentCode = parentOf(code)
    if (parentCode === undefined) throw refuse('codeMalformed')
    if (!isWhole) above.push(short)
    if (!isWhole && depth > 0 && code === padCode(above[depth - 1] ?? short)) return undefined
    if (seen.has(code)) throw refuse('duplicate')
    if (seen.size > 0 && !seen.has(parentCode)) throw refuse('parentMissing')
    const isFirst = seen.size === 0
    seen.add(code)
    return placeRow(code, name, isFirst ? null : parentCode)
  }
}

function parentOf(code: string): string | undefined {
  try {
    return parsePlaceCode(code).parentCode ?? ''
  } catch {
    return undefined
  }
}
