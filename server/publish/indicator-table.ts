import type { Lang } from '../http/serve.ts'
import { findIndicators } from './indicator-list.ts'
import type { Table, TableQuestion } from './table.ts'

const frequencies = {
  M: ['月', 'Month'],
  Q: ['季', 'Quarter'],
  Y: ['年', 'Year'],
  E: ['不定期', 'As it happens'],
} as const

/** The indicator catalogue, as far as the reader's goals reach. */
export async function indicatorTable({ call: { catalog }, scope, lang }: TableQuestion): Promise<Table> {
  const column = lang === 'zh' ? 0 : 1
  return {
    title: lang === 'zh' ? '指标目录' : 'Indicators',
    columns: headers(lang).map((header) => ({ header })),
    rows: findIndicators(catalog, scope, undefined).map(({ code, entry }) => [
      code,
      lang === 'zh' ? entry.name : entry.nameEn,
      entry.unit,
      frequencies[entry.frequency][column],
      entry.collectedAt === null ? null : (levels[entry.collectedAt]?.[column] ?? entry.collectedAt),
      entry.department,
      entry.formula,
      entry.definition,
    ]),
    demo: false,
  }
}

const levels: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  province: ['省', 'Province'],
  city: ['市', 'City'],
  county: ['县', 'County'],
  town: ['镇', 'Town'],
  village: ['村', 'Village'],
  zone: ['片区', 'Zone'],
}

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['代码', '名称', '单位', '频度', '填报层级', '责任部门', '公式', '定义']
    : ['Code', 'Name', 'Unit', 'Frequency', 'Collected at', 'Department', 'Formula', 'Definition']
