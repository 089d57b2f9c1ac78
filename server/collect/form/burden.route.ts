import { downloadBurden, readBurden } from '@gangju/contract/forms'
import { XLSX_TYPE } from '@gangju/contract/returns'
import { type Routes, serve, serveFile } from '../../http/serve.ts'
import { tableWorkbook } from '../../http/sheet/table-workbook.ts'
import { burdenLedger } from './burden.ts'
import { burdenTable } from './burden-table.ts'
import { openForms } from './form-desk.ts'

/** What all forms together cost the places that file them. */
export const burdenRoutes: Routes = (app) => {
  serve(app, readBurden, async (call) => {
    const desk = await openForms(call, call.query.place)
    return burdenLedger({ catalog: call.catalog, lang: call.lang, since: call.query.since }, desk)
  })
  serveFile(app, downloadBurden, async (call) => {
    const lang = call.query.lang ?? call.lang
    const desk = await openForms(call, call.query.place)
    const ledger = await burdenLedger({ catalog: call.catalog, lang, since: call.query.since }, desk)
    const table = burdenTable(ledger, lang)
    return {
      content: await tableWorkbook(table),
      type: XLSX_TYPE,
      name: `${table.title}-${ledger.place.name}.xlsx`,
    }
  })
}
