import type { FormDraft } from '@gangju/contract/forms'
import type { IndicatorItem } from '@gangju/contract/goals'
import { columnsOfCheck } from '@gangju/net/form'

export type DesignColumn = FormDraft['columns'][number]
export type DesignCheck = FormDraft['checks'][number]

const firstSection = { code: 'main', name: '主要指标', nameEn: 'Main figures' }

/** A monthly form of the villages with nothing in it yet. */
export function emptyDesign(goal: string): FormDraft {
  return {
    code: '',
    name: '',
    nameEn: '',
    goal,
    period: 'M',
    collects: 'village',
    filedBy: 'village',
    review: ['town', 'county'],
    openDay: 1,
    closeDay: 10,
    shift: 'next',
    sections: [firstSection],
    columns: [],
    checks: [],
  }
}

/** A form begun from another: its figures have their home there, and are shown filled in. Its leave is not the copy's. */
export function copyOf(entry: FormDraft): FormDraft {
  const { admission: _, ...copied } = entry
  return {
    ...copied,
    code: `${entry.code}-copy`,
    name: `${entry.name}（副本）`,
    nameEn: `${entry.nameEn} (copy)`,
    columns: entry.columns.map((column) => ({ ...column, known: true, required: false })),
    checks: [],
  }
}

export function columnOf(item: IndicatorItem, section: string): DesignColumn {
  const whole = item.decimals === 0
  return {
    indicator: item.code,
    section,
    header: item.name,
    headerEn: item.nameEn,
    unit: item.unit,
    required: true,
    decimals: whole ? 0 : item.decimals,
    plausible: item.plausible,
    slip: null,
  }
}

/** The column one place up or down; at the ends it stays. */
export function movedColumn(design: FormDraft, at: number, step: -1 | 1): FormDraft {
  const to = at + step
  const columns = [...design.columns]
  const moved = columns[at]
  if (!moved || to < 0 || to >= columns.length) return design
  columns.splice(at, 1)
  columns.splice(to, 0, moved)
  return { ...design, columns }
}

export function changedColumn(design: FormDraft, at: number, change: Partial<DesignColumn>): FormDraft {
  return {
    ...design,
    columns: design.columns.map((column, index) => (index === at ? { ...column, ...change } : column)),
  }
}

/** Without a column, and without the checks that named it. */
export function withoutColumn(design: FormDraft, at: number): FormDraft {
  const gone = design.columns[at]?.indicator
  return {
    ...design,
    columns: design.columns.filter((_, index) => index !== at),
    checks: design.checks.filter((check) => gone === undefined || !columnsOfCheck(check).includes(gone)),
  }
}

type Heads = DesignColumn['heads']
type HeadWord = 'name' | 'nameEn'

/** 投资 / 计划 as header cells; nothing typed, none. In English only as many as there are cells. */
export function parseHeads(text: string, { word, before }: { word: HeadWord; before: Heads }): Heads {
  const names = text
    .split(/[/／]/u)
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 4)
  if (word === 'nameEn') return before?.map((head, at) => ({ ...head, nameEn: names[at] ?? head.nameEn }))
  if (names.length === 0) return undefined
  return names.map((name, at) => {
    const same = before?.[at]
    return { name, nameEn: same && same.nameEn !== same.name ? same.nameEn : name }
  })
}

export const formatHeads = ({ heads }: DesignColumn, word: HeadWord): string =>
  (heads ?? []).map((head) => head[word]).join(' / ')

/** What is still to be filled in before the server can look at the form. */
export function lacksOf(design: FormDraft): readonly DesignLack[] {
  const { code, name, nameEn, goal, columns, sections } = design
  const isCode = /^[a-z][a-z0-9-]{0,60}$/.test(code)
  const lacks: readonly (readonly [DesignLack, boolean])[] = [
    ['name', name.trim() === ''],
    ['nameEn', nameEn.trim() === ''],
    ['code', !isCode],
    ['goal', goal === ''],
    ['columns', columns.length === 0],
    ['headers', columns.some(({ header, headerEn }) => header.trim() === '' || headerEn.trim() === '')],
    ['sections', sections.some((section) => section.name.trim() === '' || section.nameEn.trim() === '')],
  ]
  return lacks.flatMap(([lack, isLacking]) => (isLacking ? [lack] : []))
}

export type DesignLack = 'name' | 'nameEn' | 'code' | 'goal' | 'columns' | 'headers' | 'sections'
