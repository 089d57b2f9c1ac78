import { createTextBlocks } from '../text-blocks.ts'
import type { ParagraphList } from './count-lists.ts'
import { walkWordXml } from './walk-word-xml.ts'
import { numberOf } from './word-lists.ts'
import { lineOfStyles, type WordStyle } from './word-styles.ts'

/** Elements whose words are not the document's: what a revision took out or changed, readings beside characters, codes of fields. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:numberingChange',
  'w:rt',
  'w:instrText',
  'w:sdtPr',
  // The same words again, for programs that know no newer text boxes.
  'mc:Fallback',
])

const marks: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
}

interface Paragraph {
  text: string
  style: string | null
  list: string | null
  level: number | null
  /** Its end was deleted, so that it runs on into the next one. */
  runsOn: boolean
  readonly asides: string[]
}

/** The paragraphs and table rows of `word/document.xml`, one a line, with the markers that Word counts by itself. */
export function readBody(
  content: Buffer,
  styles: ReadonlyMap<string, WordStyle>,
  countList: (paragraph: ParagraphList) => string,
): { readonly text: string; readonly title: string | null } {
  const blocks = createTextBlocks()
  const paragraphs: Paragraph[] = []
  /** Of the runs that are open, whether each is hidden. */
  const runs: boolean[] = []
  let skipDepth = 0
  let propertyDepth = 0
  let isWords = false
  let carried = ''
  let title: string | null = null

  function endParagraph(): void {
    const paragraph = paragraphs.pop()
    if (!paragraph) return
    const text = carried + paragraph.text
    carried = ''
    const names = lineOfStyles(styles, paragraph.style).map(({ name }) => name.toLowerCase())
    const isContents = names.some((name) => /^toc \d$/.test(name))
    if (paragraph.runsOn) carried = text
    else if (!isContents && text.trim() !== '') {
      blocks.line(countList(paragraph) + text)
      if (names[0] === 'title') title ??= text.replace(/\s+/g, ' ').trim()
    }
    for (const line of paragraph.asides) blocks.line(line)
  }

  function describe(paragraph: Paragraph, name: string, value: string | undefined): void {
    if (name === 'w:pStyle') paragraph.style = value ?? null
    else if (name === 'w:numId') paragraph.list = value ?? null
    else if (name === 'w:ilvl') paragraph.level = numberOf(value, 0)
    else if (name === 'w:vanish' && propertyDepth === 1 && runs.length > 0)
      runs[runs.length - 1] = value !== '0' && value !== 'false'
  }

  walkWordXml('word/document.xml', content, {
    open(name, attributeOf) {
      const paragraph = paragraphs.at(-1)
      if (name === 'w:del' && propertyDepth > 0 && skipDepth === 0 && paragraph) paragraph.runsOn = true
      if (skipDepth > 0 || skipped.has(name)) {
        skipDepth += 1
        return
      }
      if (name === 'w:p') {
        paragraphs.push({ text: '', style: null, list: null, level: null, runsOn: false, asides: [] })
      } else if (name === 'w:pPr' || name === 'w:rPr') propertyDepth += 1
      else if (propertyDepth > 0) {
        if (paragraph) describe(paragraph, name, attributeOf('val'))
      } else if (name === 'w:r') runs.push(false)
      else if (name === 'w:t' || name === 'm:t') isWords = true
      else if (name === 'w:tr') blocks.beginRow()
      else if (name === 'w:tc') blocks.beginCell()
      else if (name === 'w:txbxContent') blocks.beginAside()
      else if (paragraph && runs.at(-1) === false) paragraph.text += marks[name] ?? ''
    },
    text(text) {
      const paragraph = paragraphs.at(-1)
      if (isWords && skipDepth === 0 && paragraph && runs.at(-1) !== true) paragraph.text += text
    },
    close(name) {
      if (skipDepth > 0) skipDepth -= 1
      else if (name === 'w:p') endParagraph()
      else if (name === 'w:pPr' || name === 'w:rPr') propertyDepth -= 1
      else if (name === 'w:r') runs.pop()
      else if (name === 'w:t' || name === 'm:t') isWords = false
      else if (name === 'w:tr') blocks.endRow()
      else if (name === 'w:tc') blocks.endCell()
      else if (name === 'w:txbxContent') {
        const lines = blocks.endAside()
        const host = paragraphs.at(-1)
        if (host) host.asides.push(...lines)
        else for (const line of lines) blocks.line(line)
      }
    },
  })
  return { text: blocks.text(), title }
}
