import type { DictionaryData } from '@gangju/clause'
import type { CatalogIndicator } from '../net/catalog.ts'
import type { NearPlace } from './near-place.store.ts'

/** What an installation knows beyond the dictionary that comes with the reader. */
export type OwnWords = Pick<DictionaryData, 'indicators' | 'places'>

/** Names shorter than this stand inside other words too often to be read as one indicator. */
const shortestName = 3
const classWords = ['省', '市', '区', '县']
const widest = ['country', 'province', 'city', 'county']

/** The indicators of the catalogue with their names, and the places around the one that issued the document. */
export function ownWords(indicators: readonly CatalogIndicator[], places: readonly NearPlace[]): OwnWords {
  return {
    indicators: indicators.map(({ code, entry }) => ({
      code,
      name: entry.name,
      synonyms: [entry.shortName, entry.nameEn].filter((word) => word.length >= shortestName && word !== entry.name),
      unit: entry.unit,
    })),
    places: places.map(({ code, name, level, within }) => ({
      code,
      name,
      level,
      ...shortOf(name, level),
      ...(within === null ? {} : { within }),
    })),
  }
}

/** 江门 for 江门市; 三江村 for 三江村委会. */
function shortOf(name: string, level: NearPlace['level']): { short?: string } {
  if (level === 'village') {
    const short = name.replace(/(?:民委员会|委会|居委会|居民委员会)$/u, '')
    return short !== name && short.length >= shortestName ? { short } : {}
  }
  const hasClass = widest.includes(level) && classWords.includes(name.at(-1) ?? '')
  return hasClass && name.length >= shortestName ? { short: name.slice(0, -1) } : {}
}

/** One dictionary of both: an indicator known to both bears the code of the catalogue and every name of either. */
export function joinWords(data: DictionaryData, own: OwnWords): DictionaryData {
  const known = new Map(data.indicators.flatMap((one) => [one.name, ...one.synonyms].map((word) => [word, one])))
  const taken = new Set<unknown>()
  const indicators = own.indicators.map((indicator) => {
    const same = known.get(indicator.name)
    if (!same) return indicator
    taken.add(same)
    const synonyms = new Set([...indicator.synonyms, same.name, ...same.synonyms])
    synonyms.delete(indicator.name)
    return { ...indicator, synonyms: [...synonyms] }
  })
  const names = new Set(own.places.map(({ name, level }) => `${level} ${name}`))
  return {
    ...data,
    indicators: [...indicators, ...data.indicators.filter((one) => !taken.has(one))],
    places: [...own.places, ...data.places.filter(({ name, level }) => !names.has(`${level} ${name}`))],
  }
}
