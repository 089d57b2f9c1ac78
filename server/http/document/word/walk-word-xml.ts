import { isUtf8 } from 'node:buffer'
import { Problem } from '@gangju/net/problem'
import { Parser } from 'htmlparser2'
import { refuseDocumentType } from '../../sheet/xml-scan.ts'

/** Deeper than any document of tables in text boxes in tables. */
const depthLimit = 400

const words = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
])
const formulas = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/math',
  'http://purl.oclc.org/ooxml/officeDocument/math',
])
const alternatives = 'http://schemas.openxmlformats.org/markup-compatibility/2006'

export interface WordHandler {
  /** `name` is w:…, m:… or mc:… whatever prefixes the file uses; elements of other vocabularies have an empty name. */
  open(name: string, attributeOf: (name: string) => string | undefined): void
  close(name: string): void
  text?(text: string): void
}

/**
 * Walks one part of a .docx from left to right without building anything.
 *
 * @throws Problem `file.corrupt` for what is not closed, too deep or not UTF-8; `file.forbiddenContent` for a document type.
 */
export function walkWordXml(part: string, content: Buffer, handler: WordHandler): void {
  const corrupt = () => new Problem('file.corrupt', { part })
  if (!isUtf8(content)) throw corrupt()
  const xml = content.toString('utf8')
  refuseDocumentType(xml)
  const prefixes = new Map<string, string>()
  const open: string[] = []
  const parser = new Parser(
    {
      onopentag(rawName, attributes) {
        if (open.length >= depthLimit) throw corrupt()
        for (const [name, value] of Object.entries(attributes)) notePrefix(prefixes, name, value)
        const name = nameOf(prefixes, rawName)
        open.push(name)
        handler.open(name, (wanted) => attributes[`${rawName.split(':', 1)[0]}:${wanted}`] ?? attributes[wanted])
      },
      ontext(text) {
        handler.text?.(text)
      },
      onclosetag(_, isImplied) {
        // An empty element closes itself; anything else that does is a file cut off or crossed.
        if (isImplied && !isSelfClosed(xml, parser.endIndex)) throw corrupt()
        handler.close(open.pop() ?? '')
      },
    },
    { xmlMode: true },
  )
  parser.end(xml)
}

const isSelfClosed = (xml: string, end: number) => xml[end] === '>' && xml[end - 1] === '/'

function notePrefix(prefixes: Map<string, string>, name: string, value: string): void {
  if (name !== 'xmlns' && !name.startsWith('xmlns:')) return
  const kind = words.has(value) ? 'w' : formulas.has(value) ? 'm' : value === alternatives ? 'mc' : undefined
  const prefix = name.slice(6)
  if (kind) prefixes.set(prefix, kind)
  else prefixes.delete(prefix)
}

function nameOf(prefixes: ReadonlyMap<string, string>, rawName: string): string {
  const colon = rawName.indexOf(':')
  const kind = prefixes.get(colon < 0 ? '' : rawName.slice(0, colon))
  return kind ? `${kind}:${rawName.slice(colon + 1)}` : ''
}
