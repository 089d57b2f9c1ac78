import { describe, expect, it } from 'vitest'
import { defaultDictionary } from '../dictionary/default.ts'
import { readStatements } from './read-statements.ts'
import type { Statement } from './statement.ts'

const dictionary = defaultDictionary()

/** The named fields of each statement, one row a statement. */
function rows(text: string, date: string, fields: readonly (keyof Statement)[]): unknown[][] {
  return readStatements(text, dictionary, { date }).map((statement) => fields.map((field) => statement[field]))
}

describe('figures as they are printed', () => {
  it.each([
    ['全州林长巡林发现问题3 85个，整改率97.\n6%。', [385, 97.6]],
    ['全县新建蔬菜大棚1 26座。', [126]],
    ['普及率、覆盖率较2022年分别提高3.2个和4.5个百分点。', [3.2, 4.5]],
    ['三县市城镇化率分别提高1.2个、0.9个和1.5个百分点。', [1.2, 0.9, 1.5]],
  ])('[CS1] torn by a scan or sharing a unit: %s', (text, values) => {
    expect(rows(text, '2024-11', ['value']).flat()).toEqual(values)
  })

  it('[CS12] takes the unit that fits the column of several in a caption', () => {
    const text =
      '2024年各县区造林任务表\n单位：亩、万株\n县区|造林面积|四旁植树\n肥东县|12000|45\n巢湖市|9500|38\n合计|21500|83'
    expect(rows(text, '2024-03', ['place', 'value', 'unit'])).toEqual([
      ['肥东县', 12000, '亩'],
      ['肥东县', 45, '万株'],
      ['巢湖市', 9500, '亩'],
      ['巢湖市', 38, '万株'],
      ['合肥市', 21500, '亩'],
      ['合肥市', 83, '万株'],
    ])
    const works = '单位：公里、万元\n镇别\t道路长度\t补助资金\n崇武镇\t12\t360\n山霞镇\t8\t240'
    expect(rows(works, '2024-03', ['unit']).flat()).toEqual(['公里', '万元', '公里', '万元'])
  })

  it.each([
    ['全年接待游客恢复至2019年的九成。', '2024-01', [[0.9, 2024]]],
    ['全年接待游客达到2019年同期的108%。', '2024-01', [[108, 2024]]],
    ['二〇二三年，全县新增就业3000人。', '2024-01', [[3000, 2023]]],
    ['二O二六年，计划造林5000亩。', '2025-12', [[5000, 2026]]],
    [
      '2023年出口由上年下降3.2%转为增长4.5%。',
      '2024-02',
      [
        [-3.2, 2022],
        [4.5, 2023],
      ],
    ],
  ] as const)('[CS5] tells the year measured by from the year measured: %s', (text, date, expected) => {
    const got = rows(text, date, ['value', 'year', 'unit']).map(([value, year, unit]) => [
      unit === '成' ? Number(value) / 10 : value,
      year,
    ])
    expect(got).toEqual(expected)
  })
})

describe('where', () => {
  it.each([
    ['五年来，我市经济总量年均增长4%；嘉兴港货物吞吐量突破1亿吨。', ['嘉兴市', '嘉兴市']],
    [
      '巩固脱贫成果。新增茶园2000亩，张店区、临淄区各新建公园3个。改造危房60户。',
      ['淄博市', '张店区', '临淄区', '淄博市'],
    ],
    ['永春县林长办公室\n泉州市林长办：\n全县完成造林8000亩。', ['永春县']],
    ['镇海区卫生健康局\n各镇卫生院，宁波市疾控中心：\n全年接种疫苗6万剂次。', ['镇海区']],
    ['宿迁市防汛会议纪要\n城区易涝点完成整治12处，老城区改造管网8公里。', ['宿迁市', '宿迁市']],
    ['从石林县农业农村局获悉，全县种植人参果12万亩，西街口镇占七成。', ['石林县', '西街口镇']],
    ['泰顺县雅阳镇建成工坊6家。该县带动就业5000人。', ['雅阳镇', '泰顺县']],
    ['洪雅县2024年茶业方案\n中保镇、东岳镇分别改种500亩、300亩，良种覆盖率达到85%。', ['中保镇', '东岳镇', '洪雅县']],
    ['江门市坚持制造业当家，建设面积1395平方公里的江门大型产业集聚区。', ['江门大型产业集聚区']],
  ])('[CS4] finds the place of %s', (text, places) => {
    expect(rows(text, '2024-05', ['place']).flat()).toEqual(places)
  })
})

