import { isUtf8 } from 'node:buffer'
import { Problem } from '@gangju/net/problem'

/** One opening tag with its raw attribute text. */
export interface Tag {
  readonly name: string
  readonly attributes: string
}

/** Control characters, but not tab, line feed and carriage return, and two code points that are none. */
const forbiddenCharacter = /(?![\t\n\r\u007f-\u009f])[\p{Cc}\ufffe\uffff]/u

const depthLimit = 100
const tagLimit = 16_384

/**
 * Walks the tags of an XML part once, from left to right, without building anything: refuses what no workbook needs
 * (document types, entities, other encodings, characters that XML forbids) and what is not closed.
 *
 * @throws Problem `file.corrupt`, `file.forbiddenContent`.
 */
export function scanXml(part: string, content: Buffer, onTag: (tag: Tag) => void): void {
  const corrupt = () => new Problem('file.corrupt', { part })
  if (!isUtf8(content)) throw corrupt()
  const text = content.toString('utf8')
  refuseDocumentType(text)
  const encoding = /^\ufeff?<\?xml[^>]{0,200}\bencoding\s*=\s*["']([^"']{1,40})["']/.exec(text)?.[1]
  if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) throw corrupt()
  if (forbiddenCharacter.test(text) || /&#(?:0+;|x0+;|[xX]?[dD][89a-fA-F])/.test(text)) throw corrupt()

  const open: string[] = []
  let hasRoot = false
  let at = text.indexOf('<')
  while (at >= 0) {
    const end = endOfMarkup(text, at)
    if (end < 0 || end - at > tagLimit + (text.startsWith('<![CDATA[', at) ? text.length : 0)) throw corrupt()
    const next = text[at + 1]
    if (next === '/') {
      if (open.pop() !== text.slice(at + 2, end).trim()) throw corrupt()
    } else if (next !== '?' && next !== '!') {
      if (open.length === 0 && hasRoot) throw corrupt()
      hasRoot = true
      const isEmpty = text[end - 1] === '/'
      const body = text.slice(at + 1, isEmpty ? end - 1 : end)
      const blank = body.search(/\s/)
      const name = blank < 0 ? body : body.slice(0, blank)
      onTag({ name: name.slice(name.indexOf(':') + 1), attributes: blank < 0 ? '' : body.slice(blank) })
      if (!isEmpty) open.push(name)
      if (open.length > depthLimit) throw corrupt()
    }
    at = text.indexOf('<', end + 1)
  }
  if (open.length > 0 || !hasRoot) throw corrupt()
}

/** @throws Problem `file.forbiddenContent` for what could name or bring in other content. */
export function refuseDocumentType(text: string): void {
  if (/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) {
    throw new Problem('file.forbiddenContent', { what: 'XML 文档类型声明 (an XML document type)' })
  }
}

/** The value of one attribute, with whatever prefix; entities stay as they are written. */
export function attributeOf({ attributes }: Tag, name: string): string | undefined {
  const match = attributePattern(name).exec(attributes)
  return match?.[1] ?? match?.[2]
}

const patterns = new Map<string, RegExp>()

function attributePattern(name: string): RegExp {
  const known = patterns.get(name)
  if (known) return known
  const pattern = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, pattern)
  return pattern
}

/** Index of the `>` that ends the markup at `at`; quoted `>` do not count. */
function endOfMarkup(text: string, at: number): number {
  if (text.startsWith('<!--', at)) return after(text, '-->', at)
  if (text.startsWith('<![CDATA[', at)) return after(text, ']]>', at)
  if (text.startsWith('<?', at)) return after(text, '?>', at)
  let quote = ''
  for (let index = at + 1; index < text.length; index += 1) {
    const character = text[index]!
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return index
    else if (character === '<') return -1
  }
  return -1
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? -1 : found + mark.length - 1
}
