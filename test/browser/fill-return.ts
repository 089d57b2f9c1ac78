import { openXlsx, saveXlsx } from 'hucre/xlsx'

/**
 * What a clerk types into one row of a downloaded return, the row found by the place's code.
 * @returns the file, and the number of the row as a spreadsheet counts it.
 */
export async function fillReturn(file: Buffer, code: string, figures: readonly (number | string)[]) {
  const workbook = await openXlsx(file, { readStyles: true })
  const sheet = workbook.sheets[0]!
  const index = sheet.rows.findIndex((cells) => cells.some((cell) => String(cell ?? '') === code))
  if (index < 0) throw new Error(`the return has no row for ${code}`)
  for (const [column, value] of figures.entries()) {
    sheet.rows[index]![2 + column] = value
    const cell = sheet.cells?.get(`${index},${2 + column}`)
    if (cell) Object.assign(cell, { value, type: typeof value === 'number' ? 'number' : 'string' })
  }
  return { file: Buffer.from(await saveXlsx(workbook)), row: index + 1 }
}
