import { plainHeader } from '../return-layout.ts'

/** A place that a sheet may speak of. `isAsked`: the form has a row for it; the others are above those. */
export interface SheetPlace {
  readonly code: string
  readonly name: string
  readonly parentCode: string | null
  readonly isAsked: boolean
}

export type FoundPlace =
  | { readonly kind: 'place'; readonly place: SheetPlace }
  | { readonly kind: 'several'; readonly places: readonly SheetPlace[] }
  | { readonly kind: 'none' }

/** What a row says of its place. */
export interface PlaceText {
  readonly code?: string | undefined
  readonly town?: string | undefined
  readonly name?: string | undefined
}

export interface PlaceIndex {
  /** By code, by full name, by name under its town, by a name that is unique here [XL3]. */
  find(text: PlaceText): FoundPlace
  /** Places with a name alike, for a person to choose from. */
  alike(name: string): readonly SheetPlace[]
}

/** 潮江社区居民委员会, 潮江社区居委会 and 潮江社区 are one name; numbering before it is none of it. */
export const barePlaceName = (name: string): string => bareOf(plainHeader(name))

const bareOf = (plain: string): string =>
  plain
    .replace(/^其中[:：]?/u, '')
    .replace(/^[(（]?\d{1,3}[)）、.．]/u, '')
    .replace(/^[(（]?[一二三四五六七八九十]{1,3}[)）、.．]/u, '')
    .replace(/[*#：:]/gu, '')
    .replace(/(?:居民委员会|居委会|村民委员会|村委会|村委|居委|街道办事处|街道办|人民政府|镇政府|经联社)$/u, '')

/** Also without its kind: 赤坎 for 赤坎镇. */
const shortName = (name: string) => shortOf(barePlaceName(name))

const shortOf = (bare: string): string => {
  const short = bare.replace(/(?:社区|村|街道|镇|乡|县|区|市)$/u, '')
  return short.length >= 1 ? short : bare
}

/** Six, nine or twelve digits: codes of county, town and village, the longer ones without their zeros. */
export function placeCodeOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s\p{Cf}\p{Zs}]/gu, '')
  return /^(?:\d{6}|\d{9}|\d{12})$/.test(plain) ? plain.padEnd(12, '0') : undefined
}

export function createPlaceIndex(places: readonly SheetPlace[]): PlaceIndex {
  const byCode = new Map(places.map((place) => [place.code, place]))
  const byName = new Map<string, SheetPlace[]>()
  const add = (key: string, place: SheetPlace) => {
    const known = byName.get(key)
    if (!known) byName.set(key, [place])
    else if (known.at(-1) !== place) known.push(place)
  }
  const folded = new Map<SheetPlace, FoldedName>()
  const foldedOf = (place: SheetPlace): FoldedName => {
    const known = folded.get(place)
    if (known) return known
    const plain = plainHeader(place.name)
    const bare = bareOf(plain)
    const names = { plain, bare, short: shortOf(bare) }
    folded.set(place, names)
    return names
  }
  const above = (place: SheetPlace) => (place.parentCode === null ? undefined : byCode.get(place.parentCode))
  for (const place of places) {
    const own = foldedOf(place)
    add(own.bare, place)
    add(`~${own.short}`, place)
    let whole = own.plain
    for (let parent = above(place), steps = 0; parent && steps < 4; parent = above(parent), steps += 1) {
      const names = foldedOf(parent)
      whole = names.plain + whole
      add(bareOf(whole), place)
      add(`~${names.bare}${own.short}`, place)
      add(`~${names.short}${own.short}`, place)
    }
  }
  const isUnder = (place: SheetPlace, town: string): boolean => {
    const wanted = shortName(town)
    for (let parent = above(place), steps = 0; parent && steps < 4; parent = above(parent), steps += 1)
      if (shortName(parent.name) === wanted || barePlaceName(parent.name) === barePlaceName(town)) return true
    return false
  }
  const named = (name: string, town: string | undefined): readonly SheetPlace[] => {
    const bare = barePlaceName(name.replace(/[-/／>·]/g, ''))
    const found = byName.get(bare) ?? byName.get(`~${shortName(name.replace(/[-/／>·]/g, ''))}`) ?? []
    if (!town || !(byName.has(barePlaceName(town)) || byName.has(`~${shortName(town)}`))) return found
    const under = found.filter((place) => isUnder(place, town))
    return under.length > 0 ? under : found.filter((place) => shortName(place.name) === shortName(town))
  }
  return {
    find: ({ code, town, name }) => {
      const written = code === undefined ? undefined : placeCodeOf(code)
      if (written !== undefined) {
        const place = byCode.get(written)
        return place ? { kind: 'place', place } : { kind: 'none' }
      }
      if (name === undefined || name.trim() === '') return { kind: 'none' }
      const found = named(name, town)
      // A town and its village of one name: the form asks for one of the two.
      const wanted = found.length > 1 ? found.filter(({ isAsked }) => isAsked) : found
      const left = wanted.length === 0 ? found : wanted
      if (left.length === 0) return { kind: 'none' }
      return left.length === 1 ? { kind: 'place', place: left[0]! } : { kind: 'several', places: left.slice(0, 5) }
    },
    alike: (name) => {
      const wanted = shortName(name)
      if (wanted.length < 1) return []
      const shares = (place: SheetPlace) => {
        const own = foldedOf(place).short
        return (
          own.includes(wanted) ||
          wanted.includes(own) ||
          (own.length === wanted.length && differing(own, wanted) === 1 && own.length > 1)
        )
      }
      return places.filter((place) => place.isAsked && shares(place)).slice(0, 5)
    },
  }
}

interface FoldedName {
  readonly plain: string
  readonly bare: string
  readonly short: string
}

/** Names of places have no letters beyond the basic plane that would differ by half. */
const differing = (a: string, b: string): number => {
  let count = 0
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) count += 1
  return count
}
