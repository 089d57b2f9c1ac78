import { compileMentionWords, type MentionWords } from '../mention/mention-words.ts'
import type { CueIndex } from '../statement/cue-index.ts'
import type { DictionaryData, DictionaryIndicator, DictionaryPlace } from './dictionary.ts'
import { PairSieve } from './pair-sieve.ts'
import { buildTrie, type Trie } from './trie.ts'

/** A dictionary made ready for reading: every list of words as a trie, so that a text is read in one pass. */
export interface Dictionary extends MentionWords {
  readonly data: DictionaryData
  /** Names and synonyms of indicators. */
  readonly indicators: Trie<DictionaryIndicator>
  /** The same words spelled backwards. */
  readonly indicatorEndings: Trie<DictionaryIndicator>
  /** Full names of places; a name borne by several places holds them all. */
  readonly places: Trie<readonly DictionaryPlace[]>
  /** Short names of places: 江门. */
  readonly shortPlaces: Trie<readonly DictionaryPlace[]>
  /** How names of places begin, full and short. */
  readonly placeSieve: PairSieve
  /** Cue words by kind. */
  readonly cues: ReadonlyMap<string, Trie<string>>
  /** The same words spelled backwards, to find what a phrase ends with. */
  readonly endings: ReadonlyMap<string, Trie<string>>
  /** The cues of the text under the reader, where one is. */
  readonly spotted?: CueIndex
}

/** Compiles the data of a dictionary; done once, read by every call. */
export function compileDictionary(data: DictionaryData): Dictionary {
  const indicators: [string, DictionaryIndicator][] = []
  for (const indicator of data.indicators) {
    for (const word of [indicator.name, ...indicator.synonyms]) indicators.push([word, indicator])
  }
  const cues = new Map<string, Trie<string>>()
  const endings = new Map<string, Trie<string>>()
  for (const [kind, words] of Object.entries(data.cues)) {
    cues.set(kind, buildTrie(words.map((word) => [word, word])))
    endings.set(kind, buildTrie(words.map((word) => [Array.from(word).toReversed().join(''), word])))
  }
  return {
    ...compileMentionWords(data),
    data,
    indicators: buildTrie(indicators),
    indicatorEndings: buildTrie(
      indicators.map(([word, indicator]) => [word.split('').toReversed().join(''), indicator]),
    ),
    places: buildTrie(groupPlaces(data.places, (place) => place.name)),
    shortPlaces: buildTrie(groupPlaces(data.places, (place) => place.short ?? null)),
    placeSieve: new PairSieve(data.places.flatMap(({ name, short }) => (short ? [name, short] : [name]))),
    cues,
    endings,
  }
}

function groupPlaces(
  places: readonly DictionaryPlace[],
  nameOf: (place: DictionaryPlace) => string | null,
): [string, readonly DictionaryPlace[]][] {
  const byName = new Map<string, DictionaryPlace[]>()
  for (const place of places) {
    const name = nameOf(place)
    if (name === null) continue
    const known = byName.get(name)
    if (known) known.push(place)
    else byName.set(name, [place])
  }
  return [...byName]
}
