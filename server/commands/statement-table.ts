import type { Comparator, Statement } from '@gangju/clause'

const signs: Readonly<Record<Comparator, string>> = {
  eq: '',
  ge: '≥',
  gt: '＞',
  le: '≤',
  lt: '＜',
  approx: '≈',
  range: '',
}

const modalities: Readonly<Record<string, string>> = {
  'target firm': '确保 firm',
  'target stretch': '力争 stretch',
  'target expected': '预期 expected',
  target: '目标 target',
  actual: '实绩 actual',
}

const columns: readonly { readonly head: string; readonly most: number; readonly of: (each: Statement) => string }[] = [
  { head: '位置 at', most: 9, of: ({ offset }) => String(offset) },
  { head: '地方 place', most: 20, of: ({ place }) => place ?? '' },
  { head: '主体 subject', most: 24, of: ({ subject }) => subject ?? '' },
  { head: '指标 indicator', most: 40, of: ({ indicator }) => indicator },
  { head: '数值 value', most: 28, of: valueOf },
  { head: '类型 measure', most: 12, of: ({ measure }) => measure },
  {
    head: '性质 kind',
    most: 16,
    of: ({ modality, commitment }) =>
      modalities[commitment === null ? modality : `${modality} ${commitment}`] ?? modality,
  },
  { head: '期 period', most: 10, of: ({ period, year }) => period ?? (year === null ? '' : String(year)) },
  { head: '原文 text', most: 16, of: ({ text }) => text },
]

/** Statements as a table for a person at a terminal; columns stand straight where Chinese characters are two wide. */
export function formatStatements(statements: readonly Statement[]): string {
  if (statements.length === 0) return '没有量化表述 no quantified statements'
  const rows = [
    columns.map(({ head }) => head),
    ...statements.map((each) => columns.map(({ of, most }) => cut(of(each), most))),
  ]
  const widths = columns.map((_, column) => rows.reduce((most, row) => Math.max(most, widthOf(row[column]!)), 0))
  const rule = widths.map((width) => '─'.repeat(width)).join('  ')
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

function valueOf({ comparator, exact, exactMax, unit }: Statement): string {
  return `${signs[comparator]}${exact}${exactMax === null ? '' : `—${exactMax}`} ${unit}`.trim()
}

function cut(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ')
  if (widthOf(line) <= most) return line
  let kept = ''
  for (const character of line) {
    if (widthOf(kept + character) > most - 1) break
    kept += character
  }
  return `${kept}…`
}

/** Columns of a terminal: Chinese characters and full-width signs take two. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : 1
  return width
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
