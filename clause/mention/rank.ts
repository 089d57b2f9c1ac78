import { UnitSet } from '../dictionary/unit-set.ts'
import { mentionOf } from './figure.ts'
import { type Numeral, readNumeral } from './numeral.ts'
import type { Page, Taken } from './page.ts'
import { isHan } from './shadow.ts'
import { findUnit } from './unit.ts'

/** Words before an ordinal that make it a place among others. */
const among =
  /(居|列|排名|排|名列|升至|跃至|跃升|升到|保持|全国|全省|全市|全区|全县|全州|全球|世界|地区|国内|同类|位次|稳|亚洲|我省|我市|省内|市内|流域|湾区|三角|各省|城市|省份|地市|分别)[为到至在省市县区第]?$|(位居|居|位列|列|排名|排在|稳居|跃居)[^,，。；;、]{0,6}$/
const stops = /[,，。；;、:：.\s)(”"和及与的并且（）！!]/
/** What an ordinal counts when it is an edition, a chapter or a kind, not a place. */
const editions =
  /^(届|批|期|次|章|条|节|款|项|轮|部|页|卷|编|号|版|代|类|产业|季度|时间|书记|一|方|责任|人称|线|步|阶段|课堂|曲线|梯队|方阵|医院|中学|小学|高级|人民|幼儿|巡|督|组|师|军|大道|工业|故乡|三|二|天|年|学期|轮|实验|机|附属|热电|发电|建筑|工程|党|审|手|眼|声|要|动|资源|优先|把|家|张|座|场|人|站|村|棒|级|层|种|点|支)/

/** 第六位, 全省第一, 第二大, 第六个工业投资超千亿元地级市: places among others; 第二届 and 第三章 are none [CM14]. */
export function readOrdinal(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  if (shadow[at] !== '第') return undefined
  const numeral = readNumeral(shadow, at + 1)
  if (numeral === undefined) return { end: at + 1, mentions: [] }
  const nothing = { end: numeral.end, mentions: [] }
  if (numeral.exact === '' || numeral.scale !== '' || numeral.above || numeral.exactMax !== null) return nothing
  const next = shadow[numeral.end] ?? ''
  const lead = shadow.slice(Math.max(0, at - 10), at)
  if (lead.endsWith('倒数')) return nothing
  if (next === '位' || next === '名') return rankOf(page, at, numeral, numeral.end + 1)
  if (shadow.startsWith('次全', numeral.end)) return nothing
  const near = /(全国|全省|全市|全区|全球|世界|我省|我市|成为|亚洲|国内)/.test(lead)
  if (next === '大' || next === '个' || next === '高' || next === '多') {
    return near ? rankOf(page, at, numeral, numeral.end) : nothing
  }
  if (editions.test(shadow.slice(numeral.end, numeral.end + 2))) return nothing
  if (among.test(lead) && (next === '' || stops.test(next))) return rankOf(page, at, numeral, numeral.end)
  return nothing
}

function rankOf(page: Page, at: number, numeral: Numeral, unitEnd: number): Taken {
  const mention = mentionOf(page, {
    start: at,
    end: numeral.end,
    exact: numeral.exact,
    exactMax: null,
    unit: page.shadow[numeral.end] === '名' ? '名' : '位',
    unitEnd,
    dimension: 'rank',
  })
  return { end: unitEnd, mentions: [mention] }
}

/** 前10名, 前三, 全国前20: the first so many; 前三季度 and 前5个月 are times [CM14]. */
export function readTop(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  if (shadow[at] !== '前') return undefined
  const numeral = readNumeral(shadow, at + 1)
  if (numeral === undefined || numeral.exact === '' || numeral.scale !== '' || numeral.exactMax !== null)
    return undefined
  const next = shadow.slice(numeral.end, numeral.end + 2)
  if (/^(季|个|月|年|期|天|排|沿|批|次|届|轮|周|日|项|条)/.test(next))
    return { end: numeral.end + next.length, mentions: [] }
  const percent = /^[%‰]/.test(next)
  if (!percent && findUnit(page, numeral.end) !== undefined && !/^[名位强]/.test(next)) return undefined
  const unitEnd = percent || /^[名位强列甲]/.test(next) ? numeral.end + 1 : numeral.end
  const mention = mentionOf(page, {
    start: at,
    end: numeral.end,
    exact: numeral.exact,
    exactMax: null,
    unit: percent ? '%' : next.startsWith('名') ? '名' : '位',
    unitEnd,
    dimension: 'rank',
    own: 'le',
  })
  return { end: Math.max(unitEnd, mention.end), mentions: [mention] }
}

/** Whether 强 is the first word behind the signs of a numeral, told before the numeral is read. */
function hasStrong(shadow: string, at: number): boolean {
  for (let i = at; i < at + NUMERAL_REACH; i++) {
    const code = shadow.charCodeAt(i)
    if (code === STRONG) return true
    if (Number.isNaN(code) || (isHan(code) && !numeralSigns.has(code))) return false
  }
  return true
}

const STRONG = '强'.charCodeAt(0)
const NUMERAL_REACH = 64
const numeralSigns = new UnitSet('零一二两三四五六七八九十百千万亿廿卅数几余多点')

/** 50强, 百强县, 千强镇: a place within the first so many; 千亿强县 is strong, 10强化 is nothing [CM14]. */
export function readStrong(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  if (!hasStrong(shadow, at)) return undefined
  const numeral = readNumeral(shadow, at)
  if (numeral === undefined || numeral.exact === '' || numeral.exactMax !== null || numeral.scale !== '')
    return undefined
  if (shadow[numeral.end] !== '强' || /[化调势劲弱大烈力]/.test(shadow[numeral.end + 1] ?? '')) return undefined
  if (Number(numeral.exact) < 3 || numeral.exact.includes('.')) return undefined
  if (isClassOfRank(shadow, numeral.end + 1)) return { end: numeral.end + 1, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end: numeral.end + 1,
    exact: numeral.exact,
    exactMax: null,
    unit: '位',
    unitEnd: numeral.end + 1,
    dimension: 'rank',
    own: 'le',
  })
  return { end: mention.end, mentions: [mention.comparator === 'eq' ? { ...mention, comparator: 'le' } : mention] }
}

