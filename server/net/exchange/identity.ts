import { codeUid, placeOfUid, placeUid } from '@gangju/net/exchange'
import type { Catalog, CatalogForm, CatalogIndicator } from '../catalog.ts'

/** How ids of an exchange are to be read and written; undefined: written as codes, read as either. */
export type IdScheme = 'CODE' | 'UID' | undefined

/** What DHIS2 calls the combination of no categories, and its UID in every installation. */
const defaultCombo = { CODE: 'default', UID: 'HllvX50cXC0' } as const

export const comboOut = (scheme: IdScheme): string => defaultCombo[scheme ?? 'CODE']

export const isDefaultCombo = (text: string | undefined): boolean =>
  text === undefined || text === '' || Object.values<string>(defaultCombo).includes(text)

/** What ids of an exchange stand for, and the other way round [EX2, EX3]. */
export class ExchangeIdentity {
  readonly #scheme: IdScheme
  readonly #indicators: ReadonlyMap<string, CatalogIndicator>
  readonly #forms: ReadonlyMap<string, CatalogForm>
  readonly #homes: ReadonlyMap<string, CatalogForm>

  constructor(catalog: Catalog, scheme: IdScheme) {
    this.#scheme = scheme
    this.#indicators = namesOf(catalog.indicators, scheme, ({ code }) => [code, codeUid('dataElement', code)])
    this.#forms = namesOf(catalog.forms, undefined, ({ entry }) => [entry.code, codeUid('dataSet', entry.code)])
    this.#homes = new Map(
      catalog.forms
        .filter(({ archivedAt }) => archivedAt === null)
        .flatMap((form) =>
          form.entry.columns.filter(({ known }) => !known).map(({ indicator }) => [indicator, form] as const),
        ),
    )
  }

  findIndicator(text: string): CatalogIndicator | undefined {
    return this.#indicators.get(text)
  }

  /** By code or UID, whatever the scheme. */
  findForm(text: string): CatalogForm | undefined {
    return this.#forms.get(text)
  }

  /** The form that collects an indicator. */
  homeOf(indicator: string): CatalogForm | undefined {
    return this.#homes.get(indicator)
  }

  /** The code that is meant; what is no UID stays as it is, and is unknown later. */
  placeCode(text: string): string {
    return this.#scheme === 'CODE' ? text : (placeOfUid(text) ?? (this.#scheme === 'UID' ? '' : text))
  }

  indicatorOut(code: string): string {
    return this.#scheme === 'UID' ? codeUid('dataElement', code) : code
  }

  formOut(code: string): string {
    return this.#scheme === 'UID' ? codeUid('dataSet', code) : code
  }

  placeOut(code: string): string {
    return this.#scheme === 'UID' ? placeUid(code) : code
  }
}

/** A place that a query names, by code or UID. */
export const askedPlace = (text: string): string => placeOfUid(text) ?? text

/** A code comes before a UID that reads the same. */
function namesOf<T>(
  things: readonly T[],
  scheme: IdScheme,
  nameOf: (thing: T) => readonly [code: string, uid: string],
): ReadonlyMap<string, T> {
  const byUid = scheme === 'CODE' ? [] : things.map((thing) => [nameOf(thing)[1], thing] as const)
  const byCode = scheme === 'UID' ? [] : things.map((thing) => [nameOf(thing)[0], thing] as const)
  return new Map([...byUid, ...byCode])
}
