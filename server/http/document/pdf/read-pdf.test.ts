import { describe, expect, test } from 'vitest'
import { pdfOf, type TestLine } from '../test-pdf.ts'
import { readPdf } from './read-pdf.ts'

const linesOf = async (...pages: readonly (readonly TestLine[])[]) => (await readPdf(pdfOf(pages))).text.split('\n')
/** A column of 28 characters of 16 points, as official papers are set. */
const left = 74
const filler = '加快推进现代化产业体系建设全面提升县域综合实力和镇域发展活力'.slice(0, 28)
const body = (texts: readonly (readonly [number, string])[], top = 700): TestLine[] =>
  texts.map(([indent, text], index) => ({ x: left + indent * 16, y: top - index * 28, text }))

describe('[TX8] the words of a PDF', () => {
  test('Latin and Chinese letters, through a font that is not in the file', async () => {
    expect(await linesOf([{ x: 72, y: 700, text: 'GDP growth 6.5%' }])).toEqual(['GDP growth 6.5%'])
    expect(await linesOf([{ x: 72, y: 700, text: '到2027年，规上工业增加值突破2000亿元。' }])).toEqual([
      '到2027年，规上工业增加值突破2000亿元。',
    ])
  })

  test('characters that a file names by their radicals are put back', async () => {
    expect(await linesOf([{ x: 72, y: 700, text: '⼈⺠增⻓⼗⼀⼯⻓' }])).toEqual(['人民增长十一工长'])
  })

  test('a line that reaches the right edge runs on, one that does not ends its paragraph', async () => {
    const lines = body([
      [2, filler.slice(2)],
      [0, filler],
      [0, '产值达到500亿元。'],
      [2, filler.slice(2)],
      [0, '增长8%。'],
    ])
    expect(await linesOf(lines)).toEqual([`${filler.slice(2)}${filler}产值达到500亿元。`, `${filler.slice(2)}增长8%。`])
  })

  test('page numbers and running heads are left out; a paragraph goes on over the page', async () => {
    const page = (number: number, lines: readonly TestLine[]): TestLine[] => [
      { x: 200, y: 800, size: 10, text: `某县行动方案 第${number}版` },
      ...lines,
      { x: 280, y: 40, size: 14, text: `— ${number} —` },
    ]
    const lines = await linesOf(
      page(
        1,
        body([
          [2, filler.slice(2)],
          [0, filler],
        ]),
      ),
      page(
        2,
        body([
          [0, '达到12亿元。'],
          [2, '下一段。'],
        ]),
      ),
      page(3, body([[2, '第三页。']])),
    )
    expect(lines).toEqual([`${filler.slice(2)}${filler}达到12亿元。`, '下一段。', '第三页。'])
  })

  test('pieces of one line are joined by where they stand; wide gaps are columns of a table', async () => {
    const lines = await linesOf([
      { x: 74, y: 700, text: '增长' },
      { x: 106, y: 700, text: '8.5%' },
      { x: 142, y: 700, text: '左右' },
      { x: 74, y: 640, text: '产值' },
      { x: 300, y: 640, text: '500' },
    ])
    expect(lines).toEqual(['增长8.5%左右', '产值\t500'])
  })

  test('markers begin a paragraph even after a full line; titles are letter-spaced', async () => {
    const lines = await linesOf([
      { x: 200, y: 760, size: 22, text: '通' },
      { x: 244, y: 760, size: 22, text: '知' },
      ...body([
        [0, filler],
        [0, '（一）总体要求'],
        [0, filler],
        [0, '3.5亿元投入使用。'],
      ]),
    ])
    expect(lines).toEqual(['通知', filler, '（一）总体要求', `${filler}3.5亿元投入使用。`])
  })

  test('two columns are read one after the other', async () => {
    const column = (x: number): TestLine[] =>
      [filler, filler, filler, filler, filler, `${x}。`].map((text, index) => ({
        x,
        y: 700 - index * 14,
        size: 8,
        text,
      }))
    const whole = filler.repeat(5)
    expect(await linesOf([...column(60), ...column(320)])).toEqual([`${whole}60。`, `${whole}320。`])
  })

  test('pieces that lie in no order are put in the order of the page', async () => {
    const texts = Array.from({ length: 14 }, (_, index) => `第${index + 10}行。`)
    const lines = body(texts.map((text) => [2, text] as const))
    expect(await linesOf(lines.toReversed())).toEqual(texts)
  })
})
