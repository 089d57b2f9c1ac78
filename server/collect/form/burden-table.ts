import type { Burden, FormBurden } from '@gangju/contract/forms'
import type { Lang } from '../../http/serve.ts'
import type { TableWords } from '../../http/sheet/table-workbook.ts'

const levelWords = {
  zh: { country: '国家', province: '省', city: '市', county: '县', town: '镇', village: '村', zone: '片区' },
  en: {
    country: 'Country',
    province: 'Province',
    city: 'City',
    county: 'County',
    town: 'Town',
    village: 'Village',
    zone: 'Zone',
  },
} as const

const words = {
  zh: {
    title: '报表负担台账',
    all: '合计',
    headers: [
      '报表',
      '代码',
      '填报层级',
      '填报单位',
      '数据行',
      '填写栏',
      '带出栏',
      '每年次数',
      '每年填写数',
      '每年核对数',
      '此前每年填写数',
      '增减',
    ],
    since: (day: string) => `与 ${day} 在用的报表比较；填报单位均按现在计`,
    rule: '每年填写数 = 填写栏 × 数据行 × 每年次数；带出栏只核对，不计填写',
  },
  en: {
    title: 'Burden of forms',
    all: 'All together',
    headers: [
      'Form',
      'Code',
      'Filed by',
      'Places that file',
      'Rows',
      'Typed columns',
      'Known columns',
      'Times a year',
      'Cells a year',
      'Confirmed a year',
      'Cells a year before',
      'Change',
    ],
    since: (day: string) => `Compared with the forms in force on ${day}; places as they are today`,
    rule: 'Cells a year = typed columns × rows × times a year; known columns are confirmed, not typed',
  },
} as const

/** Columns of the table that hold figures. */
const firstFigure = 3

/** The burden ledger as a table: one line per form, one per level, one for all. */
export function burdenTable({ place, since, forms, levels }: Burden, lang: Lang): TableWords {
  const { title, all, headers, since: compared, rule } = words[lang]
  const total = (side: 'now' | 'before', part: 'cells' | 'confirmed') =>
    forms.reduce((sum, form) => sum + (form[side]?.[part] ?? 0), 0)
  return {
    lang,
    title,
    subtitle: [place.name, rule, ...(since === null ? [] : [compared(since)])],
    columns: headers.map((header, at) => (at < firstFigure ? { header } : { header, decimals: 0 })),
    rows: [
      ...forms.map(({ code, name, filedBy, now, before }) => [
        name,
        code,
        levelWords[lang][filedBy],
        ...figuresOf(now),
        ...comparison(now?.cells, before?.cells),
      ]),
      ...levels.map(({ level, now, before }) => [
        all,
        null,
        levelWords[lang][level],
        text(now?.filers),
        ...blanks(4),
        text(now?.cells),
        text(now?.confirmed),
        ...comparison(now?.cells, before?.cells),
      ]),
      [
        all,
        null,
        null,
        ...blanks(5),
        text(total('now', 'cells')),
        text(total('now', 'confirmed')),
        ...comparison(total('now', 'cells'), total('before', 'cells')),
      ],
    ],
    demo: false,
  }
}

function figuresOf(burden: FormBurden | null): (string | null)[] {
  if (burden === null) return blanks(7)
  const { filers, rows, typed, known, timesAYear, cells, confirmed } = burden
  return [filers, rows, typed, known, timesAYear, cells, confirmed].map(text)
}

const comparison = (now = 0, before = 0): string[] => [String(before), String(now - before)]
const text = (count: number | undefined): string | null => (count === undefined ? null : String(count))
const blanks = (count: number): null[] => Array.from({ length: count }, () => null)
