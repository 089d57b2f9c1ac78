import { type FormEntry, type WorkCalendar, workCalendar } from '@gangju/net/form'
import { firstDay, parsePeriod } from '@gangju/net/period'
import { Problem } from '@gangju/net/problem'
import { parseDecimal } from '@gangju/net/quantity'
import type { GoalLightRule, LightRuleSet, YearPlan } from '@gangju/net/reading'
import { codesOf, type Formula, figuresOf, parseFormula } from '@gangju/net/rollup'
import type { IndicatorEntry } from './indicator-entry.ts'
import type { PolicySystemEntry } from './policy-system-entry.ts'
import type { PrecedenceEntry, SourceKind } from './precedence-entry.ts'
import type { CalendarEntry, ChaseEntry, LightRuleEntry } from './rule-entry.ts'

export interface CatalogIndicator {
  readonly indicatorId: number
  readonly code: string
  readonly entry: IndicatorEntry
  /** Of a derived indicator. */
  readonly formula: Formula | null
  /** Every definition that was or is in force, oldest first; none: this one holds for all periods. */
  readonly versions: readonly IndicatorDefinition[]
}

/** One definition of an indicator, for periods that begin on its day or later [FG12]. */
export interface IndicatorDefinition {
  readonly version: number
  readonly fromDay: string
  readonly entry: IndicatorEntry
  readonly formula: Formula | null
}

export interface CatalogForm {
  readonly formId: number
  readonly sourceId: number
  /** The version in force. */
  readonly entry: FormEntry
  /** The office that keeps it; null: the installation. */
  readonly placeId: number | null
  readonly archivedAt: Date | null
  /** Zones that its reporters name. */
  readonly zoneIds: readonly number[]
}

/** A form as it stood in one of its versions. */
export interface CatalogFormVersion {
  readonly formId: number
  readonly entry: FormEntry
}

export interface CatalogGoal {
  readonly goalId: number
  readonly code: string
  readonly kind: 'programme' | 'action' | 'measure' | 'task' | 'target' | 'project' | 'milestone'
  readonly parentId: number | null
  readonly path: string
  readonly name: string
  readonly nameEn: string
  readonly placeId: number | null
  readonly alignsToId: number | null
  readonly starts: string | null
  readonly due: string | null
  readonly position: number
  readonly documentId: number | null
  readonly documentOffset: number | null
  readonly documentLength: number | null
  /** It was taken back: what hung on it still names it. */
  readonly supersededAt: Date | null
  readonly indicatorIds: readonly number[]
}

export interface CatalogSource {
  readonly sourceId: number
  readonly code: string
  readonly kind: SourceKind
  readonly name: string
  readonly asOf: string | null
  readonly demo: boolean
  /** Code of the document, when its text is in the library. */
  readonly document: string | null
}

export interface CatalogResponsibility {
  readonly goalId: number
  readonly bodyCode: string
  readonly bodyName: string
  readonly bodyNameEn: string
  readonly part: 'lead' | 'support'
}

export interface CatalogConflict {
  readonly kind: string
  readonly note: string
  /** Codes of targets. */
  readonly targets: readonly string[]
  /** Published figures by where they are stated. */
  readonly positions: readonly { readonly source: string; readonly offset: number }[]
}

export interface LightRules {
  readonly light: LightRuleSet
  readonly goal: GoalLightRule
  readonly plan: YearPlan
}

export interface CatalogRows {
  readonly indicators: readonly Omit<CatalogIndicator, 'formula' | 'versions'>[]
  /** Oldest first. */
  readonly indicatorVersions?: readonly (Omit<IndicatorDefinition, 'formula'> & { readonly indicatorId: number })[]
  readonly forms: readonly CatalogForm[]
  readonly formVersions: readonly CatalogFormVersion[]
  readonly goals: readonly CatalogGoal[]
  readonly sources: readonly CatalogSource[]
  readonly responsibilities: readonly CatalogResponsibility[]
  readonly conflicts: readonly CatalogConflict[]
  readonly lightRules: readonly LightRuleEntry[]
  readonly calendars: readonly CalendarEntry[]
  readonly chases: readonly ChaseEntry[]
  readonly policySystems: readonly PolicySystemEntry[]
  readonly precedence?: PrecedenceEntry | undefined
  readonly settings: ReadonlyMap<string, unknown>
}

