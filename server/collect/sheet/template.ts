import type { FormEntry } from '@gangju/net/form'
import { compareDecimals, parseDecimal } from '@gangju/net/quantity'
import { columnLetters } from '../../http/sheet/sheet-shape.ts'
import {
  type CellSpan,
  type InputRule,
  type PageCell,
  type PageWords,
  writeWorkbook,
} from '../../http/sheet/write-workbook.ts'
import { type Expectation, figureKey } from '../fault.ts'
import {
  formTitle,
  headDepth,
  headsOf,
  layout,
  layoutWords,
  MARKER_PAGE,
  markerNames,
  periodText,
  type ReturnLang,
} from '../return-layout.ts'

export interface TemplateWords extends Pick<Expectation, 'form' | 'filer' | 'period' | 'places'> {
  readonly lang: ReturnLang
  /** Figures of the period that are in the net already, by `figureKey`, as plain decimals. */
  readonly approved: ReadonlyMap<string, string>
  /** Cells that are in the net as not applicable. */
  readonly notApplicable: ReadonlySet<string>
  /** Invented figures are in it. */
  readonly demo: boolean
}

/** The return of a place for a period, to be filled in: laid out like its paper form, names and codes locked. */
export function templateWorkbook(words: TemplateWords): Promise<Buffer> {
  const { form, lang, period, filer } = words
  const title = `${formTitle(form, lang)} ${filer.name} ${periodText(period, lang)}`
  return writeWorkbook([returnPage(words), notesPage(form, lang), markerPage(words)], title)
}

function returnPage(words: TemplateWords): PageWords {
  const { form, filer, period, places, lang, demo } = words
  const texts = layoutWords[lang]
  const width = layout.firstFigureColumn + form.columns.length
  const depth = headDepth(form)
  const headerRow = layout.headRow + depth
  const rows: (PageCell | undefined)[][] = [
    [{ text: formTitle(form, lang), look: 'title' }],
    lineRow(width, [
      `${texts.filer}：${filer.name}`,
      `${texts.period}：${periodText(period, lang)}`,
      texts.unitNote + demoMark(demo, lang),
    ]),
    ...headRows(form, lang),
    [
      { look: 'header' },
      { look: 'header' },
      ...form.columns.map((column) => header(lang === 'zh' ? column.header : column.headerEn)),
      { look: 'header' },
    ],
    [
      { look: 'unit' },
      { look: 'unit' },
      ...form.columns.map(({ unit }): PageCell => ({ text: unit, look: 'unit' })),
      { look: 'unit' },
    ],
    ...places.map((place) => [
      { text: place.code, look: 'label' } as const,
      { text: place.name, look: 'label' } as const,
      ...form.columns.map((column) => inputCell(words, place.placeId, column)),
      { look: 'remark' } as const,
    ]),
    [],
    lineRow(width, texts.foot, 'open'),
  ]
  return {
    name: texts.sheet,
    rows,
    widths: [16, 22, ...form.columns.map(() => 13), 30],
    heights: new Map([
      [layout.titleRow, 30],
      ...Array.from({ length: depth }, (_, index): [number, number] => [layout.headRow + index, 22]),
      [headerRow, 48],
    ]),
    merges: [{ row: layout.titleRow, column: 1, columns: width }, ...headMerges(form, lang)],
    frozen: { rows: headerRow + 1, columns: layout.nameColumn },
    locked: true,
    inputs: places.length === 0 ? [] : inputRules(words),
    landscape: true,
  }
}

const header = (text: string): PageCell => ({ text, look: 'header' })

/** Texts spread evenly over a line, each beginning in its own cell; on an `open` line people may write. */
function lineRow(width: number, texts: readonly string[], look: 'line' | 'open' = 'line'): PageCell[] {
  const row: PageCell[] = Array.from({ length: width }, () => ({ look }))
  const step = Math.max(1, Math.floor(width / texts.length))
  for (const [index, text] of texts.entries()) row[index * step] = { text, look }
  return row
}

