import { expect, test } from 'vitest'
import { readOutline } from './read-outline.ts'

const anchors = (text: string) => readOutline(text).map(({ anchor }) => anchor)
const brief = (text: string) => readOutline(text).map(({ anchor, kind, title }) => `${anchor} ${kind} ${title}`)

test('[CT4] lines that a scanned page broke make one paragraph, and headings stay apart', () => {
  const text = `为深入贯彻落实党的二十大精神，扎实推进我市绿色
低碳发展，根据省委、省政府工作部署，结合我市实际，
制定本方案。
一、总体目标
到2027年，全市单位地区生产总值能耗比2023年下降1
0%以上，非化石能源消费占比达到25%左右，森林覆盖
率稳定在48%以上。
（一）推进工业节能。实施重点行业节能改造，每年完
成改造项目不少于30个。`
  expect(anchors(text)).toEqual(['p1', '1', '1.p1', '1.1'])
})

test('[CT4] a sentence that a page break with an empty line cuts is one paragraph', () => {
  const text =
    '我市成立指挥部，抽调精干力量，组建县域经济、城镇建设、乡村振兴、要素保障、决策咨询等九个专班以及工作指导组和专家智库，实行实体化运作，制订\n\n市指挥部工作规则。'
  expect(anchors(text)).toEqual(['p1'])
})

test('[CT5] points inside a paragraph hang under its first words', () => {
  expect(brief('要抓好三件事。一是修路。二是架桥；三是通水。')).toEqual([
    'p1 paragraph 要抓好三件事',
    'p1.1 point 修路',
    'p1.2 point 架桥',
    'p1.3 point 通水',
  ])
  expect(anchors('措施包括：1.修路；2.架桥；3.投资3.5亿元。')).toEqual(['p1', 'p1.1', 'p1.2', 'p1.3'])
  expect(anchors('一要修路。二要架桥。')).toEqual(['1', '2'])
})

test('[CT5] one 一是 alone, or a number that does not go on, parts nothing', () => {
  expect(anchors('总的看，一是好事。')).toEqual(['p1'])
  expect(anchors('增长：3.控制成本；7.其他。')).toEqual(['p1'])
  expect(anchors('坚持三个一批，统一是非标准。')).toEqual(['p1'])
})

test('[CT6] speaker lines and headings without markers head what follows', () => {
  const text = `各县谈发展思路
东河区区长马平高：
建设中心城区
东河区将狠抓落实，推进高质量发展。
一是建强主阵地。
二是激活新动能。
西河区委书记李文：
打造产业园区
西河区将自加压力。`
  expect(anchors(text)).toEqual(['t1', 's1', 's1.h1', 's1.h1.p1', 's1.h1.1', 's1.h1.2', 's2', 's2.h1', 's2.h1.p1'])
})

test('[CT6] document numbers, dates and salutations are no titles and no headings', () => {
  const text =
    '海州市人民政府办公室关于印发\n《行动方案》的通知\n海府办〔2025〕12号\n各县（市、区）人民政府：\n现印发给你们，请贯彻执行。\n海州市人民政府办公室\n2025年3月1日'
  expect(readOutline(text).map(({ kind }) => kind)).toEqual([
    'title',
    'title',
    'paragraph',
    'paragraph',
    'paragraph',
    'paragraph',
    'paragraph',
  ])
})

test('[CT6] the title of a plan that a notice carries heads nothing, so that anchors stay those of the plan', () => {
  const text =
    '关于印发方案的通知\n各县（市、区）人民政府：\n现印发给你们，请贯彻执行。\n海州市人民政府\n2025年3月1日\n\n海州市设备更新实施方案\n\n为贯彻落实部署，制定本方案。\n一、总体要求\n坚持市场为主。'
  expect(anchors(text)).toEqual(['t1', 'p1', 'p2', 'p3', 'p4', 't2', 'p5', '1', '1.p1'])
})

test('[CT6] a long run of short lines is a list', () => {
  expect(new Set(readOutline('名单如下。\n东河镇\n西河镇\n南河镇\n北河镇').map(({ kind }) => kind))).toEqual(
    new Set(['paragraph']),
  )
})

test('[CT6] a triangle before a short line makes it a heading, before a sentence a caption', () => {
  expect(brief('▼产业发展\n今年增长很快。\n▲图为工厂车间，工人正在生产盾构机产品。')).toEqual([
    'h1 heading 产业发展',
    'h1.p1 paragraph 今年增长很快',
    'h1.b1 point 图为工厂车间，工人正在生产盾构机产品',
  ])
})
