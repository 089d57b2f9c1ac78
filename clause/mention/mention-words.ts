import type { DictionaryUnit } from '../dictionary/dictionary.ts'
import { buildTrie, type Trie } from '../dictionary/trie.ts'
import { shadowOf } from './shadow.ts'

/** What `findMentions` needs of a dictionary: its units and its idioms, ready to be looked up in a shadow. */
export interface MentionWords {
  readonly units: Trie<DictionaryUnit>
  readonly idioms: Trie<true>
}

/** Makes units and idioms ready for `findMentions`; full-width letters in them are read as their ASCII twins. */
export function compileMentionWords(data: {
  readonly units: readonly DictionaryUnit[]
  readonly idioms: readonly string[]
}): MentionWords {
  return {
    units: buildTrie(data.units.map((unit) => [shadowOf(unit.text), unit] as const)),
    idioms: buildTrie(data.idioms.map((idiom) => [shadowOf(idiom), true] as const)),
  }
}