describe('target or actual', () => {
  it.each([
    [
      '预计全年工业产值突破90亿元，企业由2019年的12家增至30家；引进项目40个。',
      ['target', 'actual', 'actual', 'actual'],
    ],
    ['2023年，全县争取新增专项债券12亿元，支持项目20个。', ['actual', 'actual']],
    ['一季度，工业增加值增速比上年全年加快2.1个百分点。', ['actual']],
    ['现将今年工作报告如下。完成造林3万亩。', ['actual']],
    ['7月9日，召开调度会，5个县（市、区）负责人参加。', ['actual']],
    ['二是提升公共服务。每千人口拥有执业医师3.2人，新增学位900个。', ['target', 'target']],
    ['聚力做强园区平台。新增标准厂房20万平方米，引进项目8个。', ['target', 'target']],
    ['下一步，我市将加快建设科学城，规划面积38平方公里。', ['actual']],
  ])('[CS6] %s', (text, modalities) => {
    expect(rows(text, '2024-04', ['modality']).flat()).toEqual(modalities)
  })

  it.each([
    ['2025年，地区生产总值增长5%，这是底线、必须确保；农业增加值增长3%。', ['firm', null]],
    ['今年预计产量120万吨，综合产值超过90亿元。', ['expected', 'expected']],
    ['确保新开工项目60个、力争70个。', ['firm', 'stretch']],
  ])('[CS7] says how firmly: %s', (text, commitments) => {
    expect(rows(text, '2025-02', ['commitment']).flat()).toEqual(commitments)
  })

  it('[CS7] leaves numbers of things as they are printed in a pair of floor and hope', () => {
    expect(rows('确保新开工项目60个、力争70个。', '2025-02', ['comparator']).flat()).toEqual(['eq', 'eq'])
  })
})

describe('of what', () => {
  it.each([
    ['规模以上工业企业由2020年的138家增至262家。', ['规模以上工业企业数', '规模以上工业企业数']],
    ['今年新建高标准农田3.5万亩，改造提升2万亩。', ['新建高标准农田面积', '改造提升高标准农田面积']],
    [
      '培育年产值超10亿元的龙头企业5户、超1亿元的80户。',
      ['年产值超10亿元的龙头企业户数', '年产值超1亿元的龙头企业户数'],
    ],
    ['全县规上企业净增41家，今年再净增50家。', ['规上企业净增数', '规上企业净增数']],
    ['推动75个项目新开工，12个项目竣工。', ['新开工项目数', '竣工项目数']],
    ['河流4个国控断面水质达标率100%。', ['国控断面数', '国控断面水质达标率']],
    ['优良天数331天，同比减少5天。', ['优良天数', '优良天数减少']],
    ['乡村振兴资金5.5亿元，较上年增加0.7亿元。', ['乡村振兴资金', '乡村振兴资金增加']],
    ['城乡低保标准分别提高到每人每月720元和530元。', ['城市低保标准', '农村低保标准']],
    ['金融机构本外币存、贷款余额分别为3012亿元和2688亿元。', ['金融机构本外币存款余额', '金融机构本外币贷款余额']],
    ['新增市场主体3.2万户，总量达到25.6万户。', ['新增市场主体户数', '市场主体总量']],
  ])('[CS8] [CS9] [CS11] %s', (text, indicators) => {
    const got = rows(text, '2024-06', ['indicator']).flat() as string[]
    expect(got.length).toBe(indicators.length)
    for (const [at, indicator] of indicators.entries()) expect(got[at]).toContain(indicator)
  })

  it('[CS9] a move of an amount is a change, downwards negative', () => {
    expect(rows('全县用电量96亿千瓦时，同比减少3亿千瓦时。', '2024-06', ['measure', 'value'])).toEqual([
      ['level', 96],
      ['change', -3],
    ])
  })
})
