import { UnitSet } from '../dictionary/unit-set.ts'

const longestTitle = 80
const firstSentence = /^[^。！？!?；;\n]{0,80}/

/** Line breaks and Markdown's marks, which are no words of a title. */
const marks = new UnitSet('\r\n*#')

/** The words after the marker up to the end of the first sentence, on one line, at most 80 characters [CT9]. */
export function titleOf(text: string, from: number, end: number): string {
  const window = text.slice(from, Math.min(end, from + 200))
  const words = (marks.isIn(window) ? window.replace(/[\r\n]{1,20}/g, '').replace(/[*#]{1,20}/g, '') : window).trim()
  const first = firstSentence.exec(words)?.[0].trim() ?? ''
  return (first === '' ? words : first).slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '')
}
