import { describe, expect, test } from 'vitest'
import { burdenByLevel, formBurden } from './burden.ts'
import type { FormColumn } from './form.ts'

const column = (indicator: string, known = false): FormColumn => ({
  indicator,
  section: 's',
  header: indicator,
  headerEn: indicator,
  unit: '个',
  required: true,
  decimals: 0,
  plausible: { low: null, high: null },
  slip: null,
  known,
})

describe('burden of a form', () => {
  test('[FM20] fields × places × times a year', () => {
    const form = { period: 'Q' as const, columns: [column('a'), column('b'), column('c')] }
    const burden = formBurden(form, { filers: 2, rows: 5 })
    expect(burden).toMatchObject({ timesAYear: 4, returns: 8, cells: 60, confirmed: 0 })
  })

  test('[FM21] a known column is confirmed and not typed', () => {
    const form = { period: 'M' as const, columns: [column('a'), column('b', true)] }
    expect(formBurden(form, { filers: 1, rows: 1 })).toMatchObject({ typed: 1, known: 1, cells: 12, confirmed: 12 })
  })

  test('[FM22] by level that files, lowest first, without those that file nothing', () => {
    const burden = formBurden({ period: 'Y', columns: [column('a')] }, { filers: 3, rows: 30 })
    const levels = burdenByLevel([
      { filedBy: 'town', burden },
      { filedBy: 'village', burden },
      { filedBy: 'town', burden },
    ])
    expect(levels.map(({ level, forms, filers, cells }) => [level, forms, filers, cells])).toEqual([
      ['village', 1, 3, 30],
      ['town', 2, 3, 60],
    ])
  })
})
