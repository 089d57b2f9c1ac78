import { Problem } from '@gangju/net/problem'
import { Parser } from 'htmlparser2'
import { createTextBlocks } from '../text-blocks.ts'

/** Deeper nesting is no page that anybody wrote; the parser's own work grows with it. */
const depthLimit = 1_500

const blockElements = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary table tbody tfoot thead ul'
  ).split(' '),
)
const silentElements = new Set(
  'script style noscript template head iframe object svg math select textarea audio video canvas'.split(' '),
)

const cjk = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]'
const brokenWord = new RegExp(`(?<=${cjk})\\n(?=${cjk})`, 'g')

/** The words of a page: block elements to lines, tables to rows; what runs, hides or is fetched is left out. */
export function readHtml(html: string): { readonly text: string; readonly title: string | null } {
  const blocks = createTextBlocks()
  let buffer: string[] = []
  let titleWords: string[] = []
  /** Index in `open` of the element that is silent with all it holds. */
  let silentFrom = -1
  let inTitle = false
  let plainDepth = 0
  let depth = 0

  function endLine(): void {
    if (buffer.length === 0) return
    const text = buffer.join('')
    buffer = []
    // A line break in the source stands for a blank between words, and for nothing between Chinese characters.
    const line = text.replace(/[ \t]{0,9}\n[ \t]{0,9}/g, '\n')
    blocks.line(line.trim().replace(brokenWord, '').replace(/\n/g, ' '))
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1
      if (depth > depthLimit) throw new Problem('file.corrupt', { depth })
      if (name === 'title' && titleWords.length === 0) inTitle = true
      if (silentFrom >= 0) return
      if (silentElements.has(name) || isHidden(attributes)) {
        silentFrom = depth
        return
      }
      if (blockElements.has(name)) endLine()
      if (name === 'pre') plainDepth += 1
      else if (name === 'tr') {
        endLine()
        blocks.beginRow()
      } else if (name === 'td' || name === 'th') {
        endLine()
        blocks.beginCell()
      }
    },
    ontext(text) {
      if (inTitle) titleWords.push(text)
      if (silentFrom >= 0 || inTitle) return
      if (plainDepth > 0) {
        const [first = '', ...rest] = text.split('\n')
        buffer.push(first)
        for (const line of rest) {
          endLine()
          buffer.push(line)
        }
      } else buffer.push(text.replace(/[ \t\n\r\f\u00a0]+/g, (blanks) => (/[\n\r]/.test(blanks) ? '\n' : ' ')))
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false
      depth -= 1
      if (silentFrom >= 0) {
        if (depth < silentFrom) silentFrom = -1
        return
      }
      if (blockElements.has(name)) endLine()
      if (name === 'pre') plainDepth -= 1
      else if (name === 'td' || name === 'th') {
        endLine()
        blocks.endCell()
      } else if (name === 'tr') {
        endLine()
        blocks.endRow()
      }
    },
  })
  parser.end(html)
  endLine()
  const title = titleWords.join('').replace(/\s+/g, ' ').trim().slice(0, 200)
  titleWords = []
  return { text: blocks.text(), title: title === '' ? null : title }
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return attributes['hidden'] !== undefined || /display\s{0,9}:\s{0,9}none/i.test(attributes['style'] ?? '')
}
