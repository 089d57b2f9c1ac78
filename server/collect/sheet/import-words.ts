import type { Fault } from '@gangju/contract/returns'
import type { ReturnFault } from '../fault.ts'
import { faultOnWire } from '../fault-text.ts'
import type { ReturnLang } from '../return-layout.ts'

/** What a clerk reads about a fault of their own sheet, beside those that any return may have. */
const words: Readonly<Record<string, Readonly<Record<ReturnLang, string>>>> = {
  'row.unknownPlace': {
    zh: '“{text}”在本辖区没有找到，请在“对应关系”里选定是哪个单位，或不取这一行',
    en: 'No place here is called “{text}”; choose which one is meant, or leave the row out',
  },
  'row.severalPlaces': {
    zh: '本辖区有几个“{text}”，请写明镇街或选定是哪一个',
    en: 'Several places here are called “{text}”; name the town or choose one',
  },
  'row.codeName': {
    zh: '代码与名称不是同一个单位（“{text}”），这一行没有取，请选定是哪一个',
    en: 'The code and the name (“{text}”) are of different places; not taken, choose which is meant',
  },
  'row.hidden': {
    zh: '表中有 {count} 个隐藏行，也取了数；不该取的请取消隐藏核对后删去',
    en: '{count} hidden rows were read too; if they should not be, show and delete them',
  },
  'cell.dash': { zh: '“{text}”按未报处理', en: '“{text}” counts as not reported' },
  'cell.formula': {
    zh: '这是公式，取表中显示的结果 {text}，请核对',
    en: 'This is a formula; its shown result {text} is taken, please check',
  },
  'value.again': { zh: '与 {first} 重复，只取一次', en: 'The same as {first}; taken once' },
  'value.differs': {
    zh: '同一单位、指标、期别在 {first} 还有另一个数，两个都没有取',
    en: '{first} states another figure for the same place, indicator and period; neither is taken',
  },
  'total.differs': {
    zh: '“{label}”写的是 {stated}，各行相加是 {computed}，请核对',
    en: '“{label}” says {stated}, its rows add up to {computed}; check',
  },
  'column.otherSpan': {
    zh: '“{text}”的口径（本月或累计）与报表要求不同，没有取数',
    en: '“{text}” is of another span (month or year so far) than the form asks for; not taken',
  },
  'import.periodMissing': {
    zh: '表上没有写期别，也没有选定，{count} 个数没有取；请选定报告期',
    en: 'No period stands on the sheet and none was chosen; {count} figures were not taken',
  },
  'import.periodKind': {
    zh: '“{text}”不是这张报表的期别，没有取数',
    en: '“{text}” is no period of this form; not taken',
  },
  'import.otherPeriod': {
    zh: '表题写的是 {text}，现按选定的 {period} 取数，请核对',
    en: 'The title says {text}, but figures are taken for {period} as chosen; check',
  },
  'import.sheetPeriod': {
    zh: '表“{sheet}”是 {text} 的，不是选定的 {period}，没有取；要取请在“对应关系”里选用这张表',
    en: 'Sheet “{sheet}” is of {text}, not of {period} as chosen; not taken unless you choose to use it',
  },
  'header.changes': {
    zh: '从这里起表头变成了“{text}”，下面的行没有取，请拆成另一张表',
    en: 'From here the headers say “{text}”; the rows below were not taken, move them to a sheet of their own',
  },
  'header.notFound': {
    zh: '没有找到能对应报表栏目的表头，请在“对应关系”里选定',
    en: 'No header that fits the form was found; choose the mapping',
  },
}

/** Codes that have words here. */
export const importFaultCodes: readonly string[] = Object.keys(words)

/** A fault of an import as it crosses the wire; its message names the cell. */
export function importFaultOnWire(fault: ReturnFault, lang: ReturnLang): Fault {
  const wording = words[fault.code]?.[lang]
  if (wording === undefined) return faultOnWire(fault, lang)
  const known: Readonly<Record<string, unknown>> = { ...fault, ...fault.detail }
  const text = wording.replace(/\{(\w+)\}/g, (_, name: string) => String(known[name] ?? ''))
  const plain = faultOnWire({ ...fault, code: 'number.malformed' }, lang)
  const colon = lang === 'zh' ? '：' : ': '
  return { ...plain, code: fault.code, message: fault.at === undefined ? text : `${fault.at}${colon}${text}` }
}
