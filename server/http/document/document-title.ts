const lengthLimit = 80
/** What stands above a title: marks of urgency, the head of the paper, its number, the name of an annex. */
const above =
  /^(?:特急|加急|急件|机密|秘密|内部|附件?[\s\d：:]{0,6}$|\S{0,30}(?:文件|函件)$|.{0,24}[〔[（(【]\s?\d{4}\s?[〕\]）)】].{0,10}号)/
const kindWord =
  /(?:通知|方案|计划|规划|意见|办法|报告|纲要|决定|细则|要点|措施|规定|公告|通告|公报|批复|纪要|函|条例|清单|安排)(?:[（(].{1,20}[）)])?$/

/** The first line that looks like a title; one that breaks over two or three lines is joined. */
export function guessTitle(text: string): string | null {
  const lines = firstLines(text, 12).filter((line) => !above.test(line))
  const first = lines[0]
  if (first === undefined || first.length > lengthLimit || /[。；;，,、：:]$/.test(first)) return null
  if (kindWord.test(first)) return first
  for (const count of [2, 3]) {
    const joined = lines.slice(0, count).join('')
    const isTitle = lines.length >= count && joined.length <= lengthLimit && !/[。；：]/.test(joined)
    if (isTitle && kindWord.test(joined)) return joined
  }
  return first
}

/** The first heading of a Markdown text. */
export function headingTitle(text: string): string | null {
  const heading = firstLines(text, 60).find((line) => /^#{1,6}\s/.test(line))
  return heading?.replace(/^#{1,6}\s+/, '').slice(0, lengthLimit) ?? null
}

function firstLines(text: string, count: number): readonly string[] {
  return text
    .slice(0, 20_000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, count)
}
