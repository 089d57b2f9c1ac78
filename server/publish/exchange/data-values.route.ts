import { CSV_TYPE, downloadDataValues, readDataValues } from '@gangju/contract/exchange'
import { formatCsvRow } from '@gangju/net/exchange'
import { type Routes, serve, serveFile } from '../../http/serve.ts'
import { listRows, tableRows } from './csv-rows.ts'
import { readExportedValues } from './exported-values.ts'

const separators = { comma: ',', semicolon: ';', tab: '\t' } as const
/** Figures of the net out, in the shapes of DHIS2. Who typed them is not told. */
export const dataValueRoutes: Routes = (app) => {
  serve(app, readDataValues, readExportedValues)
  serveFile(app, downloadDataValues, async (call) => {
    const { dataValues, next } = await readExportedValues(call)
    const separator = separators[call.query.separator ?? 'comma']
    const rows = call.query.layout === 'table' ? tableRows(dataValues) : listRows(dataValues)
    if (next !== null) call.reply.header('x-next-cursor', next)
    const text = rows.map((row) => formatCsvRow(row, separator)).join('')
    // Whole, so that its length goes ahead of it: what breaks off on the way is not taken for all [EX10].
    return {
      content: Buffer.from(call.query.bom ? `\ufeff${text}` : text),
      type: `${CSV_TYPE}; charset=utf-8`,
      name: 'dataValueSets.csv',
    }
  })
}
