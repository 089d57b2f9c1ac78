import { type Figure, type FigureWords, fallBack, nounBefore, trendBefore, withTopic } from './figure-words.ts'
import { canonise, cutAtVerb } from './phrase.ts'

const SCOPE =
  /(?:全国|全省|全市|全区|全县|全州|全球|世界|中国|亚洲|国内|省内|西部|中部|东部|东北|长三角|珠三角|大湾区|京津冀|粤港澳大湾区|(?:(?![居列占全各位])[\u4e00-\u9fff]){2,3}省|(?:(?![居列占全各位])[\u4e00-\u9fff]){2,3}(?=各[县市区]))(?:[\u4e00-\u9fff]{0,12}(?:（市、区）)?)$/
const STANDING =
  /(?:位居|位列|稳居|居|列|排名|排在|排|名列|跃居|跃升至|跃升到|上升至|上升到|升至|升到|提升至|提升到|前移至|进入|跻身|冲刺|争创|保持|继续保持|成功|首次|进至|晋升|晋位|为|入选|荣登|登上|上榜|连续\S{0,4}年){1,8}$/

/** A place in a class, or a move of places [CS9]. */
export function readRank(words: FigureWords): Figure {
  const { dictionary, mention, pre } = words
  const trend = trendBefore(dictionary, pre)
  if (trend && /^[位名]/.test(mention.unit) && !/[强第]/.test(mention.text))
    return readMove(words, trend.rest, trend.down)
  const before = pre.replace(STANDING, '').replace(/(?:第|前)$/, '')
  const scope = SCOPE.exec(before)?.[0] ?? null
  const noun = scope ? scope : nounBefore(dictionary, before).noun
  const stem = scope ? before.slice(0, before.length - scope.length).replace(STANDING, '') : ''
  if (/强/.test(mention.text)) return readStrong(words, noun)
  if (/[首唯创最]/.test(mention.text)) return readFirst(words, scope ?? noun)
  const own = withTopic(words, nounBefore(dictionary, stem.replace(/(?:在|总量|均)$/, '')).noun)
  if (
    scope &&
    /^(?:全国|全省|全市|全区|全县|全州|全球|世界|西部|中部|东部|省内|国内|[\u4e00-\u9fff]{2,3}省)(?:同类.{0,4}|各?[市县区]州?|所有.{0,4}|[\u4e00-\u9fff]{0,4}[市县区])?$/.test(
      scope,
    )
  ) {
    const base = own || words.topic?.indicator || words.hint || words.title
    return rank(`${canonise(dictionary, base).name}${scope}排名`, own === '' && !words.topic, scope)
  }
  if (noun !== '' && noun.length <= 4 && words.topic) return rank(`${words.topic.indicator}${noun}排名`, false, noun)
  if (noun !== '') return rank(`${noun}排名`, false, scope)
  return { ...fallBack(words, 'rank', '排名'), scope }
}

function rank(indicator: string, guessed: boolean, scope: string | null): Figure {
  return { measure: 'rank', indicator, known: null, negative: false, base: null, guessed, scope }
}

function readMove(words: FigureWords, rest: string, down: boolean): Figure {
  const { noun } = nounBefore(words.dictionary, rest.replace(/(?:较|比)[^，]{0,6}$/, '').replace(/更是$/, ''))
  const base = noun || words.topic?.indicator || words.title
  return {
    ...rank(`${base}${base.endsWith('排名') ? '' : '排名'}${down ? '下降' : '提升'}位次`, noun === '', null),
    measure: 'change',
    negative: down,
  }
}

function readStrong(words: FigureWords, noun: string): Figure {
  const kind = /^[\u4e00-\u9fff]{0,6}?(?:企业|城市|园区|高新区|开发区|[县区镇市村])/.exec(words.post)?.[0] ?? ''
  const name =
    kind === '' && /(?:[百千]|\d{2,4})强/.test(words.mention.text) && /(?:区|县|镇|市|企业|城市|园区|经济)$/.test(noun)
      ? noun
      : `${noun}${words.mention.text.replace(/^第/, '')}${kind}`
  return rank(`${name}排名`, noun === '' && kind === '', noun || null)
}

function readFirst(words: FigureWords, scope: string): Figure {
  const noun = cutAtVerb(words.dictionary, words.post.replace(/^(?:的|个)/, ''))
  if (noun.length < 2) return { ...rank(`${words.topic?.base ?? words.title}${scope}排名`, true, scope), known: null }
  return rank(`${noun}${scope}次序`, false, scope || null)
}