/** The content of the installation in memory: small, read by every request, replaced as a whole when an officer edits it. */
export class Catalog {
  /** The number that it was read under; another one in the database means that the content was edited. */
  readonly epoch: number
  /** Those in force. */
  readonly goals: readonly CatalogGoal[]
  /** When reminders are proposed; undefined: never. */
  readonly chase: ChaseEntry | undefined
  /** Archived ones too: what was filed stays readable. */
  readonly forms: readonly CatalogForm[]
  readonly conflicts: readonly CatalogConflict[]
  /** Days off and working weekends, as far as their years are known. */
  readonly calendar: WorkCalendar
  readonly policySystems: readonly PolicySystemEntry[]
  readonly settings: ReadonlyMap<string, unknown>
  readonly indicators: readonly CatalogIndicator[]
  readonly #indicatorByCode: ReadonlyMap<string, CatalogIndicator>
  readonly #indicatorById: ReadonlyMap<number, CatalogIndicator>
  readonly #goalByCode: ReadonlyMap<string, CatalogGoal>
  readonly #goalById: ReadonlyMap<number, CatalogGoal>
  readonly #columns: ReadonlySet<string>
  readonly #formByCode: ReadonlyMap<string, CatalogForm>
  readonly #formVersions: ReadonlyMap<string, FormEntry>
  readonly #sourceById: ReadonlyMap<number, CatalogSource>
  readonly #responsibilities: ReadonlyMap<number, readonly CatalogResponsibility[]>
  readonly #lightRules: LightRules | undefined
  readonly #precedence: PrecedenceEntry | undefined

  constructor(rows: CatalogRows) {
    this.indicators = rows.indicators.map((indicator) => ({
      ...indicator,
      formula: formulaOf(indicator.entry),
      versions: (rows.indicatorVersions ?? [])
        .filter(({ indicatorId }) => indicatorId === indicator.indicatorId)
        .map((version) => ({ ...version, formula: formulaOf(version.entry) })),
    }))
    this.epoch = Number(rows.settings.get('contentEpoch') ?? 0)
    this.goals = rows.goals.filter(({ supersededAt }) => supersededAt === null)
    this.policySystems = rows.policySystems
    this.chase = rows.chases[0]
    this.calendar = workCalendar(rows.calendars)
    this.forms = rows.forms
    this.conflicts = rows.conflicts
    this.settings = rows.settings
    this.#indicatorByCode = new Map(this.indicators.map((one) => [one.code, one]))
    this.#indicatorById = new Map(this.indicators.map((one) => [one.indicatorId, one]))
    this.#goalByCode = new Map(this.goals.map((one) => [one.code, one]))
    this.#goalById = new Map(rows.goals.map((one) => [one.goalId, one]))
    this.#columns = new Set(rows.forms.flatMap(({ entry }) => entry.columns.map((column) => column.indicator)))
    this.#formByCode = new Map(rows.forms.map((one) => [one.entry.code, one]))
    this.#formVersions = new Map(rows.formVersions.map(({ formId, entry }) => [`${formId} ${entry.version}`, entry]))
    this.#sourceById = new Map(rows.sources.map((one) => [one.sourceId, one]))
    const byGoal = new Map<number, CatalogResponsibility[]>()
    for (const one of rows.responsibilities) byGoal.set(one.goalId, [...(byGoal.get(one.goalId) ?? []), one])
    this.#responsibilities = byGoal
    this.#lightRules = parseLightRules(rows.lightRules)
    this.#precedence = rows.precedence
  }

  /** @throws Problem `indicator.unknown` */
  indicator(code: string): CatalogIndicator {
    return this.#indicatorByCode.get(code) ?? missing('indicator.unknown', code)
  }

  indicatorById(indicatorId: number): CatalogIndicator {
    return this.#indicatorById.get(indicatorId) ?? missing('indicator.unknown', String(indicatorId))
  }

  /** @throws Problem `goal.unknown` */
  goal(code: string): CatalogGoal {
    return this.#goalByCode.get(code) ?? missing('goal.unknown', code)
  }

  findGoal(code: string): CatalogGoal | undefined {
    return this.#goalByCode.get(code)
  }

  /** One that was taken back too. */
  goalById(goalId: number): CatalogGoal {
    return this.#goalById.get(goalId) ?? missing('goal.unknown', String(goalId))
  }

  /** The node and everything below it, in the order of the tree. */
  goalsUnder(path: string): CatalogGoal[] {
    return this.goals.filter((goal) => goal.path.startsWith(path))
  }

  /** @throws Problem `form.unknown` */
  form(code: string): CatalogForm {
    return this.#formByCode.get(code) ?? missing('form.unknown', code)
  }

