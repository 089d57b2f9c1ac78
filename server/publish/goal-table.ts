import type { GoalNode } from '@gangju/contract/goals'
import type { Lang } from '../http/serve.ts'
import { loadGoals } from './goal-view.ts'
import { asOfDate } from './slice.ts'
import type { Table, TableQuestion } from './table.ts'

const kinds: Readonly<Record<GoalNode['kind'], readonly [zh: string, en: string]>> = {
  programme: ['工程', 'Programme'],
  action: ['行动', 'Action'],
  measure: ['举措', 'Measure'],
  task: ['任务', 'Task'],
  target: ['目标', 'Target'],
  project: ['项目', 'Project'],
  milestone: ['节点', 'Milestone'],
}
const lights: Readonly<Record<NonNullable<GoalNode['light']>, readonly [zh: string, en: string]>> = {
  green: ['绿', 'Green'],
  amber: ['黄', 'Amber'],
  red: ['红', 'Red'],
  grey: ['灰', 'Grey'],
}

/** The goal tree, one node a line, parents before children, with the lights of the place and period. */
export async function goalTable({ call, scope, lang }: TableQuestion): Promise<Table> {
  const { catalog, query } = call
  const lit = { period: query.period, asOf: asOfDate(query.asOf) }
  const goals = await loadGoals({ catalog, scope, lang, lit })
  const say = ([zh, en]: readonly [string, string]) => (lang === 'zh' ? zh : en)
  const demoUntil = String(catalog.settings.get('demoUntil') ?? '')
  return {
    title: lang === 'zh' ? '目标' : 'Goals',
    columns: headers(lang).map((header) => ({ header })),
    rows: goals.map((goal) => [
      goal.code,
      say(kinds[goal.kind]),
      lang === 'zh' ? goal.name : goal.nameEn,
      goal.parent,
      goal.place?.name ?? null,
      goal.due,
      goal.light && say(lights[goal.light]),
      goal.lightReason,
      goal.bodies.map(({ name }) => name).join(lang === 'zh' ? '、' : ', '),
    ]),
    demo: demoUntil !== '' && query.period.slice(0, 4) <= demoUntil.slice(0, 4),
  }
}

const headers = (lang: Lang) =>
  lang === 'zh'
    ? ['代码', '类别', '名称', '上级', '地方', '期限', '灯', '原因', '责任单位']
    : ['Code', 'Kind', 'Name', 'Parent', 'Place', 'Due', 'Light', 'Reason', 'Responsible']