/** The heads, each where its block begins; the first row names code, name and explanation too. */
function headRows(form: FormEntry, lang: ReturnLang): PageCell[][] {
  const texts = layoutWords[lang]
  const heads = form.columns.map((column) => headsOf(form, column, lang))
  const starts = new Map(headBlocks(heads).map(({ level, from }) => [`${level} ${from}`, heads[from]![level]!]))
  return Array.from({ length: headDepth(form) }, (_, level) => [
    level === 0 ? header(texts.code) : { look: 'header' },
    level === 0 ? header(texts.name) : { look: 'header' },
    ...heads.map((__, index): PageCell => {
      const text = starts.get(`${level} ${index}`)
      return text === undefined ? { look: 'header' } : header(text)
    }),
    level === 0 ? header(texts.explanation) : { look: 'header' },
  ])
}

interface HeadBlock {
  readonly level: number
  readonly from: number
  readonly columns: number
  readonly rows: number
}

/** Blocks of equal heads: columns side by side under the same heads, and rows where the last head is said again. */
function headBlocks(heads: readonly (readonly string[])[]): readonly HeadBlock[] {
  const depth = heads[0]?.length ?? 0
  const within = (from: number, to: number, level: number): HeadBlock[] => {
    const blocks: HeadBlock[] = []
    if (level >= depth) return blocks
    for (let start = from; start < to; ) {
      let end = start + 1
      while (end < to && heads[end]![level] === heads[start]![level]) end += 1
      let rows = 1
      const isSaidAgain = (at: number) => heads.slice(start, end).every((one) => one[at] === heads[start]![level])
      while (level + rows < depth && isSaidAgain(level + rows)) rows += 1
      blocks.push({ level, from: start, columns: end - start, rows }, ...within(start, end, level + rows))
      start = end
    }
    return blocks
  }
  return within(0, heads.length, 0)
}

function headMerges(form: FormEntry, lang: ReturnLang): CellSpan[] {
  const depth = headDepth(form)
  const tall = [layout.codeColumn, layout.nameColumn, layout.firstFigureColumn + form.columns.length]
  const blocks = headBlocks(form.columns.map((column) => headsOf(form, column, lang)))
  return [
    ...tall.map((column) => ({ row: layout.headRow, column, rows: depth + 2 })),
    ...blocks
      .filter(({ rows, columns }) => rows > 1 || columns > 1)
      .map(({ level, from, rows, columns }) => ({
        row: layout.headRow + level,
        column: layout.firstFigureColumn + from,
        rows,
        columns,
      })),
  ]
}

function inputCell(
  { approved, notApplicable, lang }: TemplateWords,
  placeId: number,
  { indicator, decimals }: FormEntry['columns'][number],
): PageCell {
  const key = figureKey(placeId, indicator)
  const figure = approved.get(key)
  if (figure !== undefined) return { figure, decimals, look: 'input' }
  return notApplicable.has(key)
    ? { text: layoutWords[lang].notApplicable, decimals, look: 'input' }
    : { decimals, look: 'input' }
}

const onlyNumbers = {
  zh: { title: '请填数字', message: '这一格只能填数字。没有发生填 0，没有数据留空，确实不适用的填“不适用”。' },
  en: {
    title: 'Numbers only',
    message: 'Only a number may stand here: 0 if nothing happened, blank if there is no figure.',
  },
} as const

/** A warning of the spreadsheet itself; what counts is checked when the file comes back. */
function inputRules({ form, places, lang }: TemplateWords): InputRule[] {
  return form.columns.map((column, index) => {
    return {
      row: layout.headRow + headDepth(form) + 2,
      rows: places.length,
      column: layout.firstFigureColumn + index,
      ...hardBounds(form, column.indicator),
      whole: column.decimals === 0,
      // Where a figure may not apply, the words for that must be typable.
      isAdvice: !column.required,
      ...(column.required ? {} : { offers: [layoutWords[lang].notApplicable] }),
      ...onlyNumbers[lang],
    }
  })
}

