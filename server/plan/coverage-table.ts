import type { CoverageGap, CoverageRow } from '@gangju/contract/planning'
import type { Lang } from '../http/serve.ts'
import type { TableWords } from '../http/sheet/table-workbook.ts'
import type { Coverage } from './coverage.ts'

type Words = readonly [zh: string, en: string]

const gapWords: Readonly<Record<CoverageGap, Words>> = {
  noBody: ['无责任单位', 'No responsible body'],
  noIndicator: ['无对应指标', 'No indicator'],
  noSource: ['无数据来源', 'No source of figures'],
  noDeadline: ['无期限', 'No deadline'],
  noPlace: ['地方未定', 'Place not settled'],
  undecided: ['尚未采纳', 'Not decided yet'],
  untracked: ['无指标也无目标值', 'No indicator and no target'],
}

const kindWords: Readonly<Record<CoverageRow['kind'], Words>> = {
  target: ['量化目标', 'Target'],
  measure: ['举措', 'Measure'],
  task: ['任务', 'Task'],
}

const columns: readonly { readonly words: Words; readonly width: number }[] = [
  { words: ['文件', 'Document'], width: 30 },
  { words: ['所在章节', 'Under'], width: 30 },
  { words: ['条', 'Clause'], width: 10 },
  { words: ['类别', 'Kind'], width: 10 },
  { words: ['内容', 'Words'], width: 50 },
  { words: ['指标', 'Indicator'], width: 20 },
  { words: ['地方', 'Place'], width: 14 },
  { words: ['责任单位', 'Bodies'], width: 24 },
  { words: ['欠缺', 'Gaps'], width: 30 },
]

/** Coverage as a table: n of m for each gap above it, a row for each promise. */
export function coverageTable(
  { rows, shares, covered, total, demo }: Coverage,
  { lang, indicatorName }: { lang: Lang; indicatorName: (code: string) => string | null },
): Omit<TableWords, 'lang'> {
  const at = lang === 'zh' ? 0 : 1
  const counts = shares
    .filter(({ of }) => of > 0)
    .map(({ gap, lacking, of }) => `${gapWords[gap][at]} ${lacking}/${of}`)
    .join(lang === 'zh' ? '；' : '; ')
  const whole = lang === 'zh' ? `齐全 ${covered}/${total}` : `Without gaps ${covered}/${total}`
  return {
    title: lang === 'zh' ? '政策量化覆盖' : 'Coverage of documents',
    subtitle: [[whole, counts].filter(Boolean).join(lang === 'zh' ? '；' : '; ')],
    columns: columns.map(({ words, width }) => ({ header: words[at], width })),
    rows: rows.map((row) => [
      row.documentTitle,
      row.heading,
      row.anchor,
      kindWords[row.kind][at],
      row.words,
      row.indicator && indicatorName(row.indicator),
      row.place?.name ?? null,
      row.bodies.join('、') || null,
      row.gaps.map((gap) => gapWords[gap][at]).join(lang === 'zh' ? '；' : '; ') || null,
    ]),
    demo,
  }
}
