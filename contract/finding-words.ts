import type { Finding, FindingCode, FormColumn } from '@gangju/net/form'

type Lang = 'zh' | 'en'
type NamedColumn = Pick<FormColumn, 'indicator' | 'header' | 'headerEn'>

/**
 * What a clerk reads about each finding: what stands there, why it is asked about, what to do. `{text}` is the figure,
 * `{header}` and `{other}` name columns; the other names come from the finding's detail.
 */
export const findingWords: Readonly<Record<FindingCode, Readonly<Record<Lang, string>>>> = {
  'cell.required': {
    zh: '这一格必填，请填数字（没有发生填 0）',
    en: 'A figure is required here (0 if nothing happened)',
  },
  'value.notWhole': { zh: '“{text}”应为整数', en: '“{text}” must be a whole number' },
  'value.tooFine': {
    zh: '“{text}”小数位过多，本栏最多 {decimals} 位',
    en: '“{text}” has too many decimals; at most {decimals} here',
  },
  'value.negative': { zh: '“{header}”不能为负数（{text}）', en: '“{header}” may not be negative ({text})' },
  'value.implausible': {
    zh: '“{text}”超出合理范围（{low} 至 {high} {unit}），请核对，确实如此请写明原因',
    en: '“{text}” lies outside what is plausible ({low} to {high} {unit}); check it, or say why it is so',
  },
  'unit.slip': {
    zh: '“{text}”与上期 {last} 相差悬殊，疑似按“{mistaken}”填写；本栏单位是“{unit}”，应填 {suggestion}？',
    en: '“{text}” is far from {last} of the period before and was probably given in {mistaken}; the unit here is {unit}: {suggestion}?',
  },
  'unit.slipByRange': {
    zh: '“{text}”超出合理范围，疑似按“{mistaken}”填写；本栏单位是“{unit}”，应填 {suggestion}？',
    en: '“{text}” is not plausible and was probably given in {mistaken}; the unit here is {unit}: {suggestion}?',
  },
  'check.sum': { zh: '“{header}”填 {text}，但 {beside} = {sum}', en: '“{header}” is {text}, but {beside} = {sum}' },
  'check.sumExceeded': {
    zh: '“{header}”填 {text}，小于已填分项之和 {sum}',
    en: '“{header}” is {text}, less than its known parts together ({sum})',
  },
  'check.atMost': {
    zh: '“{header}”（{text}）不能大于“{beside}”（{limit}）',
    en: '“{header}” ({text}) may not exceed “{beside}” ({limit})',
  },
  'check.compare': {
    zh: '“{header}”不符：应满足 {left} {sign} {right}，现在是 {leftValue} 与 {rightValue}',
    en: '“{header}” does not fit: {left} {sign} {right} is asked, it is {leftValue} and {rightValue}',
  },
  'check.acrossForms': {
    zh: '“{header}”填 {text}，应 {sign}“{other}”的 {limit}（另一张报表），请核对，确实如此请写明原因',
    en: '“{header}” is {text}; {sign} {limit} of “{other}” on another form is asked; check it, or say why it is so',
  },
  'check.range': {
    zh: '“{header}”填 {text}，应在 {low} 至 {high} 之间',
    en: '“{header}” is {text}; it must lie from {low} to {high}',
  },
  'check.falling': {
    zh: '“{header}”是累计数，{text} 小于上期的 {last}，请核对，确有核减请写明原因',
    en: '“{header}” is cumulative, yet {text} is below {last} of the period before; check it, or say why it is so',
  },
  'check.change': {
    zh: '“{header}”填 {text}，比上期 {last} 变动 {percent}%，请核对，确实如此请写明原因',
    en: '“{header}” is {text}, {percent}% against {last} of the period before; check it, or say why it is so',
  },
  'check.changeInYear': {
    zh: '“{header}”填 {text}，比上年同期 {last} 变动 {percent}%，请核对，确实如此请写明原因',
    en: '“{header}” is {text}, {percent}% against {last} a year before; check it, or say why it is so',
  },
  'check.slip': {
    zh: '“{text}”与上期 {last} 相差整倍，是否错了位数或单位，应填 {suggestion}？',
    en: '“{text}” is a round multiple of {last} of the period before; a digit or a unit too many: {suggestion}?',
  },
  'check.overTarget': {
    zh: '“{header}”填 {text}，已是全年目标 {target} 的 {percent}%，请核对，确实如此请写明原因',
    en: '“{header}” is {text}, {percent}% of the target {target} of the year; check it, or say why it is so',
  },
  'check.behindTarget': {
    zh: '“{header}”填 {text}，完成全年目标 {target} 的 {percent}%，落后序时进度 {points} 个百分点，请写明原因',
    en: '“{header}” is {text}, {percent}% of the target {target} of the year, {points} percentage points behind schedule; say why',
  },
  'check.outlierInHistory': {
    zh: '“{header}”的 {judged} 与本地近 {count} 期（中位数 {median}）相差悬殊，请核对，确实如此请写明原因',
    en: '{judged} of “{header}” is far from its last {count} figures (median {median}); check it, or say why it is so',
  },
  'check.outlierInClass': {
    zh: '“{header}”的 {judged} 与同类 {count} 个地方（中位数 {median}）相差悬殊，请核对，确实如此请写明原因',
    en: '{judged} of “{header}” is far from those of {count} places of its class (median {median}); check it, or say why it is so',
  },
}

/**
 * The message of a finding, in the form's own words where it has some. Codes of columns become their headers.
 *
 * @param columns of the form.
 */
export function findingText(finding: Finding, columns: readonly NamedColumn[], lang: Lang): string {
  const header = (indicator: string): string => {
    const column = columns.find((one) => one.indicator === indicator)
    return column ? column[lang === 'zh' ? 'header' : 'headerEn'] : indicator
  }
  const { detail, indicator, beside } = finding
  const spoken = (formula: string | undefined) => formula?.replace(/[A-Za-z]\w*/g, header)
  const known: Readonly<Record<string, string | undefined>> = {
    ...detail,
    header: header(indicator),
    beside: beside.map(header).join(' + '),
    left: spoken(detail.left),
    right: spoken(detail.right),
    other: lang === 'zh' ? detail.other : detail.otherEn,
  }
  const wording = finding.words?.[lang] ?? findingWords[finding.code][lang]
  return wording.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? '')
}
