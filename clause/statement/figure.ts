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
      return readDuration(words)
    case 'proportion':
      return readProportion(words)
    case 'amount':
    case 'date':
      return readLength(words)
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
    measure: 'duration',
    indicator: named.name,
    known: named.known,
    negative: false,
    base: null,
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
