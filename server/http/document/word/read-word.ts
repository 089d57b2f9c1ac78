import { Problem } from '@gangju/net/problem'
import { unpackParts } from '../../sheet/unpack.ts'
import { readZipDirectory } from '../../sheet/zip-directory.ts'
import { createListCounter } from './count-lists.ts'
import { readLists } from './word-lists.ts'
import { readStyles } from './word-styles.ts'
import { readBody } from './word-text.ts'

const body = 'word/document.xml'
const lists = 'word/numbering.xml'
const styles = 'word/styles.xml'
const kinds = '[Content_Types].xml'

/**
 * The words of a .docx: only the parts that hold words are unpacked, so what else lies in the container stays packed.
 *
 * @throws Problem `file.corrupt`, `file.tooLarge`, `file.forbiddenContent` (macros, document types).
 */
export function readWord(bytes: Buffer): { readonly text: string; readonly title: string | null } {
  const entries = readZipDirectory(bytes)
  if (entries.some(({ name }) => /vbaproject|vbadata/i.test(name))) {
    throw new Problem('file.forbiddenContent', { what: '宏 (macros)' })
  }
  const wanted = new Set([kinds, body, lists, styles])
  const parts = unpackParts(
    bytes,
    entries.filter(({ name }) => wanted.has(name)),
  )
  const content = parts.get(body)
  if (!content || !parts.has(kinds)) throw new Problem('file.corrupt', { part: content ? kinds : body })
  const styleList = readPart(parts.get(styles), readStyles) ?? new Map()
  const numbering = readPart(parts.get(lists), readLists) ?? { definitions: new Map(), uses: new Map() }
  return readBody(content, styleList, createListCounter(numbering, styleList))
}

function readPart<Value>(content: Buffer | undefined, read: (content: Buffer) => Value): Value | undefined {
  return content ? read(content) : undefined
}
