import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findBodies } from './find-bodies.ts'
import { readOutline } from './read-outline.ts'

const find = (text: string) => findBodies(text, readOutline(text))
const brief = (text: string) => find(text).map(({ part, text: name }) => `${part} ${name}`)

const cases: readonly (readonly [string, readonly string[]])[] = [
  ['（市商务局牵头，市发展改革局、市财政局配合）', ['lead 市商务局', 'support 市发展改革局', 'support 市财政局']],
  [
    '由市农业农村局牵头，市水利局、市林业局和市气象局配合。',
    ['lead 市农业农村局', 'support 市水利局', 'support 市林业局', 'support 市气象局'],
  ],
  ['改造老旧管网（市住房和城乡建设局、市水利局负责）。', ['lead 市住房和城乡建设局', 'lead 市水利局']],
  [
    '责任单位：市教育局、市人力资源和社会保障局、团市委、市妇联，各县（市、区）政府。',
    ['lead 市教育局', 'lead 市人力资源和社会保障局', 'lead 团市委', 'lead 市妇联', 'lead 各县（市、区）政府'],
  ],
  [
    '（牵头单位：市工业和信息化局；配合单位：市科技局、市政务服务和数据管理局）',
    ['lead 市工业和信息化局', 'support 市科技局', 'support 市政务服务和数据管理局'],
  ],
  [
    '〔市市场监管局、市行政审批局等部门按职责分工负责，各县（市、区）人民政府配合〕',
    ['lead 市市场监管局', 'lead 市行政审批局', 'support 各县（市、区）人民政府'],
  ],
  [
    '市住房城乡建设局会同市财政局、市自然资源局制定管理办法。',
    ['lead 市住房城乡建设局', 'support 市财政局', 'support 市自然资源局'],
  ],
  [
    '海州港务集团有限公司负责码头建设，中国农业银行海州分行、海州海关参与。',
    ['lead 海州港务集团有限公司', 'support 中国农业银行海州分行', 'support 海州海关'],
  ],
  [
    '市“百千万工程”指挥部办公室负责日常工作，产业发展专班配合。',
    ['lead 市“百千万工程”指挥部办公室', 'support 产业发展专班'],
  ],
  ['责任部门:县交通运输局 完成时限:2026年底', ['lead 县交通运输局']],
  [
    '市委组织部、市委宣传部和市住房和城乡建设局按职责分工负责。',
    ['lead 市委组织部', 'lead 市委宣传部', 'lead 市住房和城乡建设局'],
  ],
  [
    '(责任单位:省发展改革委、省财政厅、人民银行海州中心支行)',
    ['lead 省发展改革委', 'lead 省财政厅', 'lead 人民银行海州中心支行'],
  ],
  [
    '〔责任单位：省经信厅、省发改委，各市、州、县人民政府〕',
    ['lead 省经信厅', 'lead 省发改委', 'lead 各市、州、县人民政府'],
  ],
  ['省发改委要会同省财政厅、人行某省分行建立工作机制。', ['lead 省发改委', 'support 省财政厅', 'support 人行某省分行']],
  ['【市卫生健康局负责】', ['lead 市卫生健康局']],
  ['牵头单位：市发展和改革局，配合单位：市统计局', ['lead 市发展和改革局', 'support 市统计局']],
  ['主办单位：县文化和旅游局 协办单位：县融媒体中心', ['lead 县文化和旅游局', 'support 县融媒体中心']],
  ['各镇（街道）具体落实。', ['lead 各镇（街道）']],
  ['工作由市政府办公室负责牵头。', ['lead 市政府办公室']],
]

test.each(cases)('[CT10] %s', (text, expected) => {
  expect(brief(text)).toEqual(expected)
})

test.each([
  '企业要负责任，干部要勇于担当。',
  '各级领导干部负责联系工作。',
  '加强组织领导，落实工作责任，抓好工作落实。',
  '推动任务落实，参与国际合作。',
  '要把责任落实到人。',
  '他负责的项目已经完成。',
])('[CT11] no body is named in: %s', (text) => {
  expect(brief(text)).toEqual([])
})

test('[CT12] columns of a table that its heading row names', () => {
  const text =
    '序号\t任务\t牵头单位\t配合单位\n1\t改造商贸中心\t市商务局\t市财政局、各县（市、区）政府\n2\t修路\t市交通运输局\t—'
  expect(brief(text)).toEqual(['lead 市商务局', 'support 市财政局', 'support 各县（市、区）政府', 'lead 市交通运输局'])
  expect(brief('| 任务 | 责任单位 | 时限 |\n|---|---|---|\n| 修路 | 市商务局、市财政局 | 2026年6月 |')).toEqual([
    'lead 市商务局',
    'lead 市财政局',
  ])
})

test('[CT13] a body belongs to the clause its words stand in', () => {
  const text = '一、任务\n（一）修路。（市交通运输局负责）\n（二）通水。（市水利局牵头）'
  expect(find(text).map(({ anchor, text: name }) => `${anchor} ${name}`)).toEqual(['1.1 市交通运输局', '1.2 市水利局'])
})

test('[CT10] a name that a line break cuts keeps its span', () => {
  const text =
    '实施节能改造，每年完成改造项目三十个以上，持续推进绿色发展。（市工业和信息化局牵头，市发\n展改革委配合）'
  expect(find(text).map(({ text: name }) => name)).toEqual(['市工业和信息化局', '市发\n展改革委'])
})

const piece = fc.constantFrom(
  '责任单位：',
  '配合单位：',
  '由',
  '牵头',
  '负责',
  '配合',
  '会同',
  '、',
  '，',
  '；',
  '。',
  '（',
  '）',
  '(',
  ')',
  '〔',
  '〕',
  '\n',
  '\t',
  ' | ',
  '市教育局',
  '各县（市、区）政府',
  '等部门',
  '按职责分工',
  '和',
  '住房和城乡建设局',
  '一、',
  '责任单位',
  '😀',
  '\ud800',
)

test('[CT10] spans are exact, in order and apart, and lie in their clause, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const outline = readOutline(text)
        let end = 0
        for (const body of findBodies(text, outline)) {
          expect(text.startsWith(body.text, body.offset)).toBe(true)
          expect(body.offset).toBeGreaterThanOrEqual(end)
          end = body.offset + body.text.length
          const clause = outline.find(({ anchor }) => anchor === body.anchor)!
          expect(body.offset >= clause.start && end <= clause.end && body.text.length > 1).toBe(true)
        }
      },
    ),
    { numRuns: 300 },
  )
})
