import { describe, expect, test } from 'vitest'
import { containerOf } from '../../sheet/test-container.ts'
import { inList, listsXml, paragraph, stylesXml, table, wordOf, wordParts } from '../test-word.ts'
import { formatListNumber } from './list-marker.ts'
import { readWord } from './read-word.ts'

const run = (inside: string) => `<w:p><w:r>${inside}</w:r></w:p>`
const linesOf = (body: string, changes: Readonly<Record<string, string>> = {}) =>
  readWord(wordOf(body, changes)).text.split('\n')

describe('[TX5] the words of a .docx are what a reader of the page sees', () => {
  test('paragraphs, breaks, tabs, entities and runs', () => {
    const body =
      run('<w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t>') +
      '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>增长</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>8%</w:t></w:r><w:r><w:t>&amp;&#x4EE5;上</w:t></w:r></w:p>'
    expect(linesOf(body)).toEqual(['一', '二\t三', '增长8%&以上'])
  })

  test('tables are rows; a table of one cell is a frame around its lines', () => {
    const cell = (text: string) => paragraph(text)
    expect(linesOf(table([cell('指标'), cell('2027年')], [cell('产值') + cell('（亿元）'), cell('500')]))).toEqual([
      '指标 | 2027年',
      '产值 （亿元） | 500',
    ])
    expect(linesOf(table([cell('一') + cell('二')]))).toEqual(['一', '二'])
    expect(linesOf(table([table([cell('内'), cell('表')]), cell('外')]))).toEqual(['内 | 表 | 外'])
  })

  test('what a revision deleted or moved away is gone, what it inserted stands', () => {
    const body =
      '<w:p><w:r><w:t>增长</w:t></w:r><w:del w:id="1"><w:r><w:delText>6%</w:delText><w:t>6%</w:t></w:r></w:del><w:ins w:id="2"><w:r><w:t>8%</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>' +
      `<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>${paragraph('后半')}`
    expect(linesOf(body)).toEqual(['增长8%', '前半后半'])
  })

  test('a text box counts once, after the paragraph that it floats over', () => {
    const box = `<w:txbxContent>${paragraph('框中的话')}</w:txbxContent>`
    const body = run(
      `<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box}</wps:txbx></mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent><w:t>正文</w:t>`,
    )
    expect(linesOf(body)).toEqual(['正文', '框中的话'])
  })

  test('hidden words, codes of fields, readings and the table of contents are left out', () => {
    const styles = stylesXml(
      '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style>',
    )
    const body =
      `${paragraph('行动方案', '<w:pStyle w:val="a3"/>')}${paragraph('一、总体要求\t1', '<w:pStyle w:val="10"/>')}` +
      run('<w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t>') +
      run('<w:instrText>PAGE</w:instrText><w:t>见第3页</w:t>') +
      run('<w:ruby><w:rt><w:r><w:t>zhuó</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>涿</w:t></w:r></w:rubyBase></w:ruby>')
    const read = readWord(wordOf(body, { 'word/styles.xml': styles }))
    expect(read.text.split('\n')).toEqual(['行动方案', '见第3页', '涿'])
    expect(read.title).toBe('行动方案')
  })

  test('another prefix, and the strict vocabulary, are read as well', () => {
    const xml =
      '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><x:body><x:p><x:r><x:t>正文</x:t></x:r><a:p><a:t>图</a:t></a:p></x:p></x:body></x:document>'
    expect(readWord(containerOf(wordParts({ 'word/document.xml': xml }))).text).toBe('正文')
  })
})

describe('[TX6] markers that Word counts by itself are written out', () => {
  const official = listsXml([
    ['chineseCounting', '%1、'],
    ['chineseCounting', '（%2）'],
    ['decimal', '%3.'],
    ['decimalEnclosedCircleChinese', '%4'],
  ])

  test('一、（一）1.① with their own counts, begun anew under each heading', () => {
    const levels = [0, 1, 1, 2, 3, 0, 1, 2]
    const body = levels.map((level, index) => paragraph(`第${index}`, inList(1, level))).join('')
    expect(linesOf(body, { 'word/numbering.xml': official })).toEqual([
      '一、第0',
      '（一）第1',
      '（二）第2',
      '1. 第3',
      '① 第4',
      '二、第5',
      '（一）第6',
      '1. 第7',
    ])
  })

  test('levels of levels, articles, bullets and numbering taken away', () => {
    const lists = listsXml(
      [
        ['decimal', '%1'],
        ['decimal', '%1.%2'],
      ],
      [['chineseCountingThousand', '第%1条']],
      [['bullet', '\uf06c']],
    )
    const body =
      paragraph('甲', inList(1, 0)) +
      paragraph('乙', inList(1, 1)) +
      paragraph('丙', inList(2, 0)) +
      paragraph('丁', inList(3, 0)) +
      paragraph('戊', inList(0, 0))
    expect(linesOf(body, { 'word/numbering.xml': lists })).toEqual(['1 甲', '1.1 乙', '第一条 丙', '丁', '戊'])
  })

  test('numbering by style, over a style that it is based on, and a list that begins anew', () => {
    const styles = stylesXml(
      `<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="1"/></w:style>`,
    )
    const again = official.replace(
      '</w:numbering>',
      '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>',
    )
    const body =
      paragraph('甲', '<w:pStyle w:val="1"/>') +
      paragraph('乙', '<w:pStyle w:val="x"/>') +
      paragraph('丙', inList(9, 0)) +
      paragraph('丁', inList(9, 0))
    expect(linesOf(body, { 'word/numbering.xml': again, 'word/styles.xml': styles })).toEqual([
      '一、甲',
      '二、乙',
      '一、丙',
      '二、丁',
    ])
  })

  test.each([
    [10, 'chineseCounting', '十'],
    [21, 'japaneseCounting', '二十一'],
    [105, 'chineseCountingThousand', '一百零五'],
    [110, 'chineseCountingThousand', '一百一十'],
    [12, 'chineseLegalSimplified', '壹拾贰'],
    [20, 'ideographDigital', '二〇'],
    [3, 'ideographTraditional', '丙'],
    [20, 'decimalEnclosedCircle', '⑳'],
    [21, 'decimalEnclosedCircle', '21'],
    [4, 'upperRoman', 'IV'],
    [28, 'lowerLetter', 'bb'],
    [7, 'decimalZero', '07'],
    [7, 'somethingNew', '7'],
  ])('%d as %s is %s', (number, format, text) => {
    expect(formatListNumber(number, format)).toBe(text)
  })
})
