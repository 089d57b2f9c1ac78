import type { Lang } from '../http/serve.ts'
import { listSubmissionLines, type SubmissionLine } from './list-table.store.ts'
import { mostRows, type Table, type TableQuestion } from './table.ts'

/** Submissions of a period at the place and below it, newest first. */
export async function submissionTable({ call: { query, catalog }, scope, lang }: TableQuestion): Promise<Table> {
  const { db, place } = scope
  const rows = await listSubmissionLines(db, { placeId: place.placeId, period: query.period, limit: mostRows + 1 })
  return {
    title: lang === 'zh' ? '报送' : 'Submissions',
    columns: headers(lang).map((header, index) => (index === figures ? { header, decimals: 0 } : { header })),
    rows: rows.map((row) => {
      const { name, nameEn } = catalog.form(row.formCode).entry
      return [
        lang === 'zh' ? name : nameEn,
        row.placeCode,
        row.placeName,
        row.period,
        stateWords(row, lang),
        String(row.figures),
        row.filedBy,
        row.filedOn,
        row.returnReason,
      ]
    }),
    demo: false,
  }
}

const states = {
  zh: { draft: '草稿', submitted: '待审核', returned: '已退回', approved: '已通过' },
  en: { draft: 'Draft', submitted: 'Under review', returned: 'Returned', approved: 'Approved' },
} as const

function stateWords({ state, step }: SubmissionLine, lang: Lang): string {
  const word = states[lang][state]
  if (state !== 'submitted' || step === 0) return word
  return lang === 'zh' ? `${word}（已过 ${step} 级）` : `${word} (${step} passed)`
}

/** Column of the number of figures. */
const figures = 5

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['报表', '区划代码', '地方', '报告期', '状态', '数据个数', '填报人', '填报时间', '退回原因']
    : ['Return', 'Code', 'Place', 'Period', 'State', 'Figures', 'Filed by', 'Filed at', 'Reason returned']
