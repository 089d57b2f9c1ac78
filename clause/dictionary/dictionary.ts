/** What the reader knows of the world, as data: an office replaces or extends it without touching a rule. */
export interface DictionaryData {
  readonly indicators: readonly DictionaryIndicator[]
  readonly places: readonly DictionaryPlace[]
  readonly units: readonly DictionaryUnit[]
  readonly cues: Readonly<Record<string, readonly string[]>>
  /** Words with numerals that count nothing: 百千万工程, 一带一路, 两山. */
  readonly idioms: readonly string[]
}

export interface DictionaryIndicator {
  readonly code: string | null
  readonly name: string
  readonly synonyms: readonly string[]
  readonly unit?: string
}

export interface DictionaryPlace {
  readonly name: string
  /** Without the word of its class, where people say it so: 江门. */
  readonly short?: string
  readonly level: 'country' | 'province' | 'city' | 'county' | 'town' | 'village' | 'zone'
  /** The name of the place above. */
  readonly within?: string
  readonly code?: string
}

export interface DictionaryUnit {
  readonly text: string
  readonly dimension: 'amount' | 'count' | 'percent' | 'point' | 'rank' | 'duration' | 'multiple'
  /** The unit it is a multiple of, and how many: 亿元 is 100000000 元. */
  readonly base?: string
  readonly factor?: string
}
