import { describe, expect, test } from 'vitest'
import { guessTitle, headingTitle } from './document-title.ts'

describe('[TX9] the title of a document', () => {
  test.each([
    ['云溪县促进消费行动方案\n一、总体要求', '云溪县促进消费行动方案'],
    [
      '特急\n云府〔2026〕5号\n云溪县人民政府关于印发\n促进消费行动方案的通知\n各镇：',
      '云溪县人民政府关于印发促进消费行动方案的通知',
    ],
    ['附件1\n重点任务清单（2026年）', '重点任务清单（2026年）'],
    ['今年上半年，全县产值增长8%。', null],
    ['云溪新闻\n正文。', '云溪新闻'],
    ['', null],
  ])('%j', (text, title) => {
    expect(guessTitle(text)).toBe(title)
  })

  test('of Markdown, its first heading', () => {
    expect(headingTitle('说明\n\n## 行动方案\n# 另')).toBe('行动方案')
    expect(headingTitle('没有标题')).toBe(null)
  })
})