/** 百强区第40位, 百强县前六: the class in which a place is stated is no figure besides that place. */
function isClassOfRank(shadow: string, at: number): boolean {
  return /^[^,，。；;、\n]{0,8}?(第[\d一二三四五六七八九十]|前[\d一二三四五六七八九十]|\d+强|\d+位)/.test(
    shadow.slice(at, at + 14),
  )
}

const scope =
  /(全国|全省|全市|全区|全县|全球|世界|国内|国际|亚洲|湾区|三角|我省|我市|东部|西部|西南|西北|华南|华东|华北|华中|东北|中国|广东|省内|市内)/
const firsts = [
  '首个',
  '首家',
  '首创',
  '首条',
  '首座',
  '首例',
  '首位',
  '唯一',
  '最大',
  '最多',
  '最高',
  '最快',
  '最长',
  '最优',
  '榜首',
  '首批次',
]

/** 全国首个, 大湾区唯一, 全省面积最大, 居首位: the first of a class that is named [CM14]. */
export function readSuperlative(page: Page, at: number): Taken | undefined {
  const { shadow } = page
  const word = firsts.find((first) => shadow.startsWith(first, at))
  if (word === undefined) return undefined
  const end = at + word.length
  const lead = shadow.slice(Math.max(0, at - 14), at)
  const clause = lead.slice(
    Math.max(...[',', '，', '。', '；', ';', '\n', '、'].map((stop) => lead.lastIndexOf(stop))) + 1,
  )
  const ranked = word === '榜首' || word === '首位'
  if (word.startsWith('最') && !/[的、,，。；;)\n]/.test(shadow[end] ?? '\n')) return { end: at + 1, mentions: [] }
  if (ranked ? !/[居列排位登]/.test(clause) : !scope.test(clause)) return { end, mentions: [] }
  const mention = mentionOf(page, {
    start: at,
    end,
    exact: '1',
    exactMax: null,
    unit: '位',
    unitEnd: end,
    dimension: 'rank',
  })
  return { end, mentions: [{ ...mention, start: at, comparator: 'eq' }] }
}
