import { deflateRawSync } from 'node:zlib'
import { figuresOf } from './collect-form.mjs'
import { zipFile } from './zip-file.mjs'

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kind = 'application/vnd.openxmlformats'

/**
 * An office's own sheet of so many rows by twenty columns: code, name and month, and seventeen figures; a row for each village
 * and month.
 */
export function ownSheet({ villages, form }, rowCount) {
  const figures = form.entry.columns.slice(0, 17)
  const heads = ['统计用区划代码', '村名', '月份', ...figures.map(({ header }) => header)]
  const rows = [rowOf(1, heads)]
  for (let index = 0; index < rowCount; index++) {
    const village = villages[index % villages.length]
    const ago = Math.floor(index / villages.length)
    const said = figuresOf(village.id, 10 - ago / 100)
    const values = figures.map(({ indicator }) => Number(said[indicator]))
    rows.push(rowOf(index + 2, [village.code, village.name, monthAgo(ago), ...values]))
  }
  return workbook(`<worksheet xmlns="${spreadsheet}"><sheetData>${rows.join('')}</sheetData></worksheet>`)
}

/** Counted back from October 2026. */
function monthAgo(months) {
  const at = 2026 * 12 + 9 - months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

function rowOf(row, values) {
  const cells = values.map((value, index) => {
    const at = `${String.fromCharCode(65 + index)}${row}`
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    return `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  })
  return `<row r="${row}">${cells.join('')}</row>`
}

function workbook(sheet) {
  const parts = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="${kind}-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kind}-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets><sheet name="报表" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', sheet],
  ]
  return zipFile(parts, { pack: deflateRawSync, method: 8 })
}
