import type { Dictionary } from '../dictionary/compile.ts'
import { cueAt } from './cue.ts'
import type { Frame } from './frame.ts'
import type { PlaceMention } from './place-scan.ts'

const TITLE_ZONE =
  /^(?:关于)?(?:印发)?《?(?:中国（[^）]{2,8}）)?([\u4e00-\u9fff]{2,20}?(?:示范区|试验区|度假区|风景名胜区|风景区|港区|经济区|保税区|管理区|合作区|功能区|开发区|高新区|经开区|新区|新城|科学城|生态城|园区|工业园|产业园|科技园|林区|农场|化工基地|产业基地|片区)(?:[\u4e00-\u9fff]{2,6}片区)?)(?=20\d\d|[一二三四五两]年|[（(]|$|管委会|管理委员会|党工委|建设|[“”十]|关于|重点|工作|国民|政府|[：:])/
const GENERIC =
  /^(?:国家|省|市|县)级|^(?:关于|推进|推动|支持|全国|全省|全市|各|我)|[的和与]|(?:市|县|区|镇)(?:创建|建设|打造|推进)/

/** The zone a title begins with, whether a dictionary knows it or not: 沈抚改革创新示范区2023年重点任务清单 [CS4]. */
export function findTitleZone(dictionary: Dictionary, text: string, line: Frame): PlaceMention | null {
  const words = text.slice(line.start, Math.min(line.end, line.start + 60))
  const match = TITLE_ZONE.exec(words)
  const whole = match?.[1]
  if (!match || !whole || GENERIC.test(whole)) return null
  for (const kind of ['verb', 'planVerb', 'lead']) if (cueAt(dictionary, kind, whole, 0)) return null
  const name = whole.replace(/^自由贸易试验区(?=.{2})/, '')
  const at = line.start + match[0].length - name.length
  return { at, end: at + name.length, name, level: 'zone', within: null, zone: null, oblique: false }
}
