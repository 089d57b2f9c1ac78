/** A size in the base unit of its dimension, as an exact fraction. */
type Size = readonly [numerator: bigint, denominator: bigint]

const times = (count: bigint): Size => [count, 1n]
const counted = (...symbols: readonly string[]): Record<string, Record<string, Size>> =>
  Object.fromEntries(
    symbols.map((symbol) => [symbol, { [symbol]: times(1n), [`万${symbol}`]: times(10_000n) } as Record<string, Size>]),
  )

/**
 * Every unit, by dimension. 1 亩 = 10,000/15 平方米 = 2000/3 平方米. `percent` and `percentagePoint` are two dimensions
 * on purpose: a difference of two percents is points [QU5].
 */
export const unitTable: Readonly<Record<string, Readonly<Record<string, Size>>>> = {
  money: {
    元: times(1n),
    千元: times(1_000n),
    万元: times(10_000n),
    百万元: times(1_000_000n),
    千万元: times(10_000_000n),
    亿元: times(100_000_000n),
    万亿元: times(1_000_000_000_000n),
  },
  dollars: { 美元: times(1n), 万美元: times(10_000n), 亿美元: times(100_000_000n) },
  area: {
    平方米: times(1n),
    万平方米: times(10_000n),
    亩: [2_000n, 3n],
    万亩: [20_000_000n, 3n],
    公顷: times(10_000n),
    万公顷: times(100_000_000n),
    平方公里: times(1_000_000n),
  },
  length: { 米: times(1n), 公里: times(1_000n), 千米: times(1_000n), 万公里: times(10_000_000n) },
  mass: {
    公斤: times(1n),
    千克: times(1n),
    吨: times(1_000n),
    万吨: times(10_000_000n),
    亿吨: times(100_000_000_000n),
  },
  volume: { 立方米: times(1n), 万立方米: times(10_000n), 亿立方米: times(100_000_000n) },
  energy: { 千瓦时: times(1n), 万千瓦时: times(10_000n), 亿千瓦时: times(100_000_000n) },
  power: { 千瓦: times(1n), 兆瓦: times(1_000n), 万千瓦: times(10_000n) },
  percent: { '%': times(10n), '‰': times(1n), 成: times(100n) },
  percentagePoint: { 个百分点: times(1n) },
  ratio: { 倍: times(1n), 比: times(1n) },
  rank: { 位: times(1n) },
  score: { 分: times(1n) },
  days: { 天: times(1n) },
  clock: { 分钟: times(1n), 小时: times(60n) },
  degrees: { 度: times(1n) },
  // Answers that are no quantity: a year, a month, a day, a grade, an edition.
  calendarYear: { 年份: times(1n) },
  calendarMonth: { 年月: times(1n) },
  calendarDay: { 日期: times(1n) },
  grade: { 等次: times(1n), 档: times(1n) },
  edition: { 版: times(1n) },
  months: { 个月: times(1n) },
  years: { 年: times(1n) },
  incomePerHead: { '元/人': times(1n), '万元/人': times(10_000n) },
  yield: { '公斤/亩': times(1n) },
  landOutput: { '万元/亩': times(1n), '亿元/平方公里': [20n, 3n] },
  ...counted(
    '人',
    '人次',
    '户',
    '家',
    '个',
    '件',
    '处',
    '栋',
    '株',
    '张',
    '项',
    '宗',
    '名',
    '间',
    '所',
    '座',
    '辆',
    '台',
  ),
  ...counted(
    '条',
    '次',
    '场',
    '对',
    '块',
    '口',
    '支',
    '盏',
    '套',
    '份',
    '村',
    '镇',
    '头',
    '只',
    '艘',
    '班',
    '床',
    '笔',
  ),
}
