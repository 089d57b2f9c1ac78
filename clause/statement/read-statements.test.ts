import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultDictionary } from '../dictionary/default.ts'
import { readStatements } from './read-statements.ts'

const dictionary = defaultDictionary()
const read = (text: string, date = '2024-03') => readStatements(text, dictionary, { date })

/** The named fields of each statement, one row a statement. */
function rows(text: string, fields: readonly string[], date?: string): unknown[][] {
  return read(text, date).map((statement) => fields.map((field) => statement[field as keyof typeof statement]))
}

describe('readStatements', () => {
  it('[CS4] [CS5] carries place and year over the sentences of a paragraph', () => {
    const text = '到2027年，清远市森林覆盖率达到69%。高新技术企业达到900家，力争突破1000家。'
    expect(rows(text, ['place', 'year', 'indicator', 'value'])).toEqual([
      ['清远市', 2027, '森林覆盖率', 69],
      ['清远市', 2027, '高新技术企业数', 900],
      ['清远市', 2027, '高新技术企业数', 1000],
    ])
  })

  it('[CS4] takes the place of a speaker line for what follows', () => {
    const text =
      '金华市两会发言\n义乌市市长王某：\n今年完成工业投资220亿元。\n永康市市长李某：\n今年完成工业投资90亿元。'
    expect(rows(text, ['place', 'value'])).toEqual([
      ['义乌市', 220],
      ['永康市', 90],
    ])
  })

  it('[CS7] reads 确保 and 力争 as two statements, each bounded from below', () => {
    expect(
      rows('确保2024年经济总量增长6%，力争6.5%。', ['indicator', 'value', 'comparator', 'commitment', 'modality']),
    ).toEqual([
      ['地区生产总值增速', 6, 'ge', 'firm', 'target'],
      ['地区生产总值增速', 6.5, 'ge', 'stretch', 'target'],
    ])
  })

  it('[CS8] says no word of a topic twice', () => {
    const names = (text: string) => new Set(read(text).map(({ indicator }) => indicator))
    expect(names('投资1亿元的'.repeat(30))).toEqual(new Set(['投资']))
    const mixed = [...names('冷链项目总投资3亿元，投资1亿元，产量5吨，总投资2亿元，'.repeat(30))]
    expect(Math.max(...mixed.map((name) => name.length))).toBeLessThan(40)
    expect(mixed.filter((name) => /投资.*投资/.test(name))).toEqual([])
  })

  it('[CS11] deals the figures after 分别 to the items before it', () => {
    expect(rows('2023年，规上工业增加值、固定资产投资分别增长7.5%、9.5%。', ['indicator', 'value', 'measure'])).toEqual(
      [
        ['规模以上工业增加值增速', 7.5, 'growth'],
        ['固定资产投资增速', 9.5, 'growth'],
      ],
    )
  })

  it('[CS11] gives one figure to all that share it', () => {
    expect(rows('2023年，工业投资、民间投资均增长6%。', ['indicator', 'value'])).toEqual([
      ['工业投资增速', 6],
      ['民间投资增速', 6],
    ])
  })

  it('[CS11] deals years and places as well', () => {
    expect(rows('2025年、2027年，茶叶产业产值分别达到80亿元、120亿元。', ['year', 'value'])).toEqual([
      [2025, 80],
      [2027, 120],
    ])
    expect(rows('罗山县、光山县年底前分别完成改厕1.1万户、9000户。', ['place', 'exact'])).toEqual([
      ['罗山县', '1.1'],
      ['光山县', '9000'],
    ])
  })

  it('[CS11] names the three industries of a structure', () => {
    expect(rows('三次产业结构为13.2:29.9:56.9。', ['indicator', 'value', 'measure'])).toEqual([
      ['第一产业占比', 13.2, 'ratio'],
      ['第二产业占比', 29.9, 'ratio'],
      ['第三产业占比', 56.9, 'ratio'],
    ])
  })

  it('[CS10] counts things of a class once', () => {
    expect(rows('力争引进投资额超1亿元的项目30个。', ['value', 'unit', 'measure'])).toEqual([[30, '个', 'count']])
  })

  it('[CS9] tells growth, share, rank, change and level apart', () => {
    const text = '去年税收占比71.3%，提高2.6个百分点；进出口下降3.1%，居全省第5位；外贸进出口总额820亿元。'
    expect(rows(text, ['measure', 'value'])).toEqual([
      ['share', 71.3],
      ['change', 2.6],
      ['growth', -3.1],
      ['rank', 5],
      ['level', 820],
    ])
  })

  it('[CS6] divides a work report into what was done and what is to be done', () => {
    const text =
      '随州市政府工作报告\n一、2023年工作回顾\n新增规上工业企业60家。\n二、2024年工作安排\n新增规上工业企业70家。'
    expect(rows(text, ['modality', 'year', 'value'])).toEqual([
      ['actual', 2023, 60],
      ['target', 2024, 70],
    ])
  })

  it('[CS12] reads the cells of a table by row and column', () => {
    const text = '指标 | 单位 | 2023年完成 | 2024年目标\n茶叶产量 | 万吨 | 3.1 | 3.4'
    expect(rows(text, ['indicator', 'unit', 'value', 'modality', 'year'])).toEqual([
      ['茶叶产量', '万吨', 3.1, 'actual', 2023],
      ['茶叶产量', '万吨', 3.4, 'target', 2024],
    ])
  })

  it('[CS1] reads over the broken lines of a scanned page', () => {
    const text =
      '到 2025 年, 全市规模以上工业企业数量要\n达到 1\n650 家, 规上工业增加值年均增长率达到\n8.5%以上, 尼龙新材料产业集群规模突破\n900 亿元.'
    expect(rows(text, ['value', 'year'])).toEqual([
      [1650, 2025],
      [8.5, 2025],
      [900, 2025],
    ])
  })

  it('[CS13] doubts what it had to carry or guess', () => {
    const [sure] = read('到2027年，清远市森林覆盖率达到69%。')
    const [unsure] = readStatements('达到69%。', dictionary)
    expect(sure?.doubts).toEqual([])
    expect(unsure?.doubts).toContain('placeUnknown')
    expect(unsure?.doubts).toContain('yearUnknown')
    expect(unsure?.confidence).toBeLessThan(sure?.confidence ?? 0)
  })
})

