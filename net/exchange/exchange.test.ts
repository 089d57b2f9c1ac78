import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCsvRow, parseCsv } from './csv.ts'
import { formatExchangePeriod, parseExchangePeriod, periodsBetween } from './exchange-period.ts'
import { codeUid, placeOfUid, placeUid } from './exchange-uid.ts'

describe('[EX1] periods as DHIS2 writes them', () => {
  test.each([
    ['202610', '2026-10'],
    ['2026Q3', '2026-Q3'],
    ['2026S1', '2026-S1'],
    ['2026', '2026'],
  ])('%s is %s, both ways', (text, id) => {
    expect(parseExchangePeriod(text).id).toBe(id)
    expect(parseExchangePeriod(id).id).toBe(id)
    expect(formatExchangePeriod(parseExchangePeriod(id))).toBe(text)
  })

  test.each(['202613', '2026W5', '2026Q5', '20261001', '', '0999'])('%s is none of ours', (text) => {
    expect(() => parseExchangePeriod(text)).toThrow('period.malformed')
  })

  test('between two days lie only whole periods', () => {
    expect(periodsBetween('month', '2026-01-31', '2026-04-29').map(({ id }) => id)).toEqual(['2026-02', '2026-03'])
    expect(periodsBetween('quarter', '2025-12-01', '2026-06-30').map(({ id }) => id)).toEqual(['2026-Q1', '2026-Q2'])
    expect(periodsBetween('year', '2026-02-01', '2026-01-01')).toEqual([])
  })
})

describe('[EX2] UIDs', () => {
  test('law: a place is read back from its UID, which DHIS2 would take', () => {
    const codes = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => String(number).padStart(12, '0'))
    fc.assert(
      fc.property(codes, (code) => {
        expect(placeUid(code)).toMatch(/^[A-Za-z][A-Za-z0-9]{10}$/)
        expect(placeOfUid(placeUid(code))).toBe(code)
      }),
    )
  })

  test('stay what they are: others have stored them', () => {
    expect(placeUid('440703002101')).toBe('puKeKMiYZk5')
    expect(codeUid('dataElement', 'income')).toBe('eICODWvx30E')
    expect(codeUid('dataSet', 'village-monthly')).toBe('s5d6oqRmRja')
  })

  test('a mistyped UID of a place is no other place', () => {
    const uid = placeUid('440703002101')
    for (let at = 1; at < uid.length; at += 1) {
      for (const sign of 'Ab3') {
        if (uid[at] === sign) continue
        const found = placeOfUid(uid.slice(0, at) + sign + uid.slice(at + 1))
        expect(found === undefined || !found.startsWith('4407')).toBe(true)
      }
    }
    expect(placeOfUid('pShort')).toBeUndefined()
  })

  test('no two indicators of the catalogue share one', () => {
    const path = new URL('../../catalogue/indicators.json', import.meta.url)
    const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))
    const codes = new Set([...text.matchAll(/"code":"([^"]+)"/g)].map(([, code]) => code!))
    expect(codes.size).toBeGreaterThan(50)
    expect(new Set([...codes].map((code) => codeUid('dataElement', code))).size).toBe(codes.size)
  })
})

describe('[EX9] CSV', () => {
  test('law: what was written is read', () => {
    // An apostrophe before what a spreadsheet would calculate is the one thing that stays.
    const cells = fc.array(
      fc.string().filter((text) => !/^[=+@\t\r-]/.test(text)),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1 }), fc.constantFrom(',', ';', '\t'), (rows, separator) => {
        const text = rows.map((row) => formatCsvRow(row, separator as ',')).join('')
        const told = rows.filter((row) => row.some((cell) => cell !== ''))
        if (rows[0]!.length > 1) expect(parseCsv(text).map((row) => row.cells)).toEqual(told)
      }),
    )
  })

  test('lines are counted through quoted line ends, and a mark at the beginning is no character', () => {
    expect(parseCsv('\ufeffa;b\r\n"x\ny";"1;""2"""\n\n3;4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\ny', '1;"2"'] },
      { line: 5, cells: ['3', '4'] },
    ])
  })

  test.each(['a,b\n1,"2', 'a,b\n1,"2"x'])('a quote that goes wrong is named by line and column: %j', (text) => {
    expect(() => parseCsv(text)).toThrow(
      expect.objectContaining({ code: 'csv.malformed', detail: { line: 2, column: 2 } }),
    )
  })

  test('no cell becomes a formula in a spreadsheet', () => {
    expect(formatCsvRow(['=1+1', '-1.5', '-x', '+1'])).toBe(`"'=1+1","-1.5","'-x","'+1"\r\n`)
  })
})
