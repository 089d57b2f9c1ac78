import { expect, test } from 'vitest'
import { guessDate, guessKind, guessNumber } from './document-words.ts'

test.each([
  ['青禾市2026年工作要点', 'keyPoints'],
  ['青禾市富村强镇行动方案', 'actionPlan'],
  ['关于做好春耕的通知', 'notice'],
  ['指挥部第三次会议纪要', 'minutes'],
  ['政府工作报告', 'report'],
  ['关于促进民宿发展的若干措施', 'supportingPolicy'],
  ['一封信', 'other'],
])('[DL1] %s is of the kind %s', (title, kind) => {
  expect(guessKind(title)).toBe(kind)
})

test('[DL1] the number is taken as printed', () => {
  expect(guessNumber('青禾市人民政府文件\n青府〔2026〕5号\n')).toBe('青府〔2026〕5号')
  expect(guessNumber('没有文号，参见第5号')).toBeNull()
})

test.each([
  ['题\n青府〔2026〕5号　2026年1月15日\n正文', '2026-01-15'],
  ['题\n（2026年3月2日）\n正文', '2026-03-02'],
  ['题\n正文说到2025年3月2日发生的事。\n青禾市人民政府\n2026年4月9日', '2026-04-09'],
  ['题\n2026年13月2日', '2026'],
])('[DL1] the day is that of the head or of the signature: %j', (text, date) => {
  expect(guessDate(text, '2026年要点')).toBe(date)
})

test('[DL1] a text without any day has none', () => {
  expect(guessDate('题\n正文', '题')).toBeNull()
})