const pieces = fc.constantFrom(
  '到2025年，',
  '江门市',
  '全市',
  '地区生产总值',
  '增长',
  '6%',
  '、',
  '分别达到',
  '10亿元',
  '50亿元',
  '，',
  '。',
  '\n',
  '；',
  '（',
  '）',
  '力争',
  '确保',
  '项目',
  '30个',
  '超',
  '以上',
  '一、',
  '|',
  '\t',
  '占',
  '比重',
  '第3位',
  '翻一番',
  '13:29:58',
  '去年',
  '均',
  '和',
  '　',
  '1+7+N',
  '“',
  '百强',
  '年',
  '１２万人',
)

describe('laws of readStatements', () => {
  it('[CS1] spans are exact and in reading order on any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(pieces, { maxLength: 60 }).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(text, (input) => {
        let last = -1
        for (const statement of read(input)) {
          expect(input.startsWith(statement.text, statement.offset)).toBe(true)
          expect(input.startsWith(statement.quote, statement.quoteOffset)).toBe(true)
          expect(statement.quoteOffset).toBeLessThanOrEqual(statement.offset)
          expect(statement.quoteOffset + statement.quote.length).toBeGreaterThanOrEqual(
            statement.offset + statement.text.length,
          )
          expect(statement.offset).toBeGreaterThanOrEqual(last)
          expect(statement.indicator).not.toBe('')
          last = statement.offset
        }
      }),
      { numRuns: 400 },
    )
  })

  it('[CS1] a text of one sign over and over is read in time linear in its length', () => {
    for (const sign of [
      '1',
      '一',
      '（',
      '亿',
      '江门市',
      '2024年',
      '增长6%、',
      '\n',
      '|1',
      '、',
      '镇',
      '分别',
      '10亿元的',
    ]) {
      const small = time(sign.repeat(4000))
      const large = time(sign.repeat(32000))
      expect(large, sign).toBeLessThan(40 * small + 400)
    }
  }, 60_000)
})

function time(text: string): number {
  const start = performance.now()
  read(text)
  return performance.now() - start
}
