/** Where the name of a project may end, beside the word 项目 itself. */
const nounWords =
  '项目|工程|基地|产业园|产业城|科技园|工业园|物流园|公园|园区|中心|生产线|总部|码头|机场|大桥|隧道|公路|高速|铁路|枢纽|水库|泵站|水厂|电站|电厂|医院|学校|小学|中学|大道|快线|专线|综合体|厂房'
const facility =
  /(?:一期|二期|三期|四期|首期|公路|高速|铁路|国道|省道|大桥|隧道|机场|码头|港区|航道|水库|泵站|水厂|电站|电厂|产业园|科技园|工业园|物流园|医院|枢纽|生产线|总部|改扩建|大道|快线|专线|[GSX]\d{2,4}线?)(?:扩建|改造|新建|改扩建|续建|升级|提升|整治)?(?:项目|工程)?$/
const opening =
  /^(?:\d{1,3}[.、](?!\d)|[一二三四五六七八九十]{1,3}[是要、]|[①-⑳]|——|其中|以及|包括|例如|比如|如|并|和|与|及|由|在|对|将|以|已|要|力争|争取|确保|继续|全力|大力|积极|着力|重点|高标准|高质量|统筹|加快|加强|推进|推动|促进|抓好|抓紧|做好|实施|建设|建成|完成|启动|引进|签约|落地|开工|动工|建造|打造|谋划|储备|服务|保障|支持|投资|新增|实现|协调|争取|引入|承接|总投资|投产|竣工|竣工投产|全面|提速|谋划建设|新引进|成功|年内|今年|同时|目前|近日|了|是|为|有|把|围绕|依托|通过|随着|规划|规划建设|盯紧|紧盯|力促|促成|促使|深化)/
// No word of the list is made of others in it, so that the pattern reads every name in one way only.
const generic =
  /^(?:重大|重点|优质|各类|一批|一系列|产业|工业|建设|该|本|这|些|此|上述|以上|其他|多|个|合作|结对|招商|签约|投资|储备|在建|续建|新建|拟建|改建|扩建|开工|竣工|投产|技改|技术改造|设施|民生|交通|水利|农业|科技|文旅|文化|旅游|能源|政府|社会|专项债|券|预算内|中央|国家|省|市|县|区|镇|级|类|型|标志性|引领性|支撑性|示范|试点|配套|关键|主要|首批|先进|现代|制造|业|外资|内资|龙头|核心|骨干|新|大|好|小|强|的|及|和|与|等|亿元|万元|百|千|万|亿|超|约|余|[0-9.]|[一二三四五六七八九十两几]|有关|相关|全部|所有|单体|具体|支撑|优势|特色|生态|环保|前期|年度|计划|市政|公共|服务|攻坚|创新|系统|性|基础|头号|希望|品牌|民心|德政|惠民|链主|落地|动工|高质量|发展)*$/
const ends = new RegExp(`(?:${nounWords})`, 'g')
const endsHere = new RegExp(`(?:${nounWords})$`)
const numbered = /^(?:\d|[一二三四五六七八九十两几]{1,3}[个大项条批宗]|第[一二三四五六七八九十])/
const longestName = 40

export interface NameSpan {
  readonly start: number
  readonly end: number
}

/** The name that begins at `from`: up to the last project noun before a stop [CT18]. */
export function nameAfter(words: string, from: number): NameSpan | undefined {
  const stretch = /^[^,。;:、!?()《》\n]{0,40}/.exec(words.slice(from, from + longestName))![0]
  let end = 0
  for (const match of stretch.matchAll(ends)) {
    end = match.index + match[0].length
    if (match[0] === '项目' || match[0] === '工程') break
  }
  return tidy(words, { start: from, end: from + end })
}

/** The name that ends at `end`: back to a stop, without the verbs that govern it. */
export function nameBefore(words: string, end: number): NameSpan | undefined {
  let start = end
  while (start > 0 && end - start < longestName && !',。;:、!?()《》\n的'.includes(words[start - 1]!)) start--
  return tidy(words, { start, end })
}

/** Is the noun at the end of the words one that projects have? */
export function endsAsProject(words: string): boolean {
  return endsHere.test(words)
}

/** Do the words name one thing by their own form: 优美科二期, 广中江高速公路, “XX”项目? */
export function isNamedByForm(words: string): boolean {
  return facility.test(words)
}

function tidy(words: string, { start, end }: NameSpan): NameSpan | undefined {
  let from = start
  const joined = /^.*(?:项目|工程)[和与及]/.exec(words.slice(from, end))?.[0].length ?? 0
  from += joined < end - from ? joined : 0
  for (let round = 0; round < 6; round++) {
    while (from < end && words.charCodeAt(from) <= 0x20) from++
    const verb = opening.exec(words.slice(from, end))?.[0].length ?? 0
    if (verb === 0) break
    from += verb
  }
  const name = words.slice(from, end)
  if (words[from - 1] === '《' || name.length < 4 || numbered.test(name)) return undefined
  const stem = name.replace(/(?:建设)?(?:项目|工程)$/, '')
  return generic.test(stem) || /[了把被]|是|将|以上/.test(stem) ? undefined : { start: from, end }
}
