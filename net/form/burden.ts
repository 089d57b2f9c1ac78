import type { FormEntry, FormLevel } from './form.ts'

/** How many places a form burdens: those that file, and those that have a row. */
export interface FormPlaces {
  readonly filers: number
  readonly rows: number
}

/** What one form costs in a year. A cell is one figure of one place in one period. */
export interface FormBurden extends FormPlaces {
  /** Columns that are typed. */
  readonly typed: number
  /** Columns that are shown filled in and only confirmed. */
  readonly known: number
  readonly timesAYear: number
  readonly returns: number
  readonly cells: number
  readonly confirmed: number
}

const timesAYear: Readonly<Record<FormEntry['period'], number>> = { M: 12, Q: 4, S: 2, Y: 1 }

/** Fields × places × times a year [FM20]; known columns are counted apart, as confirmed and not typed [FM21]. */
export function formBurden({ period, columns }: Pick<FormEntry, 'period' | 'columns'>, places: FormPlaces): FormBurden {
  const times = timesAYear[period]
  const known = columns.filter((column) => column.known).length
  const typed = columns.length - known
  return {
    ...places,
    typed,
    known,
    timesAYear: times,
    returns: places.filers * times,
    cells: typed * places.rows * times,
    confirmed: known * places.rows * times,
  }
}

/** What the places of one level file in a year, all forms together. */
export interface LevelBurden {
  readonly level: FormLevel
  readonly forms: number
  /** The most places of the level that one form burdens. */
  readonly filers: number
  readonly returns: number
  readonly cells: number
  readonly confirmed: number
}

const order: readonly FormLevel[] = ['village', 'zone', 'town', 'county', 'city', 'province']

/** The burden by the level that files, lowest first; levels that file nothing are left out [FM22]. */
export function burdenByLevel(
  forms: readonly { readonly filedBy: FormLevel; readonly burden: FormBurden }[],
): readonly LevelBurden[] {
  return order.flatMap((level) => {
    const here = forms.filter(({ filedBy }) => filedBy === level).map(({ burden }) => burden)
    if (here.length === 0) return []
    const sum = (part: 'returns' | 'cells' | 'confirmed') => here.reduce((total, burden) => total + burden[part], 0)
    return [
      {
        level,
        forms: here.length,
        filers: Math.max(...here.map(({ filers }) => filers)),
        returns: sum('returns'),
        cells: sum('cells'),
        confirmed: sum('confirmed'),
      },
    ]
  })
}
