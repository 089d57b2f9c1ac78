import { findingText, findingWords } from '@gangju/contract/finding-words'
import type { Fault } from '@gangju/contract/returns'
import type { ReturnFault } from './fault.ts'
import type { ReturnLang } from './return-layout.ts'

/**
 * What a clerk reads about each fault: what stands there, why it cannot be taken, what to do.
 * `{text}` is what stands in the cell; the other names come from the fault's detail.
 */
const words: Readonly<Record<string, Readonly<Record<ReturnLang, string>>>> = {
  ...findingWords,
  'marker.missing': {
    zh: '文件不是由本系统下载的报表（缺少内部标记），已按表头核对，请确认表种和报告期',
    en: 'The file was not downloaded here (its inner mark is missing); it was checked by its headers, please confirm form and period',
  },
  'marker.form': {
    zh: '这是另一张报表（{text}），本次应报 {wanted}',
    en: 'This is another form ({text}); {wanted} was asked',
  },
  'marker.version': {
    zh: '报表版式已更新（文件为第 {text} 版，现为第 {wanted} 版），请重新下载模板',
    en: 'The form has changed (file: version {text}, now: {wanted}); download the template again',
  },
  'marker.place': {
    zh: '这是其他单位（{text}）的报表，本次填报单位是 {wanted}',
    en: 'This is the return of another place ({text}); {wanted} files here',
  },
  'marker.period': {
    zh: '这是 {text} 的报表，本次应报 {wanted}',
    en: 'This is the return for {text}; {wanted} was asked',
  },
  'title.period': {
    zh: '表上写的报告期是“{text}”，本次应报 {wanted}，请核对',
    en: 'The sheet says “{text}” but {wanted} was asked; check the period',
  },
  'explanation.tooLong': {
    zh: '说明超过 {most} 字，请写短些',
    en: 'The explanation has more than {most} characters; make it shorter',
  },
  'page.hidden': {
    zh: '报表所在的工作表“{sheet}”是隐藏的，请取消隐藏后核对再报',
    en: 'The sheet “{sheet}” with the return is hidden; unhide and check it',
  },
  'page.second': {
    zh: '工作表“{sheet}”里还有一张报表，请只保留一张',
    en: 'The sheet “{sheet}” holds a second return; keep only one',
  },
  'page.unread': { zh: '工作表“{sheet}”的内容没有读取', en: 'The sheet “{sheet}” was not read' },
  'header.notFound': {
    zh: '找不到表头“区划代码”，请使用下载的模板',
    en: 'The header “Division code” was not found; use the downloaded template',
  },
  'header.nameMissing': { zh: '表头缺少“名称”一栏', en: 'The header has no column “Name”' },
  'header.unknownColumn': {
    zh: '本表没有“{text}”这一栏，请删除或恢复原表头',
    en: 'This form has no column “{text}”; remove it or restore the header',
  },
  'header.duplicateColumn': {
    zh: '“{text}”一栏出现了两次，请只保留一栏',
    en: 'The column “{text}” is there twice; keep one',
  },
  'header.missingColumn': { zh: '缺少“{header}”一栏', en: 'The column “{header}” is missing' },
  'header.none': { zh: '这一列有数据（{text}）但没有表头', en: 'This column has figures ({text}) but no header' },
  'unit.changed': {
    zh: '“{header}”的计量单位应为“{unit}”，表上写的是“{text}”',
    en: '“{header}” is counted in {unit}; the sheet says “{text}”',
  },
  'unit.missing': { zh: '“{header}”下面缺少计量单位“{unit}”', en: 'The unit {unit} under “{header}” is missing' },
  'row.total': {
    zh: '“{text}”是合计行，已忽略；合计由系统计算',
    en: '“{text}” is a row of totals and was left out; totals are computed here',
  },
  'row.codeMissing': {
    zh: '这一行有数据但没有区划代码（{text}）',
    en: 'This row has figures but no division code ({text})',
  },
  'row.hidden': {
    zh: '这一行（{placeName}）是隐藏的，数据已读取，请核对',
    en: 'This row ({placeName}) is hidden; its figures were read, please check',
  },
  'row.duplicate': {
    zh: '{placeName} 在第 {first} 行和第 {second} 行重复，内容相同，请删去一行',
    en: '{placeName} stands in rows {first} and {second} with the same figures; delete one',
  },
  'row.conflict': {
    zh: '{placeName} 在第 {first} 行和第 {second} 行各填了一次，数据不同，请只留正确的一行',
    en: '{placeName} stands in rows {first} and {second} with different figures; keep the right one',
  },
  'row.missing': { zh: '缺少 {placeName}（{placeCode}）这一行', en: 'The row of {placeName} ({placeCode}) is missing' },
  'row.blank': {
    zh: '{placeName} 整行没有填写，按“未报”处理',
    en: '{placeName} has no figures and counts as not reported',
  },
  'place.codeMalformed': { zh: '“{text}”不是 12 位区划代码', en: '“{text}” is not a 12-digit division code' },
  'place.unknown': {
    zh: '代码 {text} 不在本单位本期应报的名单里',
    en: 'Code {text} is not among the places that this return asks for',
  },
  'place.filer': {
    zh: '{text} 是填报单位自己的代码，本表逐个填报下级',
    en: '{text} is the code of the office that files; this form asks for the places under it',
  },
  'place.nameDiffers': {
    zh: '代码 {placeCode} 是“{placeName}”，表上写的是“{text}”，请核对是否错行',
    en: 'Code {placeCode} is “{placeName}” but the sheet says “{text}”; check for a shifted row',
  },
  'indicator.notAsked': { zh: '本表没有指标 {indicator}', en: 'This form does not ask for {indicator}' },
  'value.duplicate': { zh: '同一指标重复出现，数值相同', en: 'The same cell is given twice with the same figure' },
  'value.conflict': { zh: '同一指标给了两个不同的数', en: 'The same cell is given two different figures' },
  'value.contradiction': { zh: '既给了数值又标明“不适用”', en: 'A figure and “not applicable” at once' },
  'number.wordForNone': {
    zh: '“{text}”看不出是 0 还是没有数据：是 0 请填 0，没有数据请留空，不适用请填“不适用”',
    en: '“{text}” may mean zero or no figure: write 0, leave it blank, or write “not applicable”',
  },
  'number.boolean': { zh: '“{text}”不是数字', en: '“{text}” is not a number' },
  'number.notFinite': { zh: '“{text}”不是数字', en: '“{text}” is not a number' },
  'number.errorValue': {
    zh: '“{text}”是表格的出错值，请填数字',
    en: '“{text}” is an error of the spreadsheet; write the number',
  },
  'number.formula': {
    zh: '这一格是公式（显示 {text}），请“选择性粘贴—数值”后再报',
    en: 'This cell is a formula (showing {text}); paste it as a value',
  },
  'number.date': { zh: '“{text}”是日期，不是数字', en: '“{text}” is a date, not a number' },
  'number.exponent': {
    zh: '“{text}”是科学计数，请写成普通数字{hint}',
    en: '“{text}” is in scientific notation; write it out{hint}',
  },
  'number.hexadecimal': { zh: '“{text}”不是十进制数字', en: '“{text}” is not a decimal number' },
  'number.foreignDigits': { zh: '“{text}”不是阿拉伯数字 0–9', en: '“{text}” is not in digits 0–9' },
  'number.enclosedDigits': {
    zh: '“{text}”含有带圈或特殊数字，请用 0–9',
    en: '“{text}” has enclosed or special digits; use 0–9',
  },
  'number.percent': {
    zh: '“{text}”带百分号或百分比格式，请按本栏单位填普通数字{hint}',
    en: '“{text}” is a percentage; write a plain number in the unit of the column{hint}',
  },
  'number.currency': {
    zh: '“{text}”带货币符号，请只填数字{hint}',
    en: '“{text}” has a currency sign; write the number only{hint}',
  },
  'number.range': { zh: '“{text}”是一个范围，请填一个确定的数', en: '“{text}” is a range; write one number' },
  'number.approximate': {
    zh: '“{text}”不是确定的数，请填准确数{example}或留空',
    en: '“{text}” is not exact; write the exact number{example} or leave it blank',
  },
  'number.chineseNumeral': {
    zh: '“{text}”是中文数字，请用阿拉伯数字',
    en: '“{text}” is in Chinese numerals; use digits',
  },
  'number.mixedNumeral': {
    zh: '“{text}”夹有“万、千”等字，请按本栏单位写成数字',
    en: '“{text}” mixes digits with 万 or 千; write the number in the unit of the column',
  },
  'number.unitAttached': {
    zh: '“{text}”带有单位，请只填数字{hint}',
    en: '“{text}” has its unit in the cell; write the number only{hint}',
  },
  'number.separator': { zh: '“{text}”的分隔符无法确认{hint}', en: 'The separators of “{text}” are not clear{hint}' },
  'number.innerBlank': { zh: '“{text}”中间有空格{hint}', en: '“{text}” has blanks inside{hint}' },
  'number.letterInDigits': {
    zh: '“{text}”夹有字母，是否把 0 写成了 O、把 1 写成了 l？',
    en: '“{text}” has letters in it; O for 0 or l for 1?',
  },
  'number.tooLong': { zh: '“{text}”位数过多，不像统计数', en: '“{text}” is too long to be a figure' },
  'number.tooPrecise': {
    zh: '“{text}”小数位过多，表格存不准{hint}',
    en: '“{text}” has more digits than a spreadsheet keeps{hint}',
  },
  'number.otherUnit': { zh: '“{text}”的单位换算不成本栏的“{unit}”', en: 'The unit of “{text}” cannot become {unit}' },
  'number.inexactUnit': {
    zh: '“{text}”换算成“{unit}”除不尽，请按“{unit}”填写',
    en: '“{text}” has no exact figure in {unit}; write it in {unit}',
  },
  'number.doubleMeaning': {
    zh: '“{text}”有两种读法，请写全单位，如 1.2亿元',
    en: '“{text}” can be read in two ways; write the unit out, such as 1.2亿元',
  },
  'entry.known': {
    zh: '本栏数字取自“{home}”，这里只核对；有疑问请写说明',
    en: 'The figure comes from “{home}” and is only confirmed here; write an explanation if in doubt',
  },
  'number.malformed': {
    zh: '“{text}”不是数字，请填数字或留空',
    en: '“{text}” is not a number; write a number or leave it blank',
  },
}

