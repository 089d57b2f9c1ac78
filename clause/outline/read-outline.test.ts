import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBlank } from './line.ts'
import { readOutline } from './read-outline.ts'
import { shadowOf } from './shadow.ts'

const anchors = (text: string) => readOutline(text).map(({ anchor }) => anchor)
const brief = (text: string) => readOutline(text).map(({ anchor, kind, title }) => `${anchor} ${kind} ${title}`)

const plan = `海州市推进商业体系建设行动方案

各县（市、区）人民政府，市直各单位：
　　为贯彻落实省政府部署，制定本方案。
　　一、总体要求
　　坚持以下原则：一是坚持市场主导；二是坚持因地制宜。
　　二、主要任务
　　（一）完善网络。改造商贸中心12个。
　　1.改造县城商贸中心。年内完成选址。
　　2．建设乡镇商贸中心。
　　（1）新建6个。
　　（2）改造8个。
　　①东片区3个；②西片区5个。
　　（二）强化保障
　　落实资金。
`

test('[CT3] families of markers nest as officials write them, and anchors are the path of their numbers', () => {
  expect(brief(plan)).toEqual([
    't1 title 海州市推进商业体系建设行动方案',
    'p1 paragraph 各县（市、区）人民政府，市直各单位：',
    'p2 paragraph 为贯彻落实省政府部署，制定本方案',
    '1 heading 总体要求',
    '1.p1 paragraph 坚持以下原则：',
    '1.p1.1 point 坚持市场主导',
    '1.p1.2 point 坚持因地制宜',
    '2 heading 主要任务',
    '2.1 point 完善网络',
    '2.1.1 point 改造县城商贸中心',
    '2.1.2 point 建设乡镇商贸中心',
    '2.1.2.1 point 新建6个',
    '2.1.2.2 point 改造8个',
    '2.1.2.2.1 point 东片区3个',
    '2.1.2.2.2 point 西片区5个',
    '2.2 heading 强化保障',
    '2.2.p1 paragraph 落实资金',
  ])
})

test('[CT2] a marker stands as written, full-width signs included', () => {
  const markers = readOutline(plan).map(({ marker }) => marker)
  expect(markers).toEqual(expect.arrayContaining(['一、', '（一）', '1.', '2．', '（2）', '①', '二是']))
})

test('[CT1] a heading ends where its own words end, and its children where the last of them does', () => {
  const outline = readOutline(plan)
  const tasks = outline.find(({ anchor }) => anchor === '2')!
  expect(plan.slice(tasks.start, tasks.end)).toBe('二、主要任务')
  expect(plan.slice(tasks.start, tasks.endOfChildren).endsWith('落实资金。')).toBe(true)
  expect(tasks).toMatchObject({ parent: null, depth: 0 })
  expect(outline.find(({ anchor }) => anchor === '2.1.2.2.1')).toMatchObject({ parent: '2.1.2.2', depth: 4 })
})

test('[CT3] chapters hold articles, and articles hold what they enumerate', () => {
  const text =
    '供水办法\n第一章 总则\n第一条 为了供水，制定本办法。\n第二章 职责\n第二条 市水利局履行下列职责：\n（一）编制规划；\n（二）监督管理。\n第三条 自公布之日起施行。'
  expect(anchors(text)).toEqual(['t1', '1', '1.1', '2', '2.2', '2.2.1', '2.2.2', '2.3'])
})

test('[CT3] a word that only looks like an article is text', () => {
  expect(brief('第三条生产线投产。\n第一章程序完成。')).toEqual([
    'p1 paragraph 第三条生产线投产',
    'p2 paragraph 第一章程序完成',
  ])
})

test('[CT3] Markdown headings stand above all, and a heading that is numbered keeps its number', () => {
  const text =
    '# 行动方案\n\n## 一、总体要求\n\n坚持**统筹**推进。\n\n- 新建学校3所\n- 改造医院2家\n\n## 二、重点任务\n\n### （一）强县\n\n1. 做强园区。'
  expect(brief(text)).toEqual([
    't1 title 行动方案',
    '1 heading 总体要求',
    '1.p1 paragraph 坚持统筹推进',
    '1.b1 point 新建学校3所',
    '1.b2 point 改造医院2家',
    '2 heading 重点任务',
    '2.1 heading 强县',
    '2.1.1 point 做强园区',
  ])
})

test('[CT3] attachments open a tree of their own, so that numbers may begin again', () => {
  const text =
    '关于印发方案的通知\n现印发给你们。\n一、提高认识。\n附件1\n海州市行动方案\n一、总体要求\n坚持稳中求进。\n附件2\n任务清单\n一、产业\n做强产业。'
  expect(anchors(text)).toEqual(['t1', 'p1', '1', 'a1', 'a1.t1', 'a1.1', 'a1.1.p1', 'a2', 'a2.t1', 'a2.1', 'a2.1.p1'])
})

test('[CT3] a list of attachments at the end of a letter is no heading', () => {
  expect(brief('请认真执行。\n附件：海州市行动方案')).toEqual([
    'p1 paragraph 请认真执行',
    'p2 paragraph 附件：海州市行动方案',
  ])
})

