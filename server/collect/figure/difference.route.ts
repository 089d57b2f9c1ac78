import { downloadDifferences, listDifferences } from '@gangju/contract/figures'
import { XLSX_TYPE } from '@gangju/contract/returns'
import type { AnyRoute } from '@gangju/contract/route'
import { Problem } from '@gangju/net/problem'
import { type Call, type Lang, type Routes, serve, serveFile } from '../../http/serve.ts'
import { tableWorkbook } from '../../http/sheet/table-workbook.ts'
import { loadDifferences } from './differences.ts'

/** What changed between two moments. */
export const differenceRoutes: Routes = (app) => {
  serve(app, listDifferences, async (call) => (await readDifferences(call, call.lang)).found)
  serveFile(app, downloadDifferences, handleWorkbook)
}

type DifferenceCall = Pick<Call<typeof listDifferences>, 'query'> & Pick<Call<AnyRoute>, 'within' | 'catalog'>

async function readDifferences({ query, within, catalog }: DifferenceCall, lang: Lang) {
  const { db, place, rectangle } = await within({ place: query.place })
  const [from, to] = [new Date(query.from), new Date(query.to)]
  if (from > to) throw new Problem('request.invalid')
  const indicator = query.indicator === undefined ? undefined : catalog.indicator(query.indicator)
  const question = { catalog, placeId: place.placeId, period: query.period, from, to, indicator, lang }
  return { place, found: await loadDifferences(db, { ...question, granted: rectangle.indicators }) }
}

const words = {
  zh: ['两个时点之间的变化', '单位', '指标', '计量单位', '原数', '现数', '差', '变化时间', '填报人', '原因'],
  en: [
    'Changes between two moments',
    'Place',
    'Indicator',
    'Unit',
    'Before',
    'After',
    'Difference',
    'Changed at',
    'Filed by',
    'Why',
  ],
} as const

async function handleWorkbook(call: Call<typeof downloadDifferences>) {
  const { query, catalog } = call
  const lang = query.lang ?? call.lang
  const { place, found } = await readDifferences(call, lang)
  const [title, ...headers] = words[lang]
  const decimals = 10
  const content = await tableWorkbook({
    lang,
    title,
    subtitle: [`${place.name} · ${query.period}`, `${query.from} → ${query.to}`],
    columns: headers.map((header, index) => (index >= 3 && index <= 5 ? { header, decimals } : { header })),
    rows: found.items.map((row) => [
      row.place.name,
      row.indicatorName,
      row.unit,
      row.before,
      row.after,
      row.difference,
      row.changedAt,
      row.by,
      row.why,
    ]),
    demo: catalog.settings.has('demoUntil'),
  })
  return { content, type: XLSX_TYPE, name: `${title}-${place.name}.xlsx` }
}
