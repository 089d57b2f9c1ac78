import { containerOf, type TestEntry } from '../sheet/test-container.ts'

const words = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const names = `xmlns:w="${words}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

/** A paragraph of one run, with properties of its own. */
export const paragraph = (text: string, properties = '') =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`

export const inList = (list: number, level: number) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`

export const table = (...rows: readonly (readonly string[])[]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`

export const documentXml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${names}><w:body>${body}</w:body></w:document>`

/** The parts of a .docx, each of which a test may replace or leave out with null. */
export function wordParts(changes: Readonly<Record<string, string | Buffer | null>> = {}): TestEntry[] {
  const parts: Record<string, string | Buffer | null> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
    'word/document.xml': documentXml(paragraph('各镇人民政府：')),
    ...changes,
  }
  return Object.entries(parts).flatMap(([name, content]) => (content === null ? [] : [{ name, content }]))
}

export const wordOf = (body: string, changes: Readonly<Record<string, string | Buffer | null>> = {}) =>
  containerOf(wordParts({ 'word/document.xml': documentXml(body), ...changes }))

/** `word/numbering.xml` with one definition per list, whose levels are given as format and text; lists count from 1. */
export function listsXml(...lists: readonly (readonly (readonly [string, string])[])[]): string {
  const definitions = lists.map((levels, index) => {
    const described = levels.map(
      ([format, text], level) =>
        `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    )
    return `<w:abstractNum w:abstractNumId="${index + 1}">${described.join('')}</w:abstractNum>`
  })
  const uses = lists.map((_, index) => `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${index + 1}"/></w:num>`)
  return `<w:numbering xmlns:w="${words}">${definitions.join('')}${uses.join('')}</w:numbering>`
}

export const stylesXml = (styles: string) => `<w:styles xmlns:w="${words}">${styles}</w:styles>`