/** What the form's checks refuse: below zero, or outside a range. Of several the narrowest counts. */
function hardBounds({ checks }: FormEntry, indicator: string): Pick<InputRule, 'low' | 'high'> {
  const lows: string[] = []
  const highs: string[] = []
  for (const check of checks) {
    if (!('indicator' in check) || check.indicator !== indicator || check.severity === 'soft') continue
    if (check.kind === 'notNegative') lows.push('0')
    if (check.kind === 'range' && check.low !== null) lows.push(check.low)
    if (check.kind === 'range' && check.high !== null) highs.push(check.high)
  }
  const inOrder = (texts: readonly string[]) =>
    texts.toSorted((a, b) => compareDecimals(parseDecimal(a), parseDecimal(b)))
  return { low: inOrder(lows).at(-1) ?? null, high: inOrder(highs)[0] ?? null }
}

const demoMark = (demo: boolean, lang: ReturnLang): string => {
  if (!demo) return ''
  return lang === 'zh' ? '（含演示数据）' : ' (holds demonstration data)'
}

function markerPage({ form, filer, period }: TemplateWords): PageWords {
  const marks = [
    [markerNames.form, form.code],
    [markerNames.version, String(form.version)],
    [markerNames.place, filer.code],
    [markerNames.period, period],
  ] as const
  return {
    name: MARKER_PAGE,
    rows: marks.map(([name, value]) => [{ text: name }, { text: value }]),
    locked: true,
    visibility: 'veryHidden',
  }
}

const guidance = {
  zh: [
    '1. 一行一个单位，区划代码和名称已锁定，不要增删行列。',
    '2. 只填阿拉伯数字，按表头下的计量单位填；不要写单位、“约”、范围、百分号或公式。',
    '3. 没有发生填 0；没有数据留空，留空按“未报”处理；确实不适用的填“不适用”。',
    '4. 已审核入库的本期数据已预先填好，改动即为更正；清空即为撤回。',
    '5. 合计由系统计算，不必填合计行。',
  ],
  en: [
    '1. One row per place; codes and names are locked. Do not add or remove rows or columns.',
    '2. Write plain numbers in the unit under the header: no units, no “about”, no ranges, no percent signs, no formulas.',
    '3. 0 if nothing happened; blank if there is no figure, which counts as not reported; “not applicable” where it does not apply.',
    '4. Figures of this period that are approved already stand in their cells: changing one corrects it, clearing it withdraws it.',
    '5. Totals are computed here.',
  ],
} as const

const noteHeads = {
  zh: ['列', '栏目', '指标代码', '计量单位', '必填', '小数位', '合理范围'],
  en: ['Column', 'Header', 'Indicator', 'Unit', 'Required', 'Decimals', 'Plausible'],
} as const

function notesPage(form: FormEntry, lang: ReturnLang): PageWords {
  const rows = form.columns.map((column, index) => {
    const { low, high } = column.plausible
    const range = low === null && high === null ? '' : `${low ?? '…'} – ${high ?? '…'}`
    const required = column.required ? (lang === 'zh' ? '是' : 'yes') : ''
    const name = lang === 'zh' ? column.header : column.headerEn
    const texts = [
      columnLetters(layout.firstFigureColumn + index),
      name,
      column.indicator,
      column.unit,
      required,
      String(column.decimals),
      range,
    ]
    return texts.map((text): PageCell => ({ text, look: 'label' }))
  })
  const lines = guidance[lang].map((text): PageCell[] => [{ text, look: 'note' }])
  const across = noteHeads[lang].length
  return {
    name: layoutWords[lang].notesSheet,
    rows: [...lines, [], noteHeads[lang].map(header), ...rows],
    widths: [8, 34, 30, 12, 10, 10, 24],
    heights: new Map(lines.map((_, index) => [index + 1, 32])),
    merges: lines.map((_, index) => ({ row: index + 1, column: 1, columns: across })),
    locked: true,
  }
}
