import { Problem } from '@gangju/net/problem'

const reasons = {
  future: { zh: '日期不能晚于今天', en: 'the day has not come yet' },
  early: { zh: '日期早于原有关系的起始日', en: 'the day lies before the beginning of what it changes' },
  ended: { zh: '该区划已撤销', en: 'the place has ended' },
  sameName: { zh: '新旧名称相同', en: 'that is its name already' },
  sameDay: { zh: '该区划当天已作过同类调整', en: 'the place was changed so on that day already' },
  notVillage: {
    zh: '只有村（社区）可以在本县内改变隶属；镇、县调整请用合并',
    en: 'only a village moves, and within its county; towns and counties merge',
  },
  acrossCounties: {
    zh: '跨县调整须改变区划代码，请用合并为新代码的方式办理',
    en: 'the code changes with the county: merge into a new code instead',
  },
  sameParent: { zh: '已隶属于该镇', en: 'it lies there already' },
  notTown: { zh: '新的上级须是镇（街道）', en: 'the new parent has to be a town' },
  levels: {
    zh: '只有同为镇或同为村的区划可以合并、拆分，新代码须与其同级',
    en: 'only towns with towns and villages with villages, and new codes of the same level',
  },
  twice: { zh: '代码重复', en: 'a code is named twice' },
  acrossTowns: {
    zh: '跨县合并只适用于村，镇的下级代码会随县改变',
    en: 'across counties only villages merge: codes under a town would change',
  },
  noParent: { zh: '新代码的上级区划不存在', en: 'there is no place above the new code' },
  notZone: { zh: '这不是片区', en: 'that is not a zone' },
  zoneCode: { zh: '片区代码须以 Z- 开头', en: 'the code of a zone begins with Z-' },
  noMember: { zh: '片区至少要有一个成员', en: 'a zone has at least one member' },
  member: { zh: '已是片区成员', en: 'it is a member already' },
  notMember: { zh: '不是片区的直接成员', en: 'it is no direct member of the zone' },
} as const

export type ChangeRefusal = keyof typeof reasons

/** The refusal of a change of the tree, in the words of the caller's language. */
export const refusal = (reason: ChangeRefusal, lang: 'zh' | 'en'): Problem =>
  new Problem('place.change', { reason: reasons[reason][lang] })
