import { readCount, readLength } from './figure-count.ts'
import { readPercent, readPoint } from './figure-percent.ts'
import { readRank } from './figure-rank.ts'
import { type Figure, type FigureWords, fallBack, nounBefore, trendBefore } from './figure-words.ts'
import { canonise } from './phrase.ts'

/** Names the indicator of a figure and says how it measures it [CS8] [CS9]. */
export function readFigure(words: FigureWords): Figure {
  switch (words.mention.dimension) {
    case 'percent':
      return readPercent(words)
    case 'point':
      return readPoint(words)
    case 'rank':
      return readRank(words)
    case 'multiple':
      return readMultiple(words)
    case 'count':
      return readCount(words)
    case 'duration':
      return readMove(words) ?? readDuration(words)
    case 'proportion':
      return readProportion(words)
    case 'amount':
    case 'date':
      return readMove(words) ?? readLength(words)
  }
}

/** 较上年增加0.7亿元, 同比减少5天, 亩产提高100公斤: by how much something moved; null where a figure is no such move. */
function readMove(words: FigureWords): Figure | null {
  const trend = trendBefore(words.dictionary, words.pre)
  if (!trend || /增收|增产|减产|幅$|速$/.test(trend.word)) return null
  const against = /(?:比|较|同比)(?!重|例|率|大|高|低|快)[^，]{0,14}$/.exec(trend.rest)
  if (!against && !/提高|降低|下降|缩短/.test(trend.word)) return null
  const { noun } = nounBefore(words.dictionary, against ? trend.rest.slice(0, against.index) : trend.rest)
  const base = noun === '' ? (words.topic?.base ?? '') : canonise(words.dictionary, noun).name
  if (base === '') return null
  const indicator = base + (trend.down ? '减少' : '增加')
  return {
    measure: 'change',
    indicator,
    known: null,
    negative: trend.down,
    base: null,
    guessed: noun === '',
    scope: null,
  }
}

function readMultiple(words: FigureWords): Figure {
  const trend = trendBefore(words.dictionary, words.pre)
  const rest = (trend?.rest ?? words.pre).replace(
    /(?:(?:是|为|达到|达|比|较|相当于|与)[^，]{0,12}|(?:20\d\d|[上去前]))年(?:同期|末|底)?的?$/,
    '',
  )
  const { noun } = nounBefore(words.dictionary, rest.replace(/翻$/, ''))
  if (noun === '') return { ...fallBack(words, 'multiple', '倍数'), guessed: words.topic === null }
  const named = canonise(words.dictionary, noun)
  return {
    measure: 'multiple',
    indicator: `${named.name}倍数`,
    known: null,
    negative: false,
    base: named.name,
    guessed: false,
    scope: null,
  }
}

function readDuration(words: FigureWords): Figure {
  const { noun } = nounBefore(words.dictionary, words.pre)
  if (noun === '') return fallBack(words, 'duration', '时长')
  const named = canonise(words.dictionary, noun)
  return {
    measure: /天数$|日数$/.test(named.name) ? 'count' : 'duration',
    indicator: named.name,
    known: named.known,
    negative: false,
    base: /天数$|日数$/.test(named.name) ? named.name : null,
    guessed: false,
    scope: null,
  }
}

function readProportion(words: FigureWords): Figure {
  const { noun } = nounBefore(words.dictionary, words.pre.replace(/由.*$/, ''))
  if (noun === '') return fallBack(words, 'ratio')
  const named = canonise(words.dictionary, noun)
  return {
    measure: 'ratio',
    indicator: named.name,
    known: named.known,
    negative: false,
    base: named.name,
    guessed: false,
    scope: null,
  }
}
