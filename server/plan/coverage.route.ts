import { downloadCoverage, readCoverage } from '@gangju/contract/planning'
import { XLSX_TYPE } from '@gangju/contract/returns'
import { officeMinute } from '../http/office-time.ts'
import { type Call, type Lang, type Routes, serve, serveFile } from '../http/serve.ts'
import { tableWorkbook } from '../http/sheet/table-workbook.ts'
import { readCoverageOf } from './coverage.ts'
import { coverageTable } from './coverage-table.ts'

/** Which promises of the documents lack a body, an indicator or a source, and which measures nobody tracks. */
export const coverageRoutes: Routes = (app) => {
  serve(app, readCoverage, async (call) => {
    const { scope: _, demo: __, ...coverage } = await handleRead(call)
    return { ...coverage, rows: coverage.rows.map((row) => ({ ...row, indicatorName: nameOf(call, row.indicator) })) }
  })

  serveFile(app, downloadCoverage, async (call) => {
    const { lang, actor, now } = call
    const { scope, ...coverage } = await handleRead(call)
    const table = coverageTable(coverage, { lang, indicatorName: (code) => nameOf(call, code) })
    const subtitle = [scope.place.name, ...table.subtitle, readerLine(actor.name, now, lang)]
    const content = await tableWorkbook({ ...table, lang, subtitle })
    return { content, type: XLSX_TYPE, name: `${table.title}-${scope.place.name}.xlsx` }
  })
}

async function handleRead({ within, query, catalog }: Pick<Call<typeof readCoverage>, 'within' | 'query' | 'catalog'>) {
  const scope = await within(query.place === undefined ? {} : { place: query.place })
  const { document, gapsOnly = false } = query
  return { scope, ...(await readCoverageOf(scope, { catalog, document, gapsOnly })) }
}

function nameOf({ catalog, lang }: Pick<Call<typeof readCoverage>, 'catalog' | 'lang'>, code: string | null) {
  if (code === null) return null
  const { name, nameEn } = catalog.indicator(code).entry
  return lang === 'zh' ? name : nameEn
}

/** Who read it when, to the minute at the offices' clock (UTC+8). */
function readerLine(name: string, now: Date, lang: Lang): string {
  const at = officeMinute(now)
  return lang === 'zh' ? `截至 ${at}，${name} 导出` : `As of ${at}, exported by ${name}`
}
