import type { Statement } from '@gangju/clause'
import { expect, test } from 'vitest'
import { deskReading, deskText, statementAt } from '../../test/fixture/desk-document.ts'
import { fixtureIndicators } from '../../test/fixture/indicators.ts'
import { Catalog, type CatalogGoal } from '../net/catalog.ts'
import type { IndicatorEntry } from '../net/indicator-entry.ts'
import { saysWhatToDo } from './action-verbs.ts'
import { type ClauseReading, proposeClause } from './clause-choice.ts'
import { planDecisions } from './decision-plan.ts'
import { type DeskPlace, deskWorld } from './desk-world.ts'
import { inIndicatorUnit } from './indicator-unit.ts'
import type { ProposalRow } from './proposal.store.ts'
import { propose } from './propose.ts'
import { convertChoice, lacksOfStatement, proposeStatement } from './statement-choice.ts'

const like = (code: string, name: string, unit: string, more: Partial<IndicatorEntry> = {}): IndicatorEntry => ({
  ...fixtureIndicators.at(-1)!,
  code,
  name,
  shortName: name.slice(0, 12),
  unit,
  goals: [],
  ...more,
})
const entries = [
  like('gdp', '地区生产总值', '亿元', { shortName: 'GDP', goals: ['P-1'] }),
  like('gdpGrowth', '地区生产总值增速', '%'),
  like('gdpShare', '地区生产总值占全市比重', '%'),
  like('highTechFirms', '高新技术企业数', '家'),
  like('jobless', '登记失业率', '%'),
  like('topList', '百强榜名次', '位'),
  like('farmland', '高标准农田面积', '公顷'),
  like('talents', '引进高层次人才', '人'),
]

const goal = (goalId: number, code: string, kind: CatalogGoal['kind'], name: string, path: string): CatalogGoal => ({
  goalId,
  code,
  kind,
  parentId: null,
  path,
  name,
  nameEn: name,
  placeId: 1,
  alignsToId: null,
  starts: null,
  due: null,
  position: 1,
  documentId: null,
  documentOffset: null,
  documentLength: null,
  supersededAt: null,
  indicatorIds: code === 'P-1' ? [1] : [],
})

const catalog = new Catalog({
  indicators: entries.map((entry, at) => ({ indicatorId: at + 1, code: entry.code, entry })),
  forms: [],
  formVersions: [],
  goals: [
    goal(1, 'P', 'programme', '高质量发展工程', 'p/'),
    goal(2, 'P-1', 'action', '产业振兴行动', 'p/p-1/'),
    goal(3, 'P-2', 'action', '推进城乡供水设施建设', 'p/p-2/'),
  ],
  sources: [],
  responsibilities: [],
  conflicts: [],
  lightRules: [],
  calendars: [],
  chases: [],
  policySystems: [],
  settings: new Map(),
})

const place = (placeId: number, name: string, level: string, lies: DeskPlace['lies']): DeskPlace => ({
  placeId,
  countyId: 1,
  code: String(placeId).padStart(12, '9'),
  name,
  level,
  lies,
})
const near = [
  place(1, '青禾市', 'city', 'home'),
  place(2, '青禾县', 'county', 'below'),
  place(3, '东镇', 'town', 'below'),
  place(4, '东镇', 'town', 'below'),
  place(5, '西镇', 'town', 'beside'),
  place(6, '西镇', 'town', 'below'),
]
const world = deskWorld(catalog, { code: near[0]!.code, lineIds: [1] }, near)

const text = '数1数'
const statement = (words: Partial<Statement> & Pick<Statement, 'indicator' | 'unit'>): Statement =>
  statementAt(text, '数', '1', { value: 1, ...words })
const linked = (words: Parameters<typeof statement>[0]) => {
  const { choice } = proposeStatement(statement(words), world)
  return [choice.indicator, lacksOfStatement(choice, world)]
}

