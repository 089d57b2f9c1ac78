import { Problem } from '../problem/index.ts'

/** A class of the statistical division of town and country. */
export interface UrbanRuralClass {
  readonly code: string
  readonly isUrban: boolean
  readonly zh: string
  readonly en: string
}

const classes: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  '111': ['主城区', 'main urban area'],
  '112': ['城乡结合区', 'urban–rural fringe'],
  '121': ['镇中心区', 'town centre'],
  '122': ['镇乡结合区', 'town–rural fringe'],
  '123': ['特殊区域', 'special area'],
  '210': ['乡中心区', 'township centre'],
  '220': ['村庄', 'village'],
}

/**
 * Reads the 3-digit urban–rural class that stands beside a village's code: 1… urban, 2… rural [PL4].
 *
 * @throws Problem `place.classMalformed`.
 * @source 国务院《关于统计上划分城乡的规定》(国函〔2008〕60号).
 */
export function parseUrbanRuralClass(code: string): UrbanRuralClass {
  const words = Object.hasOwn(classes, code) ? classes[code] : undefined
  if (!words) throw new Problem('place.classMalformed', { class: code.slice(0, 20) })
  const [zh, en] = words
  return { code, isUrban: code.startsWith('1'), zh, en }
}
