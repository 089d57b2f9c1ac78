import type { FormEntry, FormLevel } from '@gangju/net/form'
import type { IndicatorEntry } from '../../net/indicator-entry.ts'

export type FormDesign = Omit<FormEntry, 'version'>

/** What a form being designed is judged by. */
export interface FormGround {
  readonly today: string
  readonly officeLevel: string
  readonly findIndicator: (code: string) => IndicatorEntry | undefined
  readonly hasGoal: (code: string) => boolean
  /** Other forms in force at places that the office has above or below it. */
  readonly others: readonly FormEntry[]
  /** Level of each place that the reporters name, as far as it lies under the office. */
  readonly reporterLevels: ReadonlyMap<string, string>
}

const ranks: Readonly<Record<FormLevel, number>> = { village: 0, zone: 1, town: 2, county: 3, city: 4, province: 5 }

/** Whether one level stands above another; a zone stands between village and town. */
export const isHigher = (level: FormLevel, than: FormLevel): boolean => ranks[level] > ranks[than]

/** Whether two forms may ask the same places: the same level of rows, and no lists that surely share nobody. */
export function mayMeet(one: FormDesign, other: FormDesign): boolean {
  if (one.collects !== other.collects) return false
  const [places, others] = [onlyPlaces(one), onlyPlaces(other)]
  return places === undefined || others === undefined || places.some((code) => others.includes(code))
}

/** The named places, where nobody else reports. */
function onlyPlaces({ reporters }: FormDesign): readonly string[] | undefined {
  const { zones = [], classes = [], places = [] } = reporters ?? {}
  return zones.length === 0 && classes.length === 0 && places.length > 0 ? places : undefined
}

/** The form that a figure is typed in: its home. */
export function homeOf(indicator: string, design: FormDesign, others: readonly FormEntry[]): FormEntry | undefined {
  return others.find(
    (other) =>
      mayMeet(design, other) && other.columns.some((column) => column.indicator === indicator && !column.known),
  )
}
