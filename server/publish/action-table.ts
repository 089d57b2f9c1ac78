import type { Lang } from '../http/serve.ts'
import { listActionLines } from './office-table.store.ts'
import { mostRows, type Table, type TableQuestion } from './table.ts'

/** The log of the rectangle, newest first: the latest lines, as many as a table holds. */
export async function actionTable({ call, scope, lang }: TableQuestion): Promise<Table> {
  const { db, rectangle, goalPaths } = scope
  const goalIds = goalPaths.includes('')
    ? undefined
    : goalPaths.flatMap((path) => call.catalog.goalsUnder(path)).map((goal) => goal.goalId)
  const rows = await listActionLines(db, { reach: rectangle, goalIds, limit: mostRows })
  return {
    title: lang === 'zh' ? '操作日志' : 'Log',
    columns: headers(lang).map((header) => ({ header })),
    rows: rows.map((row) => [
      row.at,
      row.actor,
      row.verb,
      row.place,
      row.goal,
      outcomes[lang][row.outcome],
      row.problem,
      row.subject,
      `${row.lane}:${row.seq}`,
      row.hash,
    ]),
    demo: false,
  }
}

const outcomes = { zh: { done: '成功', refused: '被拒' }, en: { done: 'done', refused: 'refused' } } as const

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['时间', '谁', '做了什么', '在哪里', '目标', '结果', '原因', '对象', '链', '校验']
    : ['When', 'Who', 'What', 'Where', 'Goal', 'Outcome', 'Reason', 'Subject', 'Chain', 'Hash']