export const faultCodes: readonly string[] = Object.keys(words)

const hint = { zh: '，是否应填 {suggestion}？', en: ': {suggestion}?' } as const
const example = { zh: '（如 {suggestion}）', en: ' (such as {suggestion})' } as const
const colon = { zh: '：', en: ': ' } as const

/** The message of a fault with its cell in front: F12：“约30”不是确定的数… @throws Error for a code without words. */
export function faultText(fault: ReturnFault, lang: ReturnLang): string {
  const message = fault.found ? findingText(fault.found.finding, fault.found.columns, lang) : ownText(fault, lang)
  return fault.at === undefined ? message : `${fault.at}${colon[lang]}${message}`
}

function ownText(fault: ReturnFault, lang: ReturnLang): string {
  const wording = words[fault.code]?.[lang]
  if (wording === undefined) throw new Error(`the fault ${fault.code} has no words`)
  const known: Readonly<Record<string, unknown>> = { ...fault, ...fault.detail }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(known[name] ?? ''))
  const guess = (text: string) => (fault.detail?.suggestion === undefined ? '' : fill(text))
  return fill(wording.replace('{hint}', guess(hint[lang])).replace('{example}', guess(example[lang])))
}

/** A fault as it crosses the wire. */
export function faultOnWire(fault: ReturnFault, lang: ReturnLang): Fault {
  return {
    code: fault.code,
    severity: fault.severity,
    sheet: fault.sheet ?? null,
    cell: fault.at ?? null,
    place: fault.placeCode ?? null,
    placeName: fault.placeName ?? null,
    indicator: fault.indicator ?? null,
    text: fault.text ?? null,
    explained: fault.found?.finding.explained ?? false,
    message: faultText(fault, lang),
  }
}
