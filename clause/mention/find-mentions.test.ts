import { describe, expect, it } from 'vitest'
import type { DictionaryUnit } from '../dictionary/dictionary.ts'
import idioms from '../dictionary/idioms.json' with { type: 'json' }
import units from '../dictionary/units.json' with { type: 'json' }
import { findMentions } from './find-mentions.ts'
import { compileMentionWords } from './mention-words.ts'

const words = compileMentionWords({ units: units as DictionaryUnit[], idioms })

/** The figures of a text, one a line: value unit comparator, eq left out. */
function figuresOf(text: string): string[] {
  return findMentions(text, words).map(({ value, valueMax, unit, comparator }) =>
    [valueMax === null ? value : `${value}~${valueMax}`, unit, comparator === 'eq' ? '' : comparator].join(' ').trim(),
  )
}

function each(rule: string, cases: Record<string, readonly string[]>): void {
  describe(rule, () => {
    for (const [text, figures] of Object.entries(cases))
      it(`${rule} ${text}`, () => expect(figuresOf(text)).toEqual(figures))
  })
}

each('[CM3]', {
  '实现税收1,234.5亿元': ['1234.5 亿元'],
  '完成投资3 000万元': ['3000 万元'],
  '完成投资1，200万元': ['1200 万元'],
  '实现产值１２３．４亿元，增长１５％': ['123.4 亿元', '15 %'],
  '规上企业达1O5家、园区l2个': ['105 家', '12 个'],
  '企业达到 1 65O 家': ['1650 家'],
  '成立3 0 0亿元基金': ['300 亿元'],
  '总面积12\n平方公里': ['12 平方公里'],
  '产值突破 1\n000 亿元': ['1000 亿元 gt'],
  '惠及**84**户': ['84 户'],
  筹资1亿3000万元: ['1.3 亿元'],
  订单号12345678901234567890个: [],
})

each('[CM4]', {
  新建两座水厂: ['2 座'],
  建成三百五十六个站点: ['356 个'],
  带动一万二千人就业: ['12000 人'],
  筹集两千亿元: ['2000 亿元'],
  投入三千多万元: ['3000 万元 gt'],
  数十个项目: ['20~90 个 range'],
  二三十家合作社: ['20~30 家 range'],
  十几个品牌: ['10 个 gt'],
  廿五所学校: ['25 所'],
  培育千亿级集群: ['1000 亿元 ge'],
  突破三万亿元: ['3 万亿元 gt'],
})

each('[CM5]', {
  '浓度降至25微克/立方米': ['25 微克/立方米'],
  '单产480公斤/亩': ['480 公斤/亩'],
  '床位5.6张/千人': ['5.6 张/千人'],
  '装机30万千瓦、年发电4.5亿千瓦时': ['30 万千瓦', '4.5 亿千瓦时'],
  管网1200km: ['1200 km'],
  '接待1.23亿人次': ['1.23 亿人次'],
  推动三条件成熟: [],
  迈上5个台阶: ['5 个 gt'],
  推动4大产业集聚: ['4 个'],
})

each('[CM7]', {
  不少于30项: ['30 项 ge'],
  至少建成3个: ['3 个 ge'],
  '60%以上': ['60 % ge'],
  超200家: ['200 家 gt'],
  突破5000亿元: ['5000 亿元 gt'],
  '500余项': ['500 项 gt'],
  '20多万人': ['20 万人 gt'],
  '控制在3%以内': ['3 % le'],
  不超过50人: ['50 人 le'],
  '控制在3%左右': ['3 % approx'],
  不足十家: ['10 家 lt'],
  '约14%': ['14 % approx'],
  近百个: ['100 个 approx'],
  上百场: ['100 场 ge'],
  附近10公里: ['10 公里'],
  '最高给予奖励；最高50万元': ['50 万元 le'],
})

each('[CM8]', {
  '联系1—2个镇': ['1~2 个 range'],
  '增长5%－8%': ['5~8 % range'],
  '补助10万-20万元': ['10~20 万元 range'],
  建设3至5个: ['3~5 个 range'],
  '由35%至60%': ['35 %', '60 %'],
})

each('[CM9]', {
  '盘活10000公顷(15万亩)': ['10000 公顷'],
  '收储200亩（30个地块）': ['200 亩', '30 个'],
})

