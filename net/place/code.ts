import { Problem } from '../problem/index.ts'
import type { PlaceLevel } from './level.ts'

/**
 * What a code says about its unit. `tallied`: city level 省直辖县级行政区划 (part 90) and county level 市辖区 (part 01)
 * are headings of the list, not governments. `quasiTown`, `quasiVillage`, `virtual`: made by statistics (parks, farms,
 * prisons; 498 and 598).
 */
export type PlaceKind =
  | 'country'
  | 'province'
  | 'city'
  | 'county'
  | 'tallied'
  | 'subdistrict'
  | 'town'
  | 'township'
  | 'quasiTown'
  | 'residents'
  | 'villagers'
  | 'quasiVillage'
  | 'virtual'
  | 'zone'

/** What can be told from a code alone. */
export interface PlaceCode {
  readonly code: string
  readonly level: PlaceLevel
  readonly kind: PlaceKind
  /** The code above it in the list; undefined for the country and for zones. */
  readonly parentCode: string | undefined
  /** False for placeholders, which stay out of every denominator, and for zones [PL3]. */
  readonly administrative: boolean
  /** The county it is or lies in. A city without counties (东莞, 中山) stands in for one; undefined above counties. */
  readonly countyCode: string | undefined
}

/** The root above the provinces; a place of its own only when the whole country is loaded. */
export const COUNTRY_CODE = '000000000000'

const zonePattern = /^Z-[a-z0-9]+(?:-[a-z0-9]+)*$/
const municipalities = ['11', '12', '31', '50']

/**
 * Reads a 12-digit 统计用区划代码, or a zone's `Z-<slug>` [PL1].
 *
 * Parts: province 2, city 2, county 2, town 3, village 3. Town 001–099 街道, 100–199 镇, 200–399 乡, 400 and above
 * placeholder; village 001–199 居委会, 200–399 村委会, 400 and above placeholder [PL2]. The code is not proof of the
 * tree: development areas and county-level cities under the province lie elsewhere, so authorise by cover, never by prefix.
 *
 * @throws Problem `place.codeMalformed`.
 * @source 国家统计局《统计用区划代码和城乡划分代码编制规则》(国统字〔2009〕91号), part 2.
 */
export function parsePlaceCode(code: string): PlaceCode {
  if (code.length <= 60 && zonePattern.test(code)) {
    return { code, level: 'zone', kind: 'zone', parentCode: undefined, administrative: false, countyCode: undefined }
  }
  const parts = /^(\d{2})(\d{2})(\d{2})(\d{3})(\d{3})$/.exec(code)
  if (!parts) throw malformed(code)
  const [, province = '', city = '', county = '', town = '', village = ''] = parts
  const countyCode = padCode(province + city + county)
  const cityCode = padCode(province + city)

  if (village !== '000') {
    if (town === '000' || city === '00' || province === '00') throw malformed(code)
    const kind = villageKind(village)
    const parentCode = padCode(province + city + county + town)
    return { code, level: 'village', kind, parentCode, administrative: !isPlaceholder(village), countyCode }
  }
  if (town !== '000') {
    if (city === '00' || province === '00') throw malformed(code)
    const administrative = !isPlaceholder(town)
    return { code, level: 'town', kind: townKind(town), parentCode: countyCode, administrative, countyCode }
  }
  if (county !== '00') {
    if (city === '00' || province === '00') throw malformed(code)
    const administrative = county !== '01' || city === '90'
    const kind = administrative ? 'county' : 'tallied'
    return { code, level: 'county', kind, parentCode: cityCode, administrative, countyCode }
  }
  if (city !== '00') {
    if (province === '00') throw malformed(code)
    const administrative = city !== '90' && !municipalities.includes(province)
    const kind = administrative ? 'city' : 'tallied'
    return { code, level: 'city', kind, parentCode: padCode(province), administrative, countyCode: undefined }
  }
  const level = province === '00' ? 'country' : 'province'
  const parentCode = province === '00' ? undefined : COUNTRY_CODE
  return { code, level, kind: level, parentCode, administrative: true, countyCode: undefined }
}

/** Whether a text is a well-formed code of a place or a zone [PL1]. */
export function isPlaceCode(text: string): boolean {
  try {
    parsePlaceCode(text)
    return true
  } catch {
    return false
  }
}

/**
 * Fills a 2, 4, 6, 9 or 12-digit code with zeros to 12 digits.
 *
 * @throws Problem `place.codeMalformed` for any other length or character.
 */
export function padCode(digits: string): string {
  if (!/^\d+$/.test(digits) || ![2, 4, 6, 9, 12].includes(digits.length)) throw malformed(digits)
  return digits.padEnd(12, '0')
}

/** The digits of a code up to its own level, as other lists print it: 440703 for 蓬江区. Zones stay as they are. */
export function shortCode(code: string): string {
  const length = { country: 2, province: 2, city: 4, county: 6, town: 9, village: 12, zone: code.length }
  return code.slice(0, length[parsePlaceCode(code).level])
}

function townKind(part: string): PlaceKind {
  if (part < '100') return 'subdistrict'
  if (part < '200') return 'town'
  return part < '400' ? 'township' : 'quasiTown'
}

function villageKind(part: string): PlaceKind {
  if (part < '200') return 'residents'
  if (part < '400') return 'villagers'
  return part === '498' || part === '598' ? 'virtual' : 'quasiVillage'
}

function isPlaceholder(part: string): boolean {
  return part >= '400'
}

function malformed(code: string): Problem {
  return new Problem('place.codeMalformed', { code: code.slice(0, 20) })
}
