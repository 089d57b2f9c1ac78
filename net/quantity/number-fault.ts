import { blank } from './number-text.ts'

/** Why a cell is not a number; each code has words in `@gangju/contract/problems`. */
export type NumberFault =
  | 'number.wordForNone'
  | 'number.boolean'
  | 'number.notFinite'
  | 'number.errorValue'
  | 'number.formula'
  | 'number.date'
  | 'number.exponent'
  | 'number.hexadecimal'
  | 'number.foreignDigits'
  | 'number.enclosedDigits'
  | 'number.percent'
  | 'number.currency'
  | 'number.range'
  | 'number.approximate'
  | 'number.chineseNumeral'
  | 'number.mixedNumeral'
  | 'number.unitAttached'
  | 'number.separator'
  | 'number.innerBlank'
  | 'number.letterInDigits'
  | 'number.tooLong'
  | 'number.tooPrecise'
  | 'number.malformed'

interface Rule {
  readonly code: NumberFault
  readonly when: RegExp
  /** The plain number the person probably meant; only where one reading exists. */
  readonly propose?: (text: string) => string | undefined
}

const plain = /^-?\d+(?:\.\d+)?$/
const plainOrNothing = (text: string) => (plain.test(text) ? text : undefined)
/** Of counted things only: 12元 in a column of 万元 is not 12, nor is 3公顷 in one of 亩. */
const countOf = (text: string) =>
  /[元亩顷米里吨斤克时]/u.test(text)
    ? undefined
    : plainOrNothing(/^-?[\d.,]+/.exec(text)?.[0].replaceAll(',', '') ?? '')

/**
 * First match wins, so the narrow ones stand first. Every pattern is linear: no nested repetition, no two repetitions
 * side by side that share a character.
 */
const rules: readonly Rule[] = [
  {
    code: 'number.wordForNone',
    when: /^(?:无|暂无|没有|无数据|空|缺|不详|未知|未报|未统计|待统计|待定|待报|不适用|同上|[-—–―‐‑−─_/／\\*＊?？.…·×〇○]+|n\/?a|n\.a\.|null|none|nil|tbd)$/iu,
  },
  { code: 'number.boolean', when: /^(?:true|false|yes|no|是|否|有|√|✓|✔)$/iu },
  { code: 'number.notFinite', when: /^[+-]?(?:nan|inf(?:inity)?|∞)$/iu },
  { code: 'number.errorValue', when: /^#/u },
  { code: 'number.formula', when: /^[=＝@＠]/u },
  {
    code: 'number.date',
    when: /^\d{4}(?:年\d{0,2}月?|[-/.](?:0?[1-9]|1[0-2])[-/.])(?:\d{1,2}日?)?$|^\d{1,2}\/\d{1,2}\/\d{2,4}$/u,
  },
  { code: 'number.date', when: /^\d{4}[-/](?:0?[1-9]|1[0-2])$|^\d{1,2}月\d{0,2}日?$/u },
  { code: 'number.exponent', when: /^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/iu, propose: expanded },
  { code: 'number.hexadecimal', when: /^[+-]?0[xbo][0-9a-f]*$/iu },
  { code: 'number.foreignDigits', when: /[^\P{Nd}0-9]/u },
  { code: 'number.enclosedDigits', when: /[^\P{No}]|[^\P{Nl}〇]/u },
  { code: 'number.percent', when: /[%％‰]$/u, propose: (text) => plainOrNothing(text.slice(0, -1)) },
  { code: 'number.currency', when: /^[-+]?(?:[￥¥$€]|rmb|cny)/iu },
  { code: 'number.range', when: /^[+-]?\d[\d.,]*\D{0,4}[-—–―~～〜至到]+\D{0,2}\d/u },
  {
    code: 'number.approximate',
    when: /^(?:大?约|大概|近|接近|超过?|逾|过|不足|不到|至少|至多|最多|[≈~～≥≤><＞＜±])|(?:余|多|来|几|左右|上下|以上|以下|以内|[+＋~～])$|[余多几]/u,
  },
  { code: 'number.chineseNumeral', when: /^[负零〇一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟廿卅半]+$/u },
  { code: 'number.mixedNumeral', when: /\d[十百千拾佰仟]|\d[万亿]\d|\d[万亿]$/u },
  { code: 'number.unitAttached', when: /^[+-]?\d[\d,.]*\s?[万亿]/u },
  {
    code: 'number.separator',
    when: /^[+-]?[\d.,_'’，]+$/u,
    propose: (text) => plainOrNothing(text.replace(/^\./, '0.').replace(/\.$/, '').replaceAll('_', '')),
  },
  { code: 'number.letterInDigits', when: /^[+-]?[OolI]*\d[\dOolI.,]*$/u },
  {
    code: 'number.innerBlank',
    when: new RegExp(`^[+-]?\\d(?:[\\d.,]|${blank.source})*$`, 'u'),
    propose: withoutBlanks,
  },
  { code: 'number.unitAttached', when: /^[+-]?\d[\d,.]*\s?\p{L}[^\d]*$/u, propose: countOf },
]

/** Names the first thing that keeps a text from being a number [QU9]. */
export function faultOf(text: string): { code: NumberFault; suggestion?: string } {
  const rule = rules.find(({ when }) => when.test(text))
  if (!rule) return { code: 'number.malformed' }
  const suggestion = rule.propose?.(text)
  return suggestion === undefined ? { code: rule.code } : { code: rule.code, suggestion }
}

/** Only where one number was meant: groups of three, or marks that nobody sees. `45 46` may be two. */
function withoutBlanks(text: string): string | undefined {
  const groups = text.split(blank).filter((group) => group !== '')
  const isGrouped = groups.slice(1).every((group) => /^\d{3}(?:\.\d+)?$/.test(group))
  const isInvisible = !/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/u.test(text)
  return isGrouped || isInvisible ? plainOrNothing(groups.join('')) : undefined
}

/** `1.2e3` written out, when that stays a readable whole number. */
function expanded(text: string): string | undefined {
  const [digits = '', exponent = ''] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = digits.split('.')
  const zeros = Number(exponent) - fraction.length
  return zeros >= 0 && zeros <= 12
    ? `${whole}${fraction}${'0'.repeat(zeros)}`.replace(/^(-?)0+(?=\d)/, '$1')
    : undefined
}
