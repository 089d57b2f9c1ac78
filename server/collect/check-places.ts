import type { SheetCell } from '../http/sheet/workbook.ts'
import { cellKey, type FoundSheet } from './check-layout.ts'
import type { Expectation, ReturnFault, ReturnPlace, Rewriting } from './fault.ts'
import { layoutWords, plainHeader } from './return-layout.ts'

/** A row of the sheet whose place is known. */
export interface PlaceRow {
  readonly row: number
  readonly place: ReturnPlace
  readonly isHidden: boolean
}

const totalWords = /^(?:合计|总计|小计|共计|累计|总数|全镇|全街道|全县|全市|全区|total|subtotal|sum)/i
const footWords = [...layoutWords.zh.foot, ...layoutWords.en.foot].map((word) =>
  plainHeader(word).replace(/[：:]$/, ''),
)

/**
 * Which place each row is about [CO4]: by its code, checked against its name. Totals are recognised and named, not taken;
 * a code of another place is answered like one that does not exist [CO5].
 */
export function findRows(
  sheet: FoundSheet,
  expected: Expectation,
  { faults, rewritings }: { faults: ReturnFault[]; rewritings: Rewriting[] },
): readonly PlaceRow[] {
  const byCode = new Map(expected.places.map((place) => [place.code, place]))
  const rows: PlaceRow[] = []
  const hidden = new Set(sheet.page.hiddenRows)
  for (let row = sheet.firstRow; row <= sheet.lastRow; row += 1) {
    const code = sheet.cells.get(cellKey(row, sheet.codeColumn))
    const name = sheet.cells.get(cellKey(row, sheet.nameColumn))
    const filled = [...sheet.columns.keys()].flatMap((column) => sheet.cells.get(cellKey(row, column)) ?? [])
    if (!code && !name && filled.length === 0) continue
    if (isFoot(code)) continue
    const here = { sheet: sheet.page.name, at: code?.at ?? name?.at ?? filled[0]?.at }
    const words = [code?.text ?? '', name?.text ?? ''].map((text) => plainHeader(text))
    if (words.some((text) => totalWords.test(text))) {
      faults.push({ ...here, code: 'row.total', severity: 'warning', text: (name ?? code)?.text })
      continue
    }
    if (!code) {
      if (filled.length > 0) faults.push({ ...here, code: 'row.codeMissing', severity: 'error', text: name?.text })
      continue
    }
    const written = readCode(code)
    if (written.code === undefined) {
      if (filled.length > 0 || written.looksLikeCode) {
        faults.push({
          ...here,
          code: 'place.codeMalformed',
          severity: 'error',
          text: code.text.slice(0, 40),
          placeCode: code.text.slice(0, 40),
        })
      }
      continue
    }
    if (written.code !== code.text) rewritings.push({ at: code.at, from: code.text, to: written.code })
    const place = byCode.get(written.code)
    if (!place) {
      const own = written.code === expected.filer.code
      faults.push({
        ...here,
        code: own ? 'place.filer' : 'place.unknown',
        severity: 'error',
        text: written.code,
        placeCode: written.code,
      })
      continue
    }
    checkName(place, name, here, faults)
    rows.push({ row, place, isHidden: hidden.has(row) })
    if (hidden.has(row))
      faults.push({ ...here, code: 'row.hidden', severity: 'warning', placeCode: place.code, placeName: place.name })
  }
  nameMissing(expected, rows, sheet, faults)
  return rows
}

/** Twelve digits, whatever width they have and whether typed as text or as a number; anything else is asked about. */
function readCode(cell: SheetCell): { code?: string; looksLikeCode: boolean } {
  const text = cell.text.normalize('NFKC').replace(/[\s\p{Cf}\p{Zs}]/gu, '')
  const isPlain = (cell.kind === 'text' || cell.kind === 'number') && /^\d{12}$/.test(text)
  return isPlain ? { code: text, looksLikeCode: true } : { looksLikeCode: /\d{5}/.test(text) || cell.kind !== 'text' }
}

function checkName(place: ReturnPlace, name: SheetCell | undefined, here: object, faults: ReturnFault[]): void {
  if (!name || bareName(name.text) === bareName(place.name)) return
  faults.push({
    ...here,
    at: name.at,
    code: 'place.nameDiffers',
    severity: 'error',
    text: name.text.slice(0, 60),
    placeCode: place.code,
    placeName: place.name,
  })
}

/** 潮江社区居民委员会, 潮江社区居委会 and 潮江社区 are one name. */
function bareName(name: string): string {
  return plainHeader(name)
    .replace(/(?:居民委员会|居委会|村民委员会|村委会|街道办事处)$/u, '')
    .replace(/(?:社区|村|街道|镇|乡)$/u, '')
}

function isFoot(cell: SheetCell | undefined): boolean {
  return cell?.kind === 'text' && footWords.some((word) => plainHeader(cell.text).startsWith(word))
}

function nameMissing(
  { places }: Expectation,
  rows: readonly PlaceRow[],
  { page }: FoundSheet,
  faults: ReturnFault[],
): void {
  const found = new Set(rows.map(({ place }) => place.placeId))
  for (const place of places) {
    if (found.has(place.placeId)) continue
    faults.push({
      code: 'row.missing',
      severity: 'error',
      sheet: page.name,
      placeCode: place.code,
      placeName: place.name,
    })
  }
}
