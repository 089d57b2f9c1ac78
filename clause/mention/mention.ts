/** How the figure bounds what it speaks of: 以上 is ge, 超 gt, 以内 le, 不足 lt, 左右 approx, 20—30 a range. */
export type Comparator = 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'approx' | 'range'

/** A place in the text: index of the first UTF-16 unit and the words themselves. `input.startsWith(text, offset)` holds. */
export interface Span {
  readonly text: string
  readonly offset: number
}

/**
 * One numeral that counts or measures something, before anything is known of what it speaks of.
 *
 * `text` is the numeral as written, with the words that belong to its value (余, 多, 强) and without its unit unless the two
 * are one word (八成, 千亿, 三分之一). `value` stands in `unit` as printed.
 */
export interface Mention extends Span {
  readonly value: number
  /** The upper end of a range, else null. */
  readonly valueMax: number | null
  /** The value digit by digit, for exact decimals: 1.30 stays 1.30. */
  readonly exact: string
  readonly exactMax: string | null
  readonly unit: string
  /** Where the unit ends: the numeral, its unit and its bounding words lie in [start, end). */
  readonly start: number
  readonly end: number
  readonly comparator: Comparator
  /** What the unit alone says of the kind of figure. */
  readonly dimension: Dimension
  /** The same figure again in another unit: 10000公顷(15万亩) is one mention with one other spelling. */
  readonly spellings: readonly Spelling[]
}

export interface Spelling extends Span {
  readonly value: number
  readonly exact: string
  readonly unit: string
}

/**
 * amount: money, area, mass and all that is measured; count: things; percent: % ‰ 成 分之; point: 个百分点; rank: 位 强 名;
 * duration: 年 个月 天 小时; multiple: 倍 番; proportion: 13.2:29.9:56.9; date: a year or a day that is itself the figure.
 */
export type Dimension =
  | 'amount'
  | 'count'
  | 'percent'
  | 'point'
  | 'rank'
  | 'duration'
  | 'multiple'
  | 'proportion'
  | 'date'