each('[CM10]', {
  建设5G基站3000个: ['3000 个'],
  'G240国道、S273线、PM2.5、4A级、RCEP、V2.0版': [],
  GDP4000亿元: ['4000 亿元'],
  每万人拥有专利20件: ['20 件'],
  '万元地区生产总值能耗下降3%': ['3 %'],
  '“百千万工程”“一带一路”四好农村路，三农、两山': [],
  '一批、一系列、统一、进一步、一体化': [],
  '国发〔2021〕23号，第5号令': [],
  '压缩至3个工作日，三年行动，10分钟生活圈': ['3 个工作日'],
  '10万吨级泊位5个': ['5 个'],
  '“三个一批”“十大行动”': [],
})

each('[CM11]', {
  '2024年3月20日上午9:30': [],
  '“十四五”期间，2023—2027年，到2025年底': [],
  '二〇二四年三月，前三季度，前5个月，二季度': [],
  '2024-03-15、2024.3.15': [],
})

each('[CM12]', {
  '结构调整为8.1:41.2:50.7': ['8.1 %', '41.2 %', '50.7 %'],
  '收入比缩小至2.1：1以内': ['2.1  le'],
  '打造“6+1”产业平台': ['7 个'],
  '“1+7+N”政策体系，“1+10+5”工作机制': [],
  '电话0750-3333333': [],
  '倍差缩小至1.9以内': ['1.9  le'],
})

each('[CM13]', {
  增长百分之五点八: ['5.8 %'],
  占三分之二以上: ['66.6667 % ge'],
  '占2/3左右': ['66.6667 % approx'],
  超八成来自外贸: ['8 成 gt'],
  近七成五的企业: ['7.5 成 approx'],
  '三成立、八成员': [],
  占一半以上: ['50 % ge'],
  所有村居达到标准: ['100 %'],
})

each('[CM14]', {
  居全省第六位: ['6 位'],
  '总量保持全省第一。': ['1 位'],
  '第二届、第三章、第一书记、第一产业': [],
  进入全国50强: ['50 位 le'],
  进入百强区前40名: ['40 名 le'],
  全国前十: ['10 位 le'],
  建成全国首个实验区: ['1 位'],
  建设千亿强县: ['1000 亿元 ge'],
  位次提升98位: ['98 位'],
  邀请30位专家: ['30 位'],
  '10强化管理': [],
})

each('[CM15]', {
  '增长1.5倍': ['1.5 倍'],
  翻两番: ['2 番'],
  实现翻番: ['1 番'],
  提高2个百分点: ['2 个百分点'],
})

each('[CM16]', {
  '指标（亿元） | 320 | 210': ['320 亿元', '210 亿元'],
  '序号\t指标\t单位\t目标\n1\t生产总值\t亿元\t2710.5\n2\t增速\t%\t6.4': ['2710.5 亿元', '6.4 %'],
  '名称 | 投资（万元） | 建成年份\n甲 | 1,860 | 2025': ['1860 万元'],
  '单位：家\n镇 | 企业\n甲镇 | 12': ['12 家'],
})

each('[CM6]', {
  '财政安排3000万，撬动资本超5个亿': ['3000 万元', '5 亿元 gt'],
  带动1个亿元以上项目: ['1 个', '1 亿元 ge'],
  '常住人口53.2万，惠及2.3万农村居民': ['53.2 万人', '2.3 万人'],
  '经济总量超10万亿，人口超1.27亿': ['10 万亿元 gt', '1.27 亿人 gt'],
  用户突破500万: ['500 万 gt'],
  企业过千家: ['1000 家 gt'],
  '十四届全国人大三次会议，七次全会，两次会议': ['2 次'],
  增长两位数: [],
})

describe('dimensions and spellings', () => {
  it('[CM14] a move in a rank is of dimension rank, people are counted', () => {
    expect(findMentions('提升98位，邀请30位专家', words).map(({ dimension }) => dimension)).toEqual(['rank', 'count'])
  })

  it('[CM9] the bracketed area is another spelling of the same figure', () => {
    const [mention] = findMentions('10000公顷(15万亩)新会柑', words)
    expect(mention?.spellings).toEqual([{ text: '15', offset: 8, value: 15, exact: '15', unit: '万亩' }])
  })

  it('[CM1] the numeral stands without its unit, its bounding words lie between start and end', () => {
    const text = '力争超150亿美元以上'
    const [mention] = findMentions(text, words)
    expect(mention?.text).toBe('150')
    expect(text.slice(mention?.start, mention?.end)).toBe('超150亿美元以上')
  })

  it('[CM3] the value is kept digit by digit', () => {
    expect(findMentions('利率1.30%', words)[0]?.exact).toBe('1.30')
  })
})
