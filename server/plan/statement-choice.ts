import type { Statement } from '@gangju/clause'
import type { StatementChoice } from '@gangju/contract/desk'
import { DecimalText, PeriodId } from '@gangju/contract/values'
import type { CatalogIndicator } from '../net/catalog.ts'
import { type DeskWorld, goalOf } from './desk-world.ts'
import { inIndicatorUnit } from './indicator-unit.ts'

export type StatementLack = 'indicator' | 'place' | 'period' | 'unit'

export interface ProposedStatement {
  readonly choice: StatementChoice
  readonly doubts: readonly string[]
  /** The indicator is linked by likeness of names alone. */
  readonly isGuess: boolean
}

/** What would become of a statement as it stands: links to what the net knows, and what of that is a guess [DE2]. */
export function proposeStatement(statement: Statement, world: DeskWorld): ProposedStatement {
  const link = world.findIndicator(statement)
  const place = placeOf(statement, world)
  const figure = figureOf(statement, link?.indicator)
  return {
    choice: {
      becomes: statement.modality === 'target' ? 'target' : 'observation',
      indicator: link?.indicator.code ?? null,
      place,
      goal: (link && goalOf(world, link.indicator)?.code) ?? null,
      comparator: figure.valueMax === null && statement.comparator === 'range' ? 'approx' : statement.comparator,
      ...figure,
      unit: figure.unit.slice(0, 20),
      measure: statement.measure,
      commitment: statement.commitment,
      period: periodOf(statement),
      note: noteOf(statement),
    },
    isGuess: link?.isGuess ?? false,
    doubts: [
      ...new Set([
        ...statement.doubts.filter((doubt) => doubt !== 'indicatorUnknown' || !link),
        ...(link?.isGuess ? ['indicatorGuessed'] : []),
        ...(link ? [] : ['indicatorUnknown']),
        ...(place === null ? ['placeUnknown'] : []),
      ]),
    ],
  }
}

/** What has to be chosen before a statement can be taken; nothing is taken with a gap [DE5]. */
export function lacksOfStatement(
  choice: StatementChoice,
  { indicatorByCode }: Pick<DeskWorld, 'indicatorByCode'>,
): StatementLack[] {
  const indicator = indicatorByCode.get(choice.indicator ?? '')
  const lacks: StatementLack[] = []
  if (!indicator) lacks.push('indicator')
  else if (!convertChoice(choice, indicator)) lacks.push('unit')
  if (choice.place === null) lacks.push('place')
  if (choice.becomes === 'observation' && choice.period === null) lacks.push('period')
  return lacks
}

/** The chosen figure in the indicator's unit; undefined when it cannot be said exactly. */
export function convertChoice(
  { value, valueMax, unit, measure, comparator }: StatementChoice,
  { entry }: CatalogIndicator,
): { value: string; valueMax: string | null } | undefined {
  const low = inIndicatorUnit({ value, unit, measure }, entry.unit)
  const isRange = comparator === 'range' && valueMax !== null
  const high = isRange ? inIndicatorUnit({ value: valueMax, unit, measure }, entry.unit) : null
  return low === undefined || high === undefined ? undefined : { value: low, valueMax: high }
}

/** A figure that nobody's place is named for is the issuer's own, unless it is said of a firm or a park. */
function placeOf({ place, subject }: Statement, { home, findPlace }: DeskWorld): string | null {
  if (place !== null) return findPlace(place)?.code ?? null
  return subject === null ? home : null
}

/** Of two spellings the one that the indicator's unit can take exactly: 10000公顷(15万亩). */
function figureOf(statement: Statement, indicator: CatalogIndicator | undefined) {
  const { measure, unit } = statement
  const printed = { value: decimalText(statement.exact, statement.value), unit }
  const other = statement.spellings.find(
    (spelling) =>
      indicator !== undefined &&
      DecimalText.safeParse(spelling.exact).success &&
      inIndicatorUnit({ ...printed, measure }, indicator.entry.unit) === undefined &&
      inIndicatorUnit({ value: spelling.exact, unit: spelling.unit, measure }, indicator.entry.unit) !== undefined,
  )
  if (other) return { value: other.exact, valueMax: null, unit: other.unit }
  const max = statement.valueMax
  return { ...printed, valueMax: max === null ? null : decimalText(statement.exactMax ?? '', max) }
}

function decimalText(exact: string, value: number): string {
  if (DecimalText.safeParse(exact).success) return exact
  return value.toFixed(6).replace(/\.?0+$/, '')
}

function periodOf({ period, year }: Statement): string | null {
  const said = period ?? (year === null ? null : String(year))
  return said !== null && PeriodId.safeParse(said).success ? said : null
}

function noteOf({ subject, scope, base }: Statement): string | null {
  return [subject, scope, base === 'sameTimeLastYear' ? null : base].filter(Boolean).join('；').slice(0, 300) || null
}
