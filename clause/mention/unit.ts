import type { DictionaryUnit } from '../dictionary/dictionary.ts'
import { buildTrie, findLongest } from '../dictionary/trie.ts'
import type { Dimension } from './mention.ts'
import type { Page } from './page.ts'
import { isDigit, isLetter, skipBlanks } from './shadow.ts'

/** A unit as printed after a numeral, without blanks; compound units keep their stroke: 元/人, 微克/立方米. */
export interface ReadUnit {
  readonly text: string
  readonly end: number
  readonly dimension: Dimension
  readonly entry: DictionaryUnit
}

/** Words that begin with the sign of a unit and are none: 三条件, 两台阶, 10家庭. */
const lookAlikes = buildTrie(
  (
    '条件 条例 条款 台阶 台湾 台山 台州 台账 支撑 支持 支部 支柱 支付 支出 支点 支农 场所 场馆 场景 场地 场站 对口 对接 对标 对外 对象 对比 对照 对策 ' +
    '头部 头号 只有 只要 处置 处理 处于 处罚 起来 起步 起草 面向 面积 面貌 面对 组织 组建 组团 组合 部门 部署 部分 部委 部长 份额 站点 口岸 口径 口号 口碑 ' +
    '片区 门槛 门户 门类 间接 单元 单体 单项 单一 例如 集中 集体 集聚 集团 集约 列入 列车 列为 根据 根本 队伍 种植 种子 种养 种业 种苗 节能 节约 节点 ' +
    '本科 本地 本市 本土 本级 本年 本村 本县 本区 本省 本月 度假 度过 户籍 户外 名录 名牌 名优 名单 名镇 名村 名城 名校 名企 名师 名医 名家 名称 家庭 家园 家居 家电 家政 家禽 家具 所有 所属 ' +
    '张家 套餐 套路 层级 层面 层次 段落 块状 篇章 位于 位居 位列 位次 位置 人民 人力 人均 人工 人文 人居 人防 人事 人物 次序 次生 次日 批示 批复 批准 批发 ' +
    '项目 米业 米粉 里程 分别 分类 分工 分布 分析 分期 分管 分局 分会 分步 分级 分区 分层 元旦 元宵 元素 元件 元器 元化 元制 个别 个性 个体 个私 天然 天津 天河 天府 天下 年轻 班子 班组 车间 车站 车辆 座谈 ' +
    '架构 轮廓 吨级 粒度 股份 股权 股东 期间 场外 群众 课题 课程 课堂 栋梁 首先 处级 厅级 大学 大道 大桥 大厦 大型 大街 大力 大气 大米 大豆 大棚 大规模 环节 站场 级别 升级 升至 升到 升为 克服 克难 口子 步骤 副业 成立 成果 成员 成功 成效 成本 成品 成年 成长 成交 成绩 成片 成型 成熟 成套 成人 成都 成份 成就 成色 成为 成建'
  )
    .split(' ')
    .map((word) => [word, true] as const),
)

/** The unit at `at`, blanks and one line break before it passed over [CM5]. */
export function findUnit(page: Page, at: number): ReadUnit | undefined {
  const from = skipBlanks(page.shadow, at)
  const whole = findPlainUnit(page, from)
  if (whole === undefined) return undefined
  const rate = findDivisor(page, whole.end)
  const end = rate?.end ?? whole.end
  return {
    text:
      (whole.end - from === 1 ? page.shadow.charAt(from) : page.shadow.slice(from, whole.end).replace(/\s/g, '')) +
      (rate?.text ?? ''),
    end,
    dimension: rate === undefined || whole.entry.dimension !== 'count' ? whole.entry.dimension : 'amount',
    entry: whole.entry,
  }
}

function findPlainUnit(page: Page, at: number): { end: number; entry: DictionaryUnit } | undefined {
  const hit = findLongest(page.words.units, page.shadow, at)
  if (hit === undefined) return undefined
  const look = findLongest(lookAlikes, page.shadow, at)
  if (look !== undefined && look.end > hit.end) return undefined
  const last = page.shadow.charCodeAt(hit.end - 1)
  const next = page.shadow.charCodeAt(hit.end)
  return isLetter(last) && (isLetter(next) || isDigit(next)) ? undefined : hit
}

/** /年, /立方米, /万人 after a unit; at most two. */
function findDivisor(page: Page, at: number, room = 2): { text: string; end: number } | undefined {
  if (page.shadow[at] !== '/' || room === 0) return undefined
  let from = at + 1
  while (from - at < 4 && '百千十万亿'.includes(page.shadow[from] ?? '#')) from++
  const hit = findPlainUnit(page, from)
  const end = hit?.end ?? ('日天月秒时'.includes(page.shadow[from] ?? '#') ? from + 1 : undefined)
  if (end === undefined) return undefined
  const further = findDivisor(page, end, room - 1)
  return { text: page.shadow.slice(at, end) + (further?.text ?? ''), end: further?.end ?? end }
}
