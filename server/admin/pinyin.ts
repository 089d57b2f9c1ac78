import { pinyin } from 'pinyin-pro'
import { readings } from './pinyin-readings.ts'

/** A name as people type it: `chikanzhen` and `ckz` for 赤坎镇 [PL31]. */
export interface Spelling {
  readonly pinyin: string
  readonly initials: string
}

const corrections = readings.map(({ text, pinyin: spelled, provinces }) => ({
  text,
  length: Array.from(text).length,
  syllables: spelled.split(' '),
  provinces: provinces && new Set(provinces),
}))

/**
 * Both spellings of a name, lower case, without tones, ü as v; marks such as brackets and dots are left out, a character without a
 * known reading stands for itself.
 *
 * @param code of the place: some characters are read by province (圩 is xu in Guangdong, wei in Jiangsu).
 */
export function spell(name: string, code = ''): Spelling {
  const syllables = syllablesOf(name, code.slice(0, 2))
  return { pinyin: syllables.join(''), initials: syllables.map((syllable) => Array.from(syllable)[0]).join('') }
}

/** `chikanzhen` for 赤坎镇. */
export function pinyinOf(name: string, code = ''): string {
  return spell(name, code).pinyin
}

/** `ckz` for 赤坎镇. */
export function initialsOf(name: string, code = ''): string {
  return spell(name, code).initials
}

/** One syllable a character, as the province reads it; marks are left out. */
function syllablesOf(name: string, province: string): string[] {
  const characters = Array.from(name.normalize('NFKC'))
  const read = pinyin(characters.join(''), { toneType: 'none', type: 'array', v: true })
  const syllables = read.length === characters.length ? read : characters.map(readAlone)
  for (const { text, length, syllables: right, provinces } of corrections) {
    if (!name.includes(text) || (provinces && !provinces.has(province))) continue
    for (let at = 0; at + length <= characters.length; at++) {
      if (characters.slice(at, at + length).join('') === text) syllables.splice(at, length, ...right)
    }
  }
  return syllables.map((syllable) => syllable.toLowerCase()).filter((syllable) => /[\p{L}\p{N}]/u.test(syllable))
}

function readAlone(character: string): string {
  return pinyin(character, { toneType: 'none', v: true })
}
