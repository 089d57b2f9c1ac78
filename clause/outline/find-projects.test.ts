import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultDictionary } from '../dictionary/default.ts'
import { findProjects } from './find-projects.ts'
import { readOutline } from './read-outline.ts'

const dictionary = defaultDictionary()
const find = (text: string) => findProjects(text, readOutline(text), dictionary)
const brief = (text: string) =>
  find(text).map(({ name, amount, unit }) => (amount === null ? name : `${name} ${amount} ${unit}`))

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['总投资100亿元的海门深水港项目开工建设。', ['海门深水港项目 100 亿元']],
  ['加快推进晨光科技二期项目（总投资12亿元）建设。', ['晨光科技二期项目 12 亿元']],
  ['推动海州至临江高速公路项目，总投资约86.5亿元。', ['海州至临江高速公路项目 86.5 亿元']],
  ['引进总投资超50亿元、占地300亩的德源汽车零部件生产线项目。', ['德源汽车零部件生产线项目 50 亿元']],
  ['投资8000万元的“云帆”数据中心项目投产。', ['云帆数据中心项目 8000 万元']],
  ['1. 推进南江抽水蓄能电站项目，总投资约86亿元。', ['南江抽水蓄能电站项目 86 亿元']],
  ['海星大桥工程计划总投资3.2亿元。', ['海星大桥工程 3.2 亿元']],
  ['推进晨光科技二期、东组团水厂、G325国道改造等重点项目建设。', ['晨光科技二期', '东组团水厂', 'G325国道改造']],
  ['通用航空机场项目和城北污水泵站项目年内开工。', ['通用航空机场项目', '城北污水泵站项目']],
]

test.each(cases)('[CT18] [CT19] %s', (text, expected) => {
  expect(brief(text)).toEqual(expected)
})

test.each([
  '引进总投资100亿元的项目3个。',
  '总投资超亿元的重大项目30个。',
  '新引进10亿元以上项目20个，5亿元以上工业项目8个。',
  '印发《海州大桥项目管理办法》。',
  '项目总投资20亿元。',
  '引进投资额超5亿元的装备制造项目16个。',
  '培育总投资10亿元以上的冷链物流园五个。',
  '完成新材料、新能源等项目签约。',
  '深化“百千万工程”，实施“育苗”工程。',
  '实现工业总产值1000亿元。',
])('[CT18] no project is named in: %s', (text) => {
  expect(brief(text)).toEqual([])
})

test('[CT18] a project belongs to the clause its words stand in', () => {
  const text = '一、任务\n（一）总投资5亿元的东江水库项目。\n（二）西江水厂项目。'
  expect(find(text).map(({ anchor, name }) => `${anchor} ${name}`)).toEqual(['1.1 东江水库项目', '1.2 西江水厂项目'])
})

const piece = fc.constantFrom(
  '总投资',
  '100',
  '亿元',
  '的',
  '项目',
  '二期',
  '（',
  '）',
  '，',
  '。',
  '、',
  '等',
  '重点',
  '国家级',
  '“',
  '”',
  '《',
  '》',
  '大桥',
  '海州',
  '推进',
  '\n',
  '和',
  '约',
  '😀',
)

test('[CT18] spans are exact, in order and apart, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        let end = 0
        for (const project of find(text)) {
          expect(text.startsWith(project.text, project.offset)).toBe(true)
          expect(project.offset).toBeGreaterThanOrEqual(end)
          end = project.offset + project.text.length
        }
      },
    ),
    { numRuns: 300 },
  )
})
