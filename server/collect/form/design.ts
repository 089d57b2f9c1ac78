import type { FormDraft } from '@gangju/contract/forms'
import type { AnyRoute } from '@gangju/contract/route'
import type { FormEntry } from '@gangju/net/form'
import { officeDay } from '../../http/office-time.ts'
import type { Call, Scope } from '../../http/serve.ts'
import { ListedProblem } from '../../http/serve.ts'
import { decideForm } from './decide-form.ts'
import { type FormRow, listForms, listOffices, listReporters } from './form.store.ts'
import type { FormDesign, FormGround } from './form-ground.ts'
import { type FormFault, findingOnWire, severityOf } from './form-words.ts'

type AnyCall = Pick<Call<AnyRoute>, 'catalog' | 'lang' | 'now'>

/** A form being designed at an office, judged. */
export interface Design {
  readonly ground: FormGround
  readonly faults: readonly FormFault[]
  readonly zoneIds: readonly number[]
}

/** Judges a form by the forms as they stand now, of which `form` is the one that it changes. */
export async function judgeDesign(
  call: AnyCall,
  scope: Scope,
  { entry, form: own }: { entry: FormDesign; form: FormRow | undefined },
): Promise<Design> {
  const forms = await listForms(scope.db)
  const offices = await listOffices(scope.db, {
    placeIds: forms.flatMap(({ placeId }) => placeId ?? []),
    rootIds: [scope.place.placeId],
  })
  const near = new Set(offices.map(({ placeId }) => placeId))
  const reporters = await listReporters(scope.db, {
    officeId: scope.place.placeId,
    codes: [...(entry.reporters?.zones ?? []), ...(entry.reporters?.places ?? [])],
  })
  const ground: FormGround = {
    today: officeDay(call.now),
    officeLevel: scope.place.level,
    findIndicator: (code) => findReached(call, scope, code),
    hasGoal: (code) => call.catalog.findGoal(code) !== undefined,
    others: forms
      .filter(({ formId, archivedAt, placeId }) => {
        return formId !== own?.formId && archivedAt === null && (placeId === null || near.has(placeId))
      })
      .map((form) => form.entry),
    reporterLevels: new Map(reporters.map(({ code, level }) => [code, level])),
  }
  return {
    ground,
    faults: decideForm(entry, ground),
    zoneIds: reporters.filter(({ level }) => level === 'zone').map(({ placeId }) => placeId),
  }
}

/** An indicator that the person holds: asking for another would put it under a goal of theirs, and so in their sight. */
function findReached({ catalog }: AnyCall, { rectangle }: Scope, code: string) {
  const found = catalog.indicators.find((indicator) => indicator.code === code)
  if (!found || (rectangle.indicators !== '*' && !rectangle.indicators.includes(found.indicatorId))) return undefined
  return found.entry
}

/** @throws Problem `form.faulty` with every fault that stops it. */
export function expectSound({ faults }: Design, lang: Call<AnyRoute>['lang']): void {
  const errors = faults.filter((fault) => severityOf(fault) === 'error').map((fault) => findingOnWire(fault, lang))
  if (errors.length === 0) return
  throw new ListedProblem(
    'form.faulty',
    errors.map(({ code, path, message }) => ({ code, path, message })),
    { count: errors.length },
  )
}

/** The draft with its version, as a form is kept. */
export const formOf = (draft: FormDraft, version: number): FormEntry => ({ ...draft, version })
