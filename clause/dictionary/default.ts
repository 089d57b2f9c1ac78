import { compileDictionary, type Dictionary } from './compile.ts'
import cues from './cues.json' with { type: 'json' }
import type { DictionaryData, DictionaryPlace, DictionaryUnit } from './dictionary.ts'
import idioms from './idioms.json' with { type: 'json' }
import indicators from './indicators.json' with { type: 'json' }
import places from './places.json' with { type: 'json' }
import units from './units.json' with { type: 'json' }

/** The data of the dictionary that comes with the package; an office extends it and compiles its own. */
export const defaultDictionaryData: DictionaryData = {
  indicators,
  places: places as readonly DictionaryPlace[],
  units: units as readonly DictionaryUnit[],
  cues,
  idioms,
}

let compiled: Dictionary | undefined

/** The dictionary that comes with the package, compiled at its first use. */
export function defaultDictionary(): Dictionary {
  compiled ??= compileDictionary(defaultDictionaryData)
  return compiled
}
