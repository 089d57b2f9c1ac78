import type { FormEntry } from '@gangju/net/form'
import { formatPeriod, parsePeriod } from '@gangju/net/period'

export type ReturnLang = 'zh' | 'en'

/** Where things stand on the sheet of a return, as on its paper form. Rows and columns count from 1. */
export const layout = {
  titleRow: 1,
  lineRow: 2,
  /** The first row of heads; under them stand the columns' own headers, the units and the places. */
  headRow: 3,
  codeColumn: 1,
  nameColumn: 2,
  firstFigureColumn: 3,
} as const

/** Rows of heads above the columns' own headers: as many as the deepest column has, one for the sections at least. */
export const headDepth = ({ columns }: FormEntry): number =>
  Math.max(1, ...columns.map(({ heads = [] }) => heads.length))

/** The heads of a column from the outermost, the last one said again down to its own header. */
export function headsOf(form: FormEntry, column: FormEntry['columns'][number], lang: ReturnLang): readonly string[] {
  const section = form.sections.find(({ code }) => code === column.section)
  const own = column.heads?.length ? column.heads : section ? [section] : []
  const names = own.map(({ name, nameEn }) => (lang === 'zh' ? name : nameEn))
  return Array.from({ length: headDepth(form) }, (_, index) => names[index] ?? names.at(-1) ?? '')
}

/** The hidden page that says which return a file is. */
export const MARKER_PAGE = 'gangju'

export const markerNames = { form: 'form', version: 'version', place: 'place', period: 'period' } as const

interface LayoutWords {
  readonly code: string
  readonly name: string
  readonly filer: string
  readonly period: string
  readonly unitNote: string
  readonly foot: readonly string[]
  readonly sheet: string
  readonly notesSheet: string
  readonly notApplicable: string
  /** Head of the column where unusual figures are explained. */
  readonly explanation: string
}

export const layoutWords: Readonly<Record<ReturnLang, LayoutWords>> = {
  zh: {
    code: '区划代码',
    name: '名称',
    filer: '填报单位',
    period: '报告期',
    unitNote: '计量单位见表头下一行',
    foot: ['填报单位：', '填报人：', '审核人：', '单位负责人：', '填报日期：'],
    sheet: '填报',
    notesSheet: '填报说明',
    notApplicable: '不适用',
    explanation: '说明',
  },
  en: {
    code: 'Division code',
    name: 'Name',
    filer: 'Filed by',
    period: 'Period',
    unitNote: 'Units stand in the row under the header',
    foot: ['Filed by:', 'Filled in by:', 'Checked by:', 'Head of office:', 'Date:'],
    sheet: 'Return',
    notesSheet: 'Notes',
    notApplicable: 'not applicable',
    explanation: 'Explanation',
  },
}

export const formTitle = (form: FormEntry, lang: ReturnLang): string => (lang === 'zh' ? form.name : form.nameEn)

export const periodText = (period: string, lang: ReturnLang): string => formatPeriod(parsePeriod(period), lang)

/** The text as header cells are compared: compatibility forms made plain, blanks of every kind and invisible marks gone. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Zs}]/gu, '')
    .toLowerCase()
}
