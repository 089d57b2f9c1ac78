import { Problem } from '@gangju/net/problem'
import { CELL_TEXT_LIMIT } from './workbook.ts'
import { plainText } from './workbook-parts.ts'
import { attributeOf, scanXml } from './xml-scan.ts'

const stringLimit = 600_000

/** The texts that cells point to by number. Readings above characters (ruby) are no part of the text. */
export function readSharedStrings(content: Buffer | undefined): readonly string[] {
  if (content === undefined) return []
  scanXml('xl/sharedStrings.xml', content, () => {})
  const strings: string[] = []
  for (const match of content
    .toString('utf8')
    .matchAll(/<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)) {
    strings.push(textOfRuns(match[1] ?? ''))
    if (strings.length > stringLimit) throw new Problem('file.tooLarge', { strings: strings.length })
  }
  return strings
}

/** All `t` elements of a rich text, one after another. */
export function textOfRuns(xml: string): string {
  const runs = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml
  let text = ''
  for (const [, run] of runs.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g)) text += run
  if (text.length > CELL_TEXT_LIMIT) throw new Problem('file.tooLarge', { text: text.length })
  return plainText(text)
}

/** How a cell's number is shown, as far as it changes what was meant. */
export type ShownAs = 'number' | 'percent' | 'date'

/** By the number of the cell's style. @source ECMA-376 part 1, 18.8.30: built-in formats 9, 10 percent; 14–22, 45–47 dates. */
export function readShownAs(content: Buffer | undefined): readonly ShownAs[] {
  if (content === undefined) return []
  const formats = new Map<string, string>()
  const shown: ShownAs[] = []
  let isCellFormat = false
  scanXml('xl/styles.xml', content, (tag) => {
    if (tag.name === 'numFmt') formats.set(attributeOf(tag, 'numFmtId') ?? '', attributeOf(tag, 'formatCode') ?? '')
    if (tag.name === 'cellXfs' || tag.name === 'cellStyles' || tag.name === 'dxfs')
      isCellFormat = tag.name === 'cellXfs'
    if (tag.name === 'xf' && isCellFormat) {
      const id = attributeOf(tag, 'numFmtId') ?? '0'
      shown.push(shownAs(Number(id), formats.get(id)))
    }
  })
  return shown
}

function shownAs(id: number, format: string | undefined): ShownAs {
  if (format === undefined) {
    if (id === 9 || id === 10) return 'percent'
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58) ? 'date' : 'number'
  }
  const bare = plainText(format).replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
  if (bare.includes('%')) return 'percent'
  return /[ymdhs年月日]/i.test(bare) && !/[#0?]/.test(bare.replace(/\.0+/g, '')) ? 'date' : 'number'
}
