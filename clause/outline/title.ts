const longestTitle = 80
const firstSentence = /^[^。！？!?；;\n]{0,80}/

/** The words after the marker up to the end of the first sentence, on one line, at most 80 characters [CT9]. */
export function titleOf(text: string, from: number, end: number): string {
  const words = text
    .slice(from, Math.min(end, from + 200))
    .replace(/[\r\n]{1,20}/g, '')
    .replace(/[*#]{1,20}/g, '')
    .trim()
  const first = firstSentence.exec(words)?.[0].trim() ?? ''
  return (first === '' ? words : first).slice(0, longestTitle).replace(/[\ud800-\udbff]$/, '')
}
