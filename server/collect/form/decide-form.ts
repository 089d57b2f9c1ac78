import { columnFaults } from './decide-columns.ts'
import { type FormDesign, type FormGround, homeOf, isHigher } from './form-ground.ts'
import { type FormFault, levelDetail } from './form-words.ts'

/** What is wrong with a form, everything at once [FM10]. */
export function decideForm(design: FormDesign, ground: FormGround): readonly FormFault[] {
  return [
    ...levelFaults(design, ground),
    ...dayFaults(design, ground),
    ...reporterFaults(design, ground),
    ...columnFaults(design, ground),
    ...orphanFaults(design, ground),
    ...taskForceFaults(design, ground),
  ]
}

function* levelFaults(
  { goal, collects, filedBy, review }: FormDesign,
  { hasGoal, officeLevel }: FormGround,
): Iterable<FormFault> {
  if (!hasGoal(goal)) yield { code: 'goal', path: 'goal', detail: { goal } }
  if (officeLevel !== 'country' && isHigher(filedBy, officeLevel as typeof filedBy)) {
    yield { code: 'office', path: 'filedBy', detail: levelDetail(filedBy) }
  }
  if (isHigher(collects, filedBy)) yield { code: 'filesBelow', path: 'filedBy' }
  for (const [at, level] of review.entries()) {
    if (isHigher(filedBy, level)) {
      yield { code: 'reviewBelow', path: `review.${at}`, detail: levelDetail(level) }
    } else if (at > 0 && isHigher(review[at - 1]!, level)) yield { code: 'reviewOrder', path: `review.${at}` }
  }
}

function* dayFaults({ openDay, closeDay, admission }: FormDesign, { today }: FormGround): Iterable<FormFault> {
  if (closeDay < openDay) yield { code: 'days', path: 'closeDay' }
  const expires = admission?.expires
  if (!expires) return
  if (expires < admission.on) yield { code: 'admissionDays', path: 'admission.expires' }
  else if (expires < today) yield { code: 'expired', path: 'admission.expires', detail: { on: expires } }
}

function* reporterFaults({ reporters, collects }: FormDesign, { reporterLevels }: FormGround): Iterable<FormFault> {
  for (const [at, code] of (reporters?.zones ?? []).entries()) {
    if (reporterLevels.get(code) !== 'zone') yield { code: 'reporter', path: `reporters.zones.${at}`, detail: { code } }
  }
  for (const [at, code] of (reporters?.places ?? []).entries()) {
    if (reporterLevels.get(code) !== collects) {
      yield { code: 'reporter', path: `reporters.places.${at}`, detail: { code } }
    }
  }
}

/** Figures that other forms show filled in and that would have no home any more [FM11]. */
export function* orphanFaults(
  design: FormDesign,
  { others, findIndicator }: Pick<FormGround, 'others' | 'findIndicator'>,
): Iterable<FormFault> {
  const here = new Set(design.columns.filter(({ known }) => !known).map(({ indicator }) => indicator))
  for (const other of others) {
    const rest = others.filter((one) => one !== other)
    for (const { indicator, known } of other.columns) {
      if (!known || here.has(indicator) || homeOf(indicator, other, rest)) continue
      const { name, nameEn } = findIndicator(indicator) ?? { name: indicator, nameEn: indicator }
      yield { code: 'orphaned', path: 'columns', detail: { name, nameEn, form: other.name, formEn: other.nameEn } }
    }
  }
}

function* taskForceFaults({ columnReview, columns }: FormDesign, { hasGoal }: FormGround): Iterable<FormFault> {
  for (const [at, review] of (columnReview ?? []).entries()) {
    const path = `columnReview.${at}`
    if (!hasGoal(review.goal)) yield { code: 'taskForce', path, detail: { what: review.goal } }
    for (const code of review.columns) {
      if (columns.some(({ indicator }) => indicator === code)) continue
      yield { code: 'taskForce', path, detail: { what: code } }
    }
  }
}
