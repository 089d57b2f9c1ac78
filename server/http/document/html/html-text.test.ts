import { describe, expect, test } from 'vitest'
import { readHtml } from './html-text.ts'

const linesOf = (html: string) => readHtml(html).text.split('\n')

describe('[TX7] the words of a page', () => {
  test('blocks are lines; blanks and line breaks of the source are none', () => {
    expect(
      linesOf('<h1> 行动\n  方案 </h1><p>到2027年，<b>产值</b>达<span>500</span>亿元。<br>GDP\nper head</p>尾'),
    ).toEqual(['行动方案', '到2027年，产值达500亿元。', 'GDP per head', '尾'])
  })

  test('tables are rows, <pre> keeps its lines, lists are lines', () => {
    expect(
      linesOf('<table><tr><th>指标<th>目标<tr><td><p>产值</p><td>500</table><pre>a\n  b</pre><ul><li>甲<li>乙</ul>'),
    ).toEqual(['指标 | 目标', '产值 | 500', 'a', 'b', '甲', '乙'])
  })

  test('what runs, is hidden or is fetched is left out; the title is told apart', () => {
    const page =
      '<html><head><title> 通知 &amp; 公告 </title><style>p{}</style><script>document.write("<p>x</p>")</script></head><body><p style="display: none">看不见<b>的</b></p><p hidden>也是</p><iframe src="http://169.254.169.254/"></iframe><img src="file:///etc/passwd" alt="x"><noscript>n</noscript><p>正文&nbsp;&#8212;</p></body></html>'
    expect(readHtml(page)).toEqual({ text: '正文 —', title: '通知 & 公告' })
  })

  test('a page laid out as a table keeps its lines', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `<p>第${index}段</p>`).join('')
    expect(linesOf(`<table><tr><td>栏目</td><td>${lines}</td></tr></table>`)).toHaveLength(13)
  })

  test('broken pages end', () => {
    for (const html of ['<', '<p', '</p></td></tr>', '<td>甲</td>', '<tr><tr><td>甲', '<!-- ', '<pre><pre>甲']) {
      expect(typeof readHtml(html).text).toBe('string')
    }
  })
})