  /** The form as it stood when a return of it was begun. @throws Problem `form.unknown` */
  formVersion({ formId, entry }: CatalogForm, version: number): FormEntry {
    return this.#formVersions.get(`${formId} ${version}`) ?? missing('form.unknown', `${entry.code} ${version}`)
  }

  source(sourceId: number): CatalogSource | undefined {
    return this.#sourceById.get(sourceId)
  }

  responsibilities(goalId: number): readonly CatalogResponsibility[] {
    return this.#responsibilities.get(goalId) ?? []
  }

  /** When lights change colour. @throws Error when the installation has no rules: nothing is judged by rules nobody wrote. */
  lightRules(): LightRules {
    if (this.#lightRules === undefined) throw new Error('no complete set of light rules is loaded')
    return this.#lightRules
  }

  /** The indicator as it is defined for a period: a longer one follows the definition in force on its first day [FG12]. */
  definitionAt(indicator: CatalogIndicator, periodId: string): CatalogIndicator {
    if (indicator.versions.length === 0) return indicator
    const day = firstDay(parsePeriod(periodId))
    const found = indicator.versions.findLast(({ fromDay }) => fromDay <= day)
    return found ? { ...indicator, entry: found.entry, formula: found.formula } : indicator
  }

  /**
   * How far back a kind of source stands where several figures of an indicator are in one cell: 0 is in force, a kind that
   * the order does not name is last [FG14].
   */
  precedence(code: string, kind: SourceKind): number {
    const order = this.#precedence?.indicators[code] ?? this.#precedence?.order ?? ['return', 'document', 'statistics']
    const rank = order.indexOf(kind)
    return rank < 0 ? order.length : rank
  }

  /**
   * Indicators that a figure of this one is made of, itself when it is not derived; each once.
   *
   * @param periodId by the definitions of that period; absent: by those of now.
   */
  partsOf(indicator: CatalogIndicator, periodId?: string): CatalogIndicator[] {
    const { formula } = periodId === undefined ? indicator : this.definitionAt(indicator, periodId)
    if (formula === null) return [indicator]
    return [...new Set(codesOf(formula).flatMap((code) => this.partsOf(this.indicator(code), periodId)))]
  }

  /** The derived ones among the parts that a formula is worked out with. */
  derivedPartsOf(formula: Formula): CatalogIndicator[] {
    return figuresOf(formula)
      .map((code) => this.indicator(code))
      .filter((part) => part.formula !== null)
  }

  /** Whether returns bring the figure, or every part of it: something that will come, and may be missed. */
  isCollected(indicator: CatalogIndicator): boolean {
    return this.partsOf(indicator).every((part) => this.#columns.has(part.code))
  }

  /** Programmes whose place is the given one or above it, nearest first. */
  programmesOf(ancestorIds: readonly number[]): CatalogGoal[] {
    const rank = (goal: CatalogGoal) => (goal.placeId === null ? ancestorIds.length : ancestorIds.indexOf(goal.placeId))
    return this.goals
      .filter((goal) => goal.kind === 'programme' && rank(goal) >= 0)
      .toSorted((a, b) => rank(a) - rank(b))
  }
}

const formulaOf = ({ formula }: IndicatorEntry) => (formula === null ? null : parseFormula(formula))

function missing(code: string, what: string): never {
  throw new Problem(code, { what: what.slice(0, 80) })
}

function parseLightRules(entries: readonly LightRuleEntry[]): LightRules | undefined {
  const light = entries.find((entry) => entry.kind === 'light')
  const goal = entries.find((entry) => entry.kind === 'goalLight')
  const plan = entries.find((entry) => entry.kind === 'plan')
  if (!light || !goal || !plan) return undefined
  return {
    light: {
      id: light.code,
      greenFromPoints: parseDecimal(light.greenFromPoints),
      amberFromPoints: parseDecimal(light.amberFromPoints),
      minimumCompleteness: parseDecimal(light.minimumCompleteness),
      approximateTolerance: parseDecimal(light.approximateTolerance),
    },
    goal: {
      id: goal.code,
      redFromShare: parseDecimal(goal.redFromShare),
      amberFromShare: parseDecimal(goal.amberFromShare),
      greyFromShare: parseDecimal(goal.greyFromShare),
    },
    plan: {
      spread: plan.spread === 'linear' ? 'linear' : plan.spread.map(parseDecimal),
      planRate: parseDecimal(plan.planRate),
    },
  }
}
