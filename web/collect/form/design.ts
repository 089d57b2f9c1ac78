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

/** A form begun from another: its figures have their home there, and are shown filled in. */
export function copyOf(entry: FormDraft): FormDraft {
  return {
    ...entry,
    code: `${entry.code}-copy`,
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

/** 投资 / 计划 as header cells; nothing typed, none. */
export function parseHeads(text: string): DesignColumn['heads'] {
  const names = text
    .split(/[/／]/u)
    .map((name) => name.trim())
    .filter(Boolean)
    .slice(0, 4)
  return names.length === 0 ? undefined : names.map((name) => ({ name, nameEn: name }))
}

export const formatHeads = ({ heads }: DesignColumn): string => (heads ?? []).map(({ name }) => name).join(' / ')

/** Codes as typed, with commas or blanks between. */
export function parseCodes(text: string): string[] | undefined {
  const codes = text.split(/[\s,，、]+/u).filter(Boolean)
  return codes.length === 0 ? undefined : codes
}

/** A code for a check that no other check has. */
export function freeCode(design: FormDraft, wish: string): string {
  const taken = new Set(design.checks.map(({ code }) => code))
  for (let count = 1; ; count += 1) {
    const code = count === 1 ? wish : `${wish}-${count}`
    if (!taken.has(code)) return code
  }
}

/** Enough is there to be looked at by the server. */
export function isCheckable({ code, name, nameEn, goal, columns, sections }: FormDraft): boolean {
  const isNamed = /^[a-z][a-z0-9-]{0,60}$/.test(code) && name.trim() !== '' && nameEn.trim() !== '' && goal !== ''
  return isNamed && columns.length > 0 && sections.every((section) => section.name.trim() !== '')
}