test('[DE2] an indicator is found by its code, its name, its short name, a counting word more or less, and by likeness', () => {
  expect(linked({ indicator: '经济总量', indicatorCode: 'gdp', unit: '亿元' })).toEqual(['gdp', []])
  expect(linked({ indicator: '全市GDP', unit: '万亿元' })).toEqual(['gdp', []])
  expect(linked({ indicator: '高新技术企业', unit: '家', measure: 'count' })).toEqual(['highTechFirms', []])
  const guess = proposeStatement(statement({ indicator: '高标准农田建设面积', unit: '公顷' }), world)
  expect([guess.choice.indicator, guess.doubts]).toEqual(['farmland', ['indicatorGuessed']])
  expect(linked({ indicator: '全然不同', unit: '家' })).toEqual([null, ['indicator']])
  expect(linked({ indicator: '新建高标准农田面积', unit: '公顷' })[0]).toBe(null)
})

test('[DE3] a growth goes to the growth, a level to the level, a share to the share', () => {
  expect(linked({ indicator: '地区生产总值', indicatorCode: 'gdp', unit: '%', measure: 'growth' })[0]).toBe('gdpGrowth')
  expect(linked({ indicator: '地区生产总值增速', unit: '%', measure: 'growth' })[0]).toBe('gdpGrowth')
  expect(linked({ indicator: '地区生产总值增速', indicatorCode: 'gdpGrowth', unit: '亿元' })[0]).toBe('gdp')
  expect(linked({ indicator: '登记失业率', unit: '%', measure: 'growth' })[0]).toBe('jobless')
  expect(linked({ indicator: '地区生产总值占全市比重', unit: '%', measure: 'share' })[0]).toBe('gdpShare')
  expect(linked({ indicator: '地区生产总值', unit: '个百分点', measure: 'change' })[0]).toBe(null)
})

test('[DE4] figures are converted exactly or not at all', () => {
  const to = (value: string, unit: string, wanted: string, measure = 'level') =>
    inIndicatorUnit({ value, unit, measure }, wanted)
  expect(to('1.30', '万亿元', '亿元')).toBe('13000')
  expect(to('15', '万亩', '公顷')).toBe('10000')
  expect(to('10', '万亩', '公顷')).toBe(undefined)
  expect(to('8', '成', '%', 'share')).toBe('80')
  expect(to('2', '个百分点', '%', 'change')).toBe(undefined)
  expect(to('2', '百分点', '个百分点', 'change')).toBe('2')
  expect(to('1.2', '万户', '家', 'count')).toBe(undefined)
  expect(to('500', '名', '人', 'count')).toBe('500')
  expect(to('100', '强', '位', 'rank')).toBe('100')
  expect(to('100', '名', '人', 'rank')).toBe(undefined)
  expect(to('7', '微克/立方米', '微克/立方米')).toBe('7')
})

test('[DE4] of two spellings the one that ends exactly is taken', () => {
  const spellings = [{ text: '9999', offset: 0, value: 9999, exact: '9999', unit: '公顷' }]
  const { choice } = proposeStatement(
    statement({ indicator: '高标准农田面积', unit: '万亩', value: 14.9985, exact: '14.9985', spellings }),
    world,
  )
  expect([choice.value, choice.unit]).toEqual(['14.9985', '万亩'])
  const uneven = proposeStatement(
    statement({ indicator: '高标准农田面积', unit: '万亩', value: 14.99, exact: '14.99', spellings }),
    world,
  )
  expect([uneven.choice.value, uneven.choice.unit]).toEqual(['9999', '公顷'])
})

test('[DE4] a range keeps both ends, and a numeral that is no plain decimal is said as one', () => {
  const { choice } = proposeStatement(
    statement({
      indicator: 'GDP',
      unit: '亿元',
      value: 20,
      exact: '20',
      valueMax: 30,
      exactMax: '30',
      comparator: 'range',
    }),
    world,
  )
  expect(convertChoice(choice, world.indicatorByCode.get('gdp')!)).toEqual({ value: '20', valueMax: '30' })
  const third = proposeStatement(statement({ indicator: 'GDP', unit: '亿元', value: 1 / 3, exact: '1/3' }), world)
  expect(third.choice.value).toBe('0.333333')
})

