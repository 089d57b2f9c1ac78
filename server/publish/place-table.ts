import type { Lang } from '../http/serve.ts'
import { listPlaceLines } from './list-table.store.ts'
import { mostRows, type Table, type TableQuestion } from './table.ts'

/** The place and what it covers, with zones; the level asked for only, when one is. */
export async function placeTable({ call: { query }, scope, lang }: TableQuestion): Promise<Table> {
  const rows = await listPlaceLines(scope.db, { placeId: scope.place.placeId, level: query.level, limit: mostRows + 1 })
  const levels = levelNames[lang]
  return {
    title: lang === 'zh' ? '区划' : 'Places',
    columns: headers(lang).map((header) => ({ header })),
    rows: rows.map((row) => [
      row.code,
      row.name,
      levels[row.level] ?? row.level,
      row.parentName,
      row.administrative || row.level === 'zone' ? null : lang === 'zh' ? '统计占位' : 'placeholder',
      row.track,
    ]),
    demo: false,
  }
}

const levelNames: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  zh: { country: '国', province: '省', city: '市', county: '县', town: '镇', village: '村', zone: '片区' },
  en: {
    country: 'Country',
    province: 'Province',
    city: 'City',
    county: 'County',
    town: 'Town',
    village: 'Village',
    zone: 'Zone',
  },
}

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['区划代码', '名称', '层级', '上级', '备注', '类别']
    : ['Code', 'Name', 'Level', 'Parent', 'Note', 'Class']
