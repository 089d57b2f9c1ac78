import { describe, expect, it } from 'vitest'
import { compileDictionary } from '../dictionary/compile.ts'
import { defaultDictionary, defaultDictionaryData } from '../dictionary/default.ts'
import { readStatements } from './read-statements.ts'
import type { Statement } from './statement.ts'

const dictionary = defaultDictionary()

/** The named fields of each statement, one row a statement. */
function rows(text: string, date: string, fields: readonly (keyof Statement)[]): unknown[][] {
  return readStatements(text, dictionary, { date }).map((statement) => fields.map((field) => statement[field]))
}

describe('the place of a text', () => {
  it.each([
    ['合肥庐阳大数据产业园2024年工作要点\n园区规上企业达到40家。', '合肥庐阳大数据产业园'],
    ['飞云湖生态旅游度假区2024年重点任务清单\n新增民宿40家。', '飞云湖生态旅游度假区'],
    ['关于印发《长白山保护开发区管委会2025年旅游行动方案》的通知\n年内接待游客300万人次。', '长白山保护开发区'],
    ['中国（浙江）自由贸易试验区金义片区三年行动计划\n新建标准厂房50万平方米。', '金义片区'],
    ['嘉善县推进长三角一体化示范区建设行动方案\n培育企业3家。', '嘉善县'],
  ])('[CS4] is the zone its title begins with: %s', (text, place) => {
    expect(rows(text, '2024-02', ['place'])).toEqual([[place]])
  })

  it.each([
    ['石嘴山日报讯（记者 王某）全市新增就业1.2万人。', '石嘴山市'],
    ['走进寿光市稻田镇崔岭西村，村民忙着采收。全县建成大棚3200座。', '寿光市'],
  ])('[CS4] is the city of its newspaper, the county of its villages: %s', (text, place) => {
    expect(rows(text, '2024-11', ['place'])).toEqual([[place]])
  })

  it('[CS4] leaves the numeral of a village out and the number of a document without a place', () => {
    expect(rows('沂水县四门洞村的86座草莓大棚整齐排列。', '2025-10', ['value'])).toEqual([[86]])
    expect(rows('临夏县教育局通知\n临县教发〔2025〕62号\n新增学位2700个。', '2025-04', ['place'])).toEqual([['临夏县']])
  })

  it('[CS4] names parts of a province and gives a sum back to the whole', () => {
    expect(rows('2024年，粤东、粤西地区生产总值分别增长3.1%、2.5%。', '2025-01', ['place', 'value'])).toEqual([
      ['粤东', 3.1],
      ['粤西', 2.5],
    ])
    expect(
      rows('四川省2024年高标准农田建设任务分解：成都市18万亩，绵阳市32万亩，合计建设50万亩。', '2024-02', [
        'place',
        'indicator',
      ]),
    ).toEqual([
      ['成都市', '高标准农田面积'],
      ['绵阳市', '高标准农田面积'],
      ['四川省', '高标准农田面积'],
    ])
  })
})

describe('rows of figures', () => {
  it.each([
    [
      '全年进出口总额50亿元，社会消费品零售总额80亿元，同比分别增长3%和5%。',
      ['进出口总额增速', '社会消费品零售总额增速'],
    ],
    ['全市接待游客300万人次，实现旅游收入18亿元，分别增长4%、6%。', ['接待游客增速', '旅游收入增速']],
  ])('[CS11] deals what the sentence named to 分别: %s', (text, indicators) => {
    expect(rows(text, '2025-01', ['indicator']).slice(2).flat()).toEqual(indicators)
  })

  it('[CS11] deals the two halves of 城乡居民 and a list without 分别', () => {
    expect(rows('城乡居民收入分别增长5%、6.5%。', '2025-01', ['indicator']).flat()).toEqual([
      '城镇居民收入增速',
      '农村居民收入增速',
    ])
    expect(rows('新增高新技术企业、科技型中小企业60家、200家。', '2025-01', ['indicator', 'value'])).toEqual([
      ['新增高新技术企业数', 60],
      ['科技型中小企业数', 200],
    ])
  })

  it('[CS11] gives the bound and the noun of one figure to all of its row', () => {
    expect(rows('高血压、糖尿病患者规范管理率分别不低于64%和62%。', '2024-03', ['comparator']).flat()).toEqual([
      'ge',
      'ge',
    ])
    expect(rows('嵩明县、富民县分别完成1260亩和845亩征地。', '2024-06', ['place', 'indicator'])).toEqual([
      ['嵩明县', '征地面积'],
      ['富民县', '征地面积'],
    ])
  })

  it('[CS8] speaks again of what was named in the same unit', () => {
    expect(
      rows('全州出栏牦牛45万头，藏羊20万只，其中玉树市12万头、称多县8万头。', '2025-03', ['indicator']).flat(),
    ).toEqual(['出栏牦牛数', '藏羊数', '出栏牦牛数', '出栏牦牛数'])
  })
})

