import { exportTable } from '@gangju/contract/board'
import { XLSX_TYPE } from '@gangju/contract/returns'
import { formatPeriod, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { officeMinute } from '../http/office-time.ts'
import { type Lang, type Routes, serveFile } from '../http/serve.ts'
import { tableWorkbook } from '../http/sheet/table-workbook.ts'
import { actionTable } from './action-table.ts'
import { boardTable, indicatorSheetTable, matrixTable, placeSheetTable } from './figure-table.ts'
import { goalTable } from './goal-table.ts'
import { indicatorTable } from './indicator-table.ts'
import { personTable } from './person-table.ts'
import { placeTable } from './place-table.ts'
import { submissionTable } from './submission-table.ts'
import { mostRows, type TableCall, type TableMaker, type TableName } from './table.ts'
import { targetTable } from './target-table.ts'

/** Each table of the pages under the name of its file. */
const tables: Record<TableName, TableMaker> = {
  'board.xlsx': { verb: 'observation.read', make: boardTable },
  'matrix.xlsx': { verb: 'observation.read', make: matrixTable },
  'place-sheet.xlsx': { verb: 'observation.read', make: placeSheetTable },
  'indicator-sheet.xlsx': { verb: 'observation.read', make: indicatorSheetTable },
  'goals.xlsx': { verb: 'goal.read', make: goalTable },
  'targets.xlsx': { verb: 'goal.read', make: targetTable },
  'indicators.xlsx': { verb: 'indicator.read', make: indicatorTable },
  'places.xlsx': { verb: 'place.read', make: placeTable },
  'submissions.xlsx': { verb: 'submission.read', make: submissionTable },
  'people.xlsx': { verb: 'person.read', make: personTable },
  'actions.xlsx': { verb: 'action.read', make: actionTable },
}

export const tableRoutes: Routes = (app) => {
  serveFile(app, exportTable, async (call) => {
    const maker = tables[call.params.table]
    const { place, goal } = call.query
    const scope = await call.within({ place, verb: maker.verb, ...(goal === undefined ? {} : { goal }) })
    const lang = call.query.lang ?? call.lang
    const table = await maker.make({ call, scope, lang })
    if (table.rows.length > mostRows) throw new Problem('request.tooLarge')
    const subtitle = coordinates(call, scope.place.name, lang)
    const content = await tableWorkbook({ ...table, lang, subtitle })
    return { content, type: XLSX_TYPE, name: `${[table.title, scope.place.name, call.query.period].join('-')}.xlsx` }
  })
}

/** Goal, place and period; then what it was as of, and who read it. */
function coordinates({ catalog, query, actor, now }: TableCall, placeName: string, lang: Lang): string[] {
  const goal = query.goal === undefined ? undefined : catalog.goal(query.goal)
  const cell = [
    goal && (lang === 'zh' ? goal.name : goal.nameEn),
    placeName,
    formatPeriod(parsePeriod(query.period), lang),
  ]
  const asOf = officeMinute(query.asOf === undefined ? now : new Date(query.asOf))
  const reader = lang === 'zh' ? `截至 ${asOf}，${actor.name} 导出` : `As of ${asOf}, exported by ${actor.name}`
  return [cell.filter(Boolean).join(' · '), reader]
}