test('[DE2] a place is the nearest of its name, nobody’s is the issuer’s, and two equally near are none', () => {
  const placed = (words: Partial<Statement>) =>
    proposeStatement(statement({ indicator: 'GDP', unit: '亿元', ...words }), world).choice.place
  expect(placed({ place: '青禾县' })).toBe(near[1]!.code)
  expect(placed({ place: '西镇' })).toBe(near[5]!.code)
  expect(placed({ place: '东镇' })).toBe(null)
  expect(placed({ place: '无名镇' })).toBe(null)
  expect(placed({})).toBe(near[0]!.code)
  expect(placed({ subject: '某企业' })).toBe(null)
})

test('[DE5] a figure needs its period, a promise may be without', () => {
  expect(linked({ indicator: 'GDP', unit: '亿元', year: null })[1]).toEqual(['period'])
  expect(linked({ indicator: 'GDP', unit: '亿元', year: null, modality: 'target' })[1]).toEqual([])
  expect(linked({ indicator: 'GDP', unit: '亿元', year: null, period: '2026-Q3' })[1]).toEqual([])
})

test('[DE7] headings and points that say what is to be done are offered, other paragraphs are not', () => {
  const clauses = propose(deskReading).filter((one) => one.kind === 'clause')
  expect(clauses.map(({ anchor }) => anchor)).toEqual(['1', '1.1'])
  expect(clauses.map(({ reading }) => reading.becomes)).toEqual(['measure', 'task'])
  expect(clauses[1]!.reading).toMatchObject({ name: '推进农产品销售', due: '2026', headings: ['壮大集体经济'] })
  expect(deskText.slice(clauses[1]!.position).startsWith('（一）推进农产品销售')).toBe(true)
  expect(['推进供水', '大力推进供水', '进一步深化改革', '统筹做好防汛'].every(saysWhatToDo)).toBe(true)
  expect(['工作目标', '附则', '供水设施', '全市情况'].some(saysWhatToDo)).toBe(false)
})

test('[DE7] a clause belongs under the goal that its heading is called like, else under what its figures measure', () => {
  const reading: ClauseReading = {
    becomes: 'task',
    name: '新建水厂',
    headings: ['城乡供水设施建设'],
    due: null,
    bodies: [],
    states: [],
  }
  expect(proposeClause(reading, world).parent).toBe('P-2')
  const states = [{ indicator: 'GDP', indicatorCode: null, measure: 'level', unit: '亿元' }]
  expect(proposeClause({ ...reading, headings: ['总体要求'], states }, world).parent).toBe('P-1')
  expect(proposeClause({ ...reading, headings: [] }, world).parent).toBe(null)
})

test('[DE1] proposals stand in the order of the text, each in the clause whose words they are', () => {
  const proposed = propose(deskReading)
  expect(proposed.map(({ position }) => position)).toEqual(
    proposed.map(({ position }) => position).toSorted((a, b) => a - b),
  )
  const clauseOf = new Map(deskReading.clauses.map((clause) => [clause.anchor, clause]))
  for (const { anchor, position } of proposed) {
    const { start, end } = clauseOf.get(anchor)!
    expect(start <= position && position < end).toBe(true)
  }
})

test('[DE8] a proposal named twice is decided once, and a merge needs something that stands', () => {
  const row = (proposalId: string, state = 'open') =>
    ({ proposalId, kind: 'statement', state, edition: 1 }) as ProposalRow
  const rows = [row('a'), row('b'), row('c', 'rejected')]
  const reject = (proposal: string) => ({ kind: 'reject', proposal, edition: 1 }) as const
  const merge = (proposal: string, into: string) => ({ kind: 'merge', proposal, into, edition: 1 }) as const
  const codes = (...decisions: Parameters<typeof planDecisions>[0]) =>
    planDecisions(decisions, rows).faults.map(({ code }) => code)
  expect(codes(reject('a'), reject('a'))).toEqual(['proposal.edition'])
  expect(codes(merge('a', 'c'))).toEqual(['proposal.mergedInto'])
  expect(codes(merge('a', 'b'), merge('b', 'a'))).toEqual(['proposal.mergedInto', 'proposal.mergedInto'])
  expect(codes(merge('a', 'b'), reject('b'))).toEqual(['proposal.mergedInto'])
  expect(codes(reject('d'))).toEqual(['proposal.unknown'])
  expect(codes(merge('a', 'b'))).toEqual([])
})