describe('labels, headings and tables', () => {
  it.each([
    ['2026年新引进亿元以上项目：蓬江区25个、江海区28个。', '新引进亿元以上项目数'],
    ['三、分地任务\n2026年粮食播种面积：新会区、台山市分别为42万亩、75万亩。', '粮食播种面积'],
    ['2026年公办学位：鹤山市300个，恩平市200个。', '公办学位数'],
  ])('[CS8] takes the words before the colon: %s', (text, indicator) => {
    expect(rows(text, '2026-01', ['indicator']).flat()).toEqual([indicator, indicator])
  })

  it('[CS8] doubles no words of a name and adds no 占比 to a rate', () => {
    const own = compileDictionary({
      ...defaultDictionaryData,
      indicators: [{ code: 'parks', name: '现代农业产业园数', synonyms: ['农业产业园'] }],
    })
    const [park] = readStatements('建成现代农业产业园18个。', own, { date: '2026-01' })
    expect([park?.indicator, park?.indicatorCode]).toEqual(['现代农业产业园数', 'parks'])
    expect(rows('农村生活污水治理率提高5个百分点，达到75%。', '2026-01', ['indicator']).at(-1)).toEqual([
      '农村生活污水治理率',
    ])
  })

  it('[CS9] reads 完成七成 as how far the work is done', () => {
    expect(rows('铁皮棚整治面积50万平方米，2026年三季度末完成七成以上。', '2026-01', ['indicator']).at(-1)).toEqual([
      '铁皮棚整治面积完成比例',
    ])
    expect(rows('年底前完成主体工程的80%。', '2024-03', ['indicator'])).toEqual([['主体工程完成比例']])
  })

  it('[CS3] takes no heading from a line that names who answers', () => {
    const text = '三明市2025年工作要点\n1.建成示范点20个。\n责任单位：沙县区、永安市政府\n新增基地5个。'
    expect(rows(text, '2025-01', ['place']).flat()).toEqual(['三明市', '三明市'])
  })

  it('[CS13] does not doubt a goal under a heading of goals', () => {
    const text = '江门市行动方案\n一、总体目标\n到2026年底，全市村集体经营性收入达到38亿元以上。'
    expect(readStatements(text, dictionary, { date: '2026-01' })[0]?.doubts).not.toContain('modalityGuessed')
  })

  it('[CS12] reads columns of growth, of places, and columns set apart by single blanks', () => {
    const blank =
      '各县区主要指标\n地区 规上工业增加值（亿元） 增速（%）\n米易县 120.5 6.1\n盐边县 90 -2.0\n仁和区 60 3.5'
    expect(rows(blank, '2025-01', ['place', 'indicator', 'value']).slice(2, 4)).toEqual([
      ['盐边县', '规模以上工业增加值', 90],
      ['盐边县', '规模以上工业增加值增速', -2],
    ])
    const projects = '项目名称\t建设地点\t总投资（亿元）\n光伏园\t米易县\t30\n水厂\t盐边县\t5'
    expect(rows(projects, '2025-01', ['place', 'indicator', 'value'])).toEqual([
      ['米易县', '总投资', 30],
      ['盐边县', '总投资', 5],
    ])
  })
})

describe('time and mood', () => {
  it('[CS5] keeps the year of a sentence over 比上年 and 年末', () => {
    const text = '2024年，一般公共预算收入4.85亿元，比上年增长9.2%；年末政府债务余额38.7亿元。'
    expect(rows(text, '2025-08', ['year']).flat()).toEqual([2024, 2024, 2024])
  })

  it('[CS6] reads 高于年初预期 as what was, 会议议定 as what shall be', () => {
    expect(rows('全市生产总值增长4.7%，增速高于年初预期。粮食产量18万吨。', '2024-02', ['modality']).flat()).toEqual([
      'actual',
      'actual',
    ])
    expect(rows('会议听取了汇报。会议议定：一是新增农村公路52公里。', '2024-06', ['modality']).flat()).toEqual([
      'target',
    ])
    expect(rows('新建成的3所学校可新增学位2700个。', '2025-04', ['modality']).at(0)).toEqual(['actual'])
  })
})