test('[CT3] the named actions of a set hold what stands under each', () => {
  const text =
    '“三大行动”方案\n实施下列行动。\n- 1 千亿级经济强县培育行动**\n做强工业园区\n发展特色产业\n- 2 镇域经济壮大行动**\n建强中心镇\n- 3 城乡融合发展行动\n打通断头路。'
  expect(brief(text)).toEqual([
    't1 title “三大行动”方案',
    'p1 paragraph 实施下列行动',
    '1 heading 千亿级经济强县培育行动',
    '1.p1 paragraph 做强工业园区',
    '1.p2 paragraph 发展特色产业',
    '2 heading 镇域经济壮大行动',
    '2.p1 paragraph 建强中心镇',
    '3 heading 城乡融合发展行动',
    '3.p1 paragraph 打通断头路',
  ])
})

test('[CT2] a dash opens a point, a title line that begins with one does not', () => {
  expect(brief('目标如下。\n——工业强市。产值翻番。\n——文化旅游。收入增长。')).toEqual([
    'p1 paragraph 目标如下',
    'b1 point 工业强市',
    'b2 point 文化旅游',
  ])
  expect(brief('政府工作报告\n——2025年1月10日在市人民代表大会上\n各位代表：\n现在报告工作。')[1]).toBe(
    't2 title ——2025年1月10日在市人民代表大会上',
  )
})

test('[CT3] 行动一, 任务二 and their like stand between （一） and 1.', () => {
  expect(anchors('（一）实施行动。\n行动一：强县\n1.做强园区。\n行动二：促镇\n（二）保障。')).toEqual([
    '1',
    '1.1',
    '1.1.1',
    '1.2',
    '2',
  ])
})

test('[CT2] numbers that count or date are no markers', () => {
  const text = '3.5亿元投入建设。\n2024 年完成。\n5 个项目开工。\n12 月竣工。\n一是一，二是二。'
  expect(readOutline(text).filter(({ marker }) => marker?.includes('.') || marker === '5')).toEqual([])
})

test('[CT1] rows of a table are clauses of their own, by tabs, bars or wide gaps', () => {
  expect(brief('指标\t单位\t目标值\n生产总值\t亿元\t100').map((line) => line.slice(0, 6))).toEqual(['r1 row', 'r2 row'])
  expect(anchors('| 任务 | 时限 |\n| 修路 | 年底 |')).toEqual(['r1', 'r2'])
  expect(anchors('生产总值  100  亿元')).toEqual(['r1'])
  expect(anchors('一、\t总体要求')).toEqual(['1'])
})

test('[CT7] a number that occurs twice under one parent keeps its anchor the first time', () => {
  expect(anchors('一、甲事。\n一、乙事。\n一、丙事。')).toEqual(['1', '1~2', '1~3'])
})

test('[CT9] a title is one line of at most eighty characters', () => {
  const [clause] = readOutline('长'.repeat(300))
  expect(clause?.title ?? '').toHaveLength(80)
})

test('[CT1] nothing in, nothing out', () => {
  expect(readOutline('')).toEqual([])
  expect(readOutline(' \n\u3000\r\n\ufeff')).toEqual([])
})

const piece = fc.constantFrom(
  '一、',
  '（二）',
  '(三)',
  '1.',
  '2．',
  '（1）',
  '①',
  '②',
  '一是',
  '二是',
  '三要',
  '第一章 ',
  '第二条 ',
  '# ',
  '## ',
  '- ',
  '**',
  '▼',
  '附件1',
  '\n',
  '\n\n',
  '\r\n',
  '\t',
  ' | ',
  '  ',
  '\u3000',
  '。',
  '；',
  '，',
  '：',
  '《',
  '》',
  '行动一：',
  '1 千亿行动',
  '区长王明:',
  '推进高质量发展',
  '到2027年',
  '十',
  '9',
  '😀',
  '\ud800',
  '\u0000',
  'GDP',
)
const policyText = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
)

const isAllBlank = (text: string) => Array.from(shadowOf(text)).every((character) => isBlank(character.charCodeAt(0)))

test('[CT1] [CT7] clauses tile any text in order, only blanks lie between them, anchors are unique, the tree is sound', () => {
  fc.assert(
    fc.property(policyText, (text) => {
      const outline = readOutline(text)
      const byAnchor = new Map(outline.map((clause) => [clause.anchor, clause]))
      expect(byAnchor.size).toBe(outline.length)
      let end = 0
      for (const clause of outline) {
        expect(clause.start).toBeGreaterThanOrEqual(end)
        expect(clause.end).toBeGreaterThan(clause.start)
        expect(isAllBlank(text.slice(end, clause.start))).toBe(true)
        end = clause.end
        const parent = clause.parent === null ? undefined : byAnchor.get(clause.parent)
        expect(parent === undefined).toBe(clause.parent === null)
        expect(clause.depth).toBe(parent ? parent.depth + 1 : 0)
        if (parent) {
          expect(clause.anchor.startsWith(`${parent.anchor}.`)).toBe(true)
          expect(parent.endOfChildren).toBeGreaterThanOrEqual(clause.endOfChildren)
        }
      }
      expect(isAllBlank(text.slice(end))).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('[CT1] a text of a million lines stays bounded: what follows the last clause lies in it', () => {
  const text = '一、\n'.repeat(300_000)
  const outline = readOutline(text)
  expect(outline).toHaveLength(200_000)
  expect(outline.at(-1)!.end).toBe(text.length - 1)
})
